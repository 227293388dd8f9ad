// An office of the map in words, and what its lists are given.

import { stateWords } from "../cells/cell-words";
import type { AnswerProps } from "../state/page-props";
import { daySentence } from "../text/dates";
import type { Mark } from "./marks";

export type ListProps = AnswerProps & { marks: readonly Mark[]; selected: readonly (string | undefined)[]; onPoint: (id: string | undefined) => void };

/** "sisa kuota 12, cukup untuk 3 orang" */
export const stateOf = ({ words, state: { question }, answer }: AnswerProps, { office, state, details: { value, precision } }: Mark): string =>
  value > 0 ? stateWords(words, value, question.party, office, answer.now, precision)
    : stateWords(words, { open: 0, tooFew: 0, full: 0, noService: -1, notReleased: -2, unknown: -3, notAsked: -4 }[state], question.party, office, answer.now);

/** "Blitar, Kamis 26 November, sisa kuota 12, cukup untuk 3 orang" */
export function sentenceOf(props: AnswerProps, mark: Mark): string {
  const { words } = props;
  const { offer } = mark.details;
  const sentence = [mark.office.short.text, ...(offer ? [daySentence(words, offer.date)] : []), stateOf(props, mark)].join(", ");
  return offer?.channel === "walk_in" ? words.t("cell.walkin", { sentence }).replace(/\.$/, "") : sentence;
}
