// The filters that are set, each with a button that takes it away.

import type { Question } from "../question/question";
import { officeById } from "../state/more-lookups";
import type { PageProps } from "../state/page-props";
import { dayShort, wallTime } from "../text/dates";
import { weekdayName } from "../text/more-dates";
import type { Key, Words } from "../text/words";

interface Chip {
  text: string;
  without: Partial<Question>;
}

/** "sejak 30 Nov", "sampai 5 Des", "30 Nov sampai 5 Des" */
function range(words: Words, kind: "dates" | "hours", from: string | undefined, to: string | undefined): string {
  const key: Key = from && to ? "chip.between" : from ? `chip.${kind}.from` : `chip.${kind}.to`;
  return words.t(key, { from: from ?? "", to: to ?? "" });
}

function chipsOf({ words, state: { info, question }, controller }: PageProps): Chip[] {
  const { place, withinKm, services, channels, from, to, weekdays, sessionFrom, sessionTo, sameSession, eventsOnly, pinned, hidden } = question;
  const service = (id: string): string => info?.services.find((one) => one.id === id)?.name.text ?? id;
  const office = (id: string): string => officeById(controller, id)?.short.text ?? id;
  const day = (date: string | undefined): string | undefined => date && dayShort(words, date);
  const time = (hour: string | undefined): string | undefined => hour && wallTime(words, hour);
  const chip = (set: unknown, text: () => string, without: Partial<Question>): Chip[] => (set ? [{ text: text(), without }] : []);
  return [
    ...chip(place && withinKm !== undefined, () => words.t("filter.radius.km", { n: withinKm ?? 0 }), { withinKm: undefined }),
    ...chip(services.length, () => words.list(services.map(service)), { services: [] }),
    ...chip(channels.length, () => words.list(channels.map((id) => words.t(`filter.channel.${id}` as Key) || id)), { channels: [] }),
    ...chip(from ?? to, () => range(words, "dates", day(from), day(to)), { from: undefined, to: undefined }),
    ...chip(weekdays.length, () => words.list(weekdays.map((one) => weekdayName(words, one, "long"))), { weekdays: [] }),
    ...chip(sessionFrom ?? sessionTo, () => range(words, "hours", time(sessionFrom), time(sessionTo)), { sessionFrom: undefined, sessionTo: undefined }),
    ...chip(sameSession, () => words.t("filter.together"), { sameSession: false }),
    ...chip(eventsOnly, () => words.t("filter.events"), { eventsOnly: false }),
    ...pinned.flatMap((id) => chip(true, () => words.t("chip.pinned", { office: office(id) }), { pinned: pinned.filter((one) => one !== id) })),
    ...hidden.flatMap((id) => chip(true, () => words.t("chip.hidden", { office: office(id) }), { hidden: hidden.filter((one) => one !== id) })),
  ];
}

export function Chips(props: PageProps) {
  const { words, controller } = props;
  return (
    <>
      <span class="hint" id="chips-label">{words.t("chips.label")}:</span>
      <ul class="chips" aria-labelledby="chips-label">
      {chipsOf(props).map(({ text, without }) => (
        <li key={text}>
          <button type="button" aria-label={words.t("chip.remove", { text })} onClick={() => controller.changeQuestion(without)}>{text} <span aria-hidden="true">×</span></button>
        </li>
      ))}
      </ul>
    </>
  );
}
