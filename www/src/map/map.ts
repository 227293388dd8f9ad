// The file that is fetched when the map is first looked at.

import "../cells/views";
import { addStyles } from "../style/sheet";
import css from "./map.css";

export { OfficeMap as Map } from "./office-map";

addStyles(css);
