// The filters in one file, which is fetched when they are first opened or when some are set.

import { addStyles } from "../style/sheet";
import css from "./filters.css";

export { Chips } from "./chips";
export { FilterSheet } from "./filter-sheet";

addStyles(css);
