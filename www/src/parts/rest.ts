// What `later.tsx` fetches, in one file: the parts, their words and their styles. Once evaluated it has told the first
// script about the words and styles.
//
// The import of the element says nothing new. With it every module of the first script is also one of this file, and
// the bundler, which keeps apart what two files share and what only one needs, leaves the first script in one piece.

import "../element/slot-finder-element";
import "../preact";
import en from "../../i18n/en-more.json";
import id from "../../i18n/id-more.json";
import { addWords } from "../text/words";
import { addStyles } from "../style/sheet";
import css from "../style/more.css";

export { readAddress } from "../state/address-bar";
export { follow } from "../updates/updates";
export { openDay } from "../state/lookups";
export { whyNoWasm } from "../engine/wasm-failure";
export { readQuery } from "../options/query-property";
export { Bar } from "./update-bar";
export { Empty, Expired } from "../list/empty";
export { Foot } from "../element/foot";
export { HandOff } from "../office/hand-off";
export { Living } from "../element/update-settings";
export { Mark } from "../list/change-badge";
export { OfficePage } from "../office/office-dialog";
export { OtherView } from "../list/other-view";
export { QuestionPanel } from "../form/question-panel";
export { Others } from "../list/suggestion-list";
export { Toolbar } from "../filters/toolbar";

addWords({ id, en });
addStyles(css);
