// The words and styles that board and map share; importing this module adds them.

import en from "../../i18n/en-views.json";
import id from "../../i18n/id-views.json";
import { addStyles } from "../style/sheet";
import { addWords } from "../text/words";
import css from "./views.css";

addWords({ id, en });
addStyles(css);
