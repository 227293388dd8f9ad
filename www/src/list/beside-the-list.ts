// Everything drawn instead of a list or under it, in one file, fetched when first needed.

import { addStyles } from "../style/sheet";
import css from "./beside-the-list.css";

export { Empty } from "./empty";
export { Expired } from "./expired";
export { MistakeNotice } from "./mistake-notice";
export { Sources } from "./sources";
export { MoreSuggestions } from "./suggestion-list";
export { UpdateBar } from "../parts/update-bar";
export { UpdateSettings } from "./update-settings";

addStyles(css);
