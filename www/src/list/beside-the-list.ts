// Everything drawn instead of a list or under it, in one file, fetched when first needed.

import "../text/more-words";

export { Empty } from "./empty";
export { Expired } from "./expired";
export { MoreSuggestions } from "./suggestion-list";
