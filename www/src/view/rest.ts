// What `later.tsx` fetches, in one file: the parts, their words and their styles. Once evaluated it has told the first
// script about the words and styles.
//
// The import of the element says nothing new. With it every module of the first script is also one of this file, and
// the bundler, which keeps apart what two files share and what only one needs, leaves the first script in one piece.

import "../element";
import "../preact";
import en from "../../i18n/en-more.json";
import id from "../../i18n/id-more.json";
import { addWords } from "../i18n";
import { addStyles } from "../sheet";
import css from "./rest.css";

export { readAddress } from "../address";
export { follow } from "../following";
export { openDay } from "../lookups";
export { whyNoWasm } from "../no-wasm";
export { readQuery } from "../query-property";
export { Bar } from "./bar";
export { Empty, Expired } from "./empty";
export { Foot } from "./foot";
export { HandOff } from "./handoff";
export { Living } from "./living";
export { Mark } from "./mark";
export { OfficePage } from "./office-page";
export { OtherView } from "./other-view";
export { QuestionPanel } from "./question-panel";
export { Others } from "./suggestions";
export { Toolbar } from "./toolbar";

addWords({ id, en });
addStyles(css);
