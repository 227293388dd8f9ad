// What is fetched to know the country's offices; importing this module lets the rows say which office is the nearest.

import { judgeNearest } from "../state/coverage";
import { addStyles } from "../style/sheet";
import css from "./country.css";
import { coverageOf } from "./coverage";

export { CountryNote } from "./nearest-office";

addStyles(css);
judgeNearest((props) => {
  const { outside, nearest, sure } = coverageOf(props);
  return sure ? !outside && !nearest : undefined;
});
