// The styles that board and map share; importing this module adds them.

import { addStyles } from "../style/sheet";
import css from "./views.css";

addStyles(css);
