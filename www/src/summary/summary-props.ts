// The props of every part of a summary.

import type { OfficeInfo } from "../engine/engine";
import type { Words } from "../text/words";
import type { Figures } from "./sentence";
import type { SummaryOptions } from "./summary-options";

export interface SummaryProps {
  words: Words;
  figures: Figures & { offices: OfficeInfo[] };
  options: SummaryOptions;
}
