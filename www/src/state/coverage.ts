// What the data covers: its regions, and whether the nearest office in it is the nearest of all. The latter is judged by
// country/coverage.ts, for which answers about a place wait; where it cannot be had no office is called the nearest.

import type { AnswerProps, PageProps } from "./page-props";

/** More regions than this are not all named. */
const NAMED = 3;

/** "Jawa Timur"; empty where the data does not say. */
export function regionNames({ words, state: { info }, controller: { options } }: PageProps): string {
  const names = (info?.regions ?? []).filter(({ id }) => !options.region || id === options.region).map(({ name }) => name.text);
  return words.list(names.length > NAMED ? [...names.slice(0, NAMED - 1), words.t("missing.others", { n: names.length - NAMED + 1 })] : names);
}

type Judge = (props: AnswerProps) => boolean | undefined;
let judge: Judge | undefined;

export const judgeNearest = (by: Judge): void => void (judge = by);

/** Whether the nearest office in the data is the nearest of the country; undefined while it is not known. */
export const hasNearest = (props: AnswerProps): boolean | undefined => judge?.(props);
