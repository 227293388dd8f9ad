// All dialogs in one file, fetched when one is first opened.

import { addStyles } from "../style/sheet";
import css from "./dialogs.css";

export { HandOff } from "./hand-off";
export { OfficeDialog } from "./office-dialog";

addStyles(css);
