/** The contract of the checker in the npm package `slot-finder`: every rule of the format, all findings at once. */
export type Severity = "error" | "warning" | "hint";

/** One thing that breaks a rule. */
export interface Finding {
  /** The stable id of the rule; the docs have a section of that name. */
  rule: string;
  /** `error`: a reader refuses the feed or leaves something out; `warning`: may mislead citizens; `hint`: could be better. */
  severity: Severity;
  /** The part of a split feed that has it; absent for the feed's own file. Only the command reads parts. */
  file?: string;
  /** JSON pointer of what breaks the rule; empty for the whole file. */
  pointer: string;
  /** Id and name of the office around it. */
  officeId?: string; office?: string;
  /** Line and column in the file, from 1; the column counts characters. */
  line?: number; column?: number;
  /** What is wrong, why it matters to a citizen, and how to fix it, in the requested language. */
  what: string; why: string; fix: string;
}

export interface CheckOptions {
  /** The moment of the check, in ms since 1970; without it, the browser's clock. */
  now?: number;
  /** The language of the findings: Indonesian for `id` (the default), else English. */
  lang?: string;
  /** The address at which the feed is published: its relative links resolve against it. */
  base?: string;
}

/**
 * Checks the bytes of a feed: errors first, then warnings and hints; at most 100,000. Throws a `TypeError` if `bytes`
 * is not a `Uint8Array`.
 */
export function check(bytes: Uint8Array, options?: CheckOptions): Finding[];
export default function init(input?: { module_or_path: unknown }): Promise<unknown>;
