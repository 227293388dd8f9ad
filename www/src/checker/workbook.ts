// The publisher's tools in their own Wasm: a feed from a spreadsheet, and a list and a calendar from a feed. It is
// fetched at the first spreadsheet or download.

import init, { build, list, releases, template, type Built, type CellFinding, type Options, type SourceFile } from "../../../pkg-page/slot_publisher.js";
import { Trouble } from "./feed-source";
import { startOnce } from "./start-once";

export { template };
export type { Built, CellFinding, SourceFile };

/** The name of this Wasm of this build. */
declare const PUBLISHER_FILE: string;

/** Fetches and compiles this Wasm. */
export const ready = startOnce(() => init({ module_or_path: new URL(PUBLISHER_FILE, import.meta.url) }));

/** What a table does not say about itself. */
export interface Settings {
  publisher: string;
  timeZone: string;
  updateEvery: string;
}

/** Makes a feed. A workbook that the library cannot read is damaged beyond what it expects. */
export function make(files: readonly SourceFile[], settings: Settings | undefined, options: Options): Built {
  const told = settings && { publisher: { name: settings.publisher }, time_zone: settings.timeZone, update_every: settings.updateEvery };
  try {
    return build(files, { ...options, ...(told && { settings: told }) });
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    throw new Trouble("checker.trouble.broken", { name: files[0]?.name ?? "" });
  }
}

/** The files to publish beside the page, written on request. */
export const EXTRAS = {
  "list.html": { type: "text/html;charset=utf-8", write: list },
  "releases.ics": { type: "text/calendar;charset=utf-8", write: releases },
} as const;

/** Whether a file is one of the tables that need settings: CSV without a `.toml` beside it. */
export function needsSettings(files: readonly SourceFile[]): boolean {
  const isWorkbook = ({ name, bytes: [first, second] }: SourceFile): boolean => /\.(xlsx?|xlsm|ods)$/i.test(name) || (first === 0x50 && second === 0x4b) || first === 0xd0;
  return !files.some((file) => isWorkbook(file) || /\.toml$/i.test(file.name));
}
