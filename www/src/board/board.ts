// The file that is fetched when the board is first looked at.

import "../cells/views";
import { addStyles } from "../style/sheet";
import css from "./board.css";

export { Board } from "./table";

addStyles(css);
