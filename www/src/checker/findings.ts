// Counts, filters and groups the findings by reason. Pure functions.

import type { Finding, Severity } from "../../../pkg/slot_checker.js";

export type { Finding, Severity };

export const SEVERITIES: readonly Severity[] = ["error", "warning", "hint"];

export type Counts = Record<Severity, number>;

export function count(findings: readonly Finding[]): Counts {
  const counts = { error: 0, warning: 0, hint: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

/** The most serious severity found. */
export const gravest = (counts: Counts): Severity | "clean" => SEVERITIES.find((severity) => counts[severity] > 0) ?? "clean";

export interface Filter {
  severities: readonly Severity[];
  /** A part of an office's name or id, a rule, a pointer or a sentence. */
  text: string;
}

export function filtered(findings: readonly Finding[], { severities, text }: Filter): Finding[] {
  const wanted = text.trim().toLowerCase();
  const fits = ({ rule, pointer, office, officeId, what }: Finding): boolean =>
    [rule, pointer, office ?? "", officeId ?? "", what].some((part) => part.toLowerCase().includes(wanted));
  return findings.filter((finding) => severities.includes(finding.severity) && (!wanted || fits(finding)));
}

/** Findings of one rule with the same reason and the same fix. */
export interface Group {
  key: string;
  first: Finding;
  findings: Finding[];
}

/** In incoming order: most serious first, then by rule. */
export function grouped(findings: readonly Finding[]): Group[] {
  const groups = new Map<string, Group>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.rule, finding.why, finding.fix]);
    const group = groups.get(key);
    if (group) group.findings.push(finding);
    else groups.set(key, { key, first: finding, findings: [finding] });
  }
  return [...groups.values()];
}
