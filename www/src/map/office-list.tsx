// The offices of the map as a list, those without a position too. One tap opens an office; pointing at it lights up its mark.

import { Component } from "preact";
import { ageOf, levelOf, signOf, stateWords } from "../cells/cell-words";
import { SampleMark, Text } from "../parts/text";
import type { AnswerProps } from "../state/page-props";
import { daySentence } from "../text/dates";
import { distance } from "../text/phrases";
import type { Mark } from "./marks";
import { positionOf } from "./projection";

type Props = AnswerProps;
type ListProps = Props & { marks: readonly Mark[]; selected: readonly (string | undefined)[]; onPoint: (id: string | undefined) => void };

/** The number listed at first; the others on request. */
const LISTED = 40;

/** "sisa kuota 12, cukup untuk 3 orang" */
const stateOf = ({ words, state: { question }, answer }: Props, { office, state, details: { value, precision } }: Mark): string =>
  value > 0 ? stateWords(words, value, question.party, office, answer.now, precision)
    : stateWords(words, { open: 0, tooFew: 0, full: 0, noService: -1, notReleased: -2, unknown: -3, notAsked: -4 }[state], question.party, office, answer.now);

/** "Blitar, Kamis 26 November, sisa kuota 12, cukup untuk 3 orang" */
export function sentenceOf(props: Props, mark: Mark): string {
  const { words } = props;
  const { offer } = mark.details;
  const sentence = [mark.office.short.text, ...(offer ? [daySentence(words, offer.date)] : []), stateOf(props, mark)].join(", ");
  return offer?.channel === "walk_in" ? words.t("cell.walkin", { sentence }).replace(/\.$/, "") : sentence;
}

export class OfficeList extends Component<ListProps> {
  /** The map is redrawn for every step of a finger, which changes nothing here. */
  override shouldComponentUpdate({ words, state, answer, marks, selected }: ListProps): boolean {
    const now = this.props;
    return words !== now.words || state !== now.state || answer !== now.answer || marks !== now.marks || selected.join() !== now.selected.join();
  }

  override render(props: ListProps) {
    const { words, state, controller, answer, marks, selected, onPoint } = props;
    const listed = marks.slice(0, Math.max(LISTED, state.shown));
    const left = marks.length - listed.length;
    const { party } = state.question;
    return (
      <div class="map-list">
        <h3 id="map-list">{words.t("map.list")}</h3>
        <ul aria-labelledby="map-list">
          {listed.map((mark) => {
            const { office, distanceKm, details: { offer, value, precision } } = mark;
            const old = ageOf(words, state.info, office, answer.now);
            const name = `on-map-${office.id}`;
            return (
              <li key={office.id}>
                <button
                  type="button" class={selected.includes(office.id) ? "selected" : ""} onClick={() => controller.openOffice(office.id)}
                  onPointerEnter={() => onPoint(office.id)} onPointerLeave={() => onPoint(undefined)} onFocus={() => onPoint(office.id)} onBlur={() => onPoint(undefined)}
                >
                  <span class={`badge-mark ${mark.state}${mark.state === "open" ? ` q${levelOf(value, party)}` : ""}`} aria-hidden="true">{signOf(words, value, mark.state, precision)}</span>
                  <span>
                    <b id={name}><Text of={office.short} /></b>
                    <small>
                      <span class="hidden">, </span>
                      {[...(offer ? [daySentence(words, offer.date)] : []), stateOf(props, mark)].join(", ")}
                      {distanceKm !== undefined && <>, {distance(words, distanceKm, office)}</>}
                      {old && <>, <span class="old">{old}</span></>}
                      {!positionOf(office) && <>. {words.t("map.nowhere")}</>}
                    </small>
                    {value > 0 && <SampleMark words={words} state={state} />}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
        {left > 0 && <button type="button" class="wide" onClick={() => controller.showMore()}>{words.t("more", { n: Math.min(left, controller.step) })}</button>}
      </div>
    );
  }
}
