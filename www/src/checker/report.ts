// Exports the findings: JSON as from `slot-feed check --json`, or a table for a spreadsheet.

import type { Words } from "../text/words";
import type { Checked } from "./checker";
import { SEVERITIES, type Finding } from "./findings";

export function asJson({ source, now, counts, findings }: Checked): string {
  const { error, warning, hint } = counts;
  return `${JSON.stringify({ feed: source.name, now, errors: error, warnings: warning, hints: hint, findings }, null, 2)}\n`;
}

const columns = ["severity", "rule", "office", "id", "line", "column", "pointer", "what", "why", "fix"] as const;

/** Quotes where needed, and marks as text what spreadsheets would take for a formula. */
function cell(value: string | number | undefined): string {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? "");
  return /[",;\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

export function asCsv({ findings }: Checked, words: Words): string {
  const severity = Object.fromEntries(SEVERITIES.map((key) => [key, words.t(`checker.severity.${key}`)]));
  const row = (found: Finding) => [
    severity[found.severity], found.rule, found.office, found.officeId, found.line, found.column, found.pointer, found.what, found.why, found.fix,
  ];
  const rows = [columns.map((name) => words.t(`checker.csv.${name}`)), ...findings.map(row)];
  // Without a byte order mark Excel does not detect UTF-8.
  return `\ufeff${rows.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("")}`;
}

/** "https://example.org/kuota/feed.json" -> "feed-check.csv" */
export function fileName({ name }: { name: string }, ending: string): string {
  const last = /([^/\\?#]+?)(\.json)?([?#].*)?$/i.exec(name)?.[1] ?? "feed";
  return `${last}-check.${ending}`;
}
