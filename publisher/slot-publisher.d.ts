/** The contract of the publisher's tools in the browser: a feed from a spreadsheet, a list and a calendar from a feed. */
export interface SourceFile {
  /** The name that people know; one that ends in `.toml` holds settings. */
  name: string;
  bytes: Uint8Array;
  /** When the file was saved, in ms since 1970. */
  saved?: number;
}

export interface Options {
  /** The moment, in ms since 1970. */
  now: number;
  /** The language of messages and of the list: Indonesian for `id`, else English. */
  lang?: string;
}

export interface BuildOptions extends Options {
  /** What a CSV file does not say, with the keys of META.toml. */
  settings?: Record<string, unknown>;
}

/** A message and all cells that it is about. */
export interface CellFinding {
  /** Cells such as `Kuota!D7`, a sheet, a file, or a key of the settings. */
  places: string[];
  text: string;
  /** Whether it is to be known only, beside what must be corrected. */
  note: boolean;
}

export interface Built {
  /** The feed, unless something must be corrected. */
  feed?: Uint8Array<ArrayBuffer>;
  /** Why there is no feed, in one sentence. */
  head?: string;
  /** What must be corrected; with a feed, what to know about it. */
  findings: CellFinding[];
  /** The feed in a few sentences. */
  summary?: string;
}

/** Makes a feed of one workbook (.xlsx, .ods), or of CSV files with settings. Throws a `TypeError` for wrong arguments. */
export function build(files: readonly SourceFile[], options: BuildOptions): Built;
/** Writes `list.html`: a whole page with the best offices and days of a feed. */
export function list(feed: Uint8Array, options: Options): string;
/** Writes `releases.ics`: a calendar of the feed's releases and events. */
export function releases(feed: Uint8Array, options: Options): string;
/** Writes the workbook to start from. */
export function template(options: Options): Uint8Array<ArrayBuffer>;
export default function init(input?: { module_or_path: unknown }): Promise<unknown>;
