// What every part of a summary is given.

import type { OfficeInfo } from "../engine/engine";
import type { Words } from "../text/words";
import type { Figures } from "./sentence";
import type { SummaryOptions } from "./summary-options";

export interface SummaryProps {
  words: Words;
  figures: Figures & { offices: OfficeInfo[] };
  options: SummaryOptions;
}
