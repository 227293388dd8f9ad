// Which offers count, in a sheet over the page. Every change asks at once; only what can matter with this feed is shown.

import type { ServiceInfo } from "../engine/engine";
import { closeAround, Dialog } from "../parts/dialog";
import { countFilters, withoutFilters } from "../question/filters";
import { RADII } from "../question/rescues";
import type { PageProps } from "../state/page-props";
import { dayShort, today, wallTime } from "../text/dates";
import { weekdayName } from "../text/more-dates";
import { fee } from "../text/phrases";
import type { Key } from "../text/words";
import { OfficeFilter } from "./office-filter";
import { askedDates, askedHours, RangeFields } from "./range-fields";
import { usefulFilters } from "./useful-filters";

const WEEK = [1, 2, 3, 4, 5, 6, 7];
const WEEKEND = [6, 7];
const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean => one.join() === other.join();
/** A value in or out of a list that keeps the order of `all`. */
const toggled = <T,>(all: readonly T[], list: readonly T[], value: T): T[] => all.filter((one) => list.includes(one) !== (one === value));

/** The services of the question: those asked for, else those that the publisher asks by default. */
function askedOf(services: readonly ServiceInfo[], asked: readonly string[]): string[] {
  const usual = services.filter(({ isDefault }) => isDefault);
  return asked.length ? [...asked] : (usual.length ? usual : services).map(({ id }) => id);
}

/** Boxes of which at least one stays checked, and says so; all that are checked by default are the same as none chosen. */
function Boxes(props: {
  name: string;
  legend: string;
  /** Why the last one stays checked. */
  least: string;
  boxes: { id: string; label: string }[];
  checked: readonly string[];
  onChange: (ids: string[]) => void;
}) {
  const { name, legend, least, boxes, checked, onChange } = props;
  const ids = boxes.map(({ id }) => id);
  return (
    <fieldset>
      <legend>{legend}</legend>
      {boxes.map(({ id, label }) => {
        const stays = checked.length === 1 && checked[0] === id;
        return (
          <div key={id}>
            <label class="check">
              <input
                id={`${name}-${id}`} type="checkbox" checked={checked.includes(id)} aria-disabled={stays} aria-describedby={stays ? `${name}-least` : undefined}
                onClick={(event) => stays && event.preventDefault()} onChange={() => stays || onChange(toggled(ids, checked, id))}
              />
              {label}
            </label>
            {stays && <p class="hint" id={`${name}-least`}>{least}</p>}
          </div>
        );
      })}
    </fieldset>
  );
}

function Services({ words, state: { info, question }, controller }: PageProps) {
  const services = info?.services ?? [];
  if (services.length < 2) return null;
  const usual = askedOf(services, []);
  return (
    <Boxes
      name="service" legend={words.t("filter.service")} least={words.t("filter.service.least")} checked={askedOf(services, question.services)}
      boxes={services.map(({ id, name, surcharge }) => ({ id, label: surcharge ? `${name.text}, ${fee(words, surcharge)}` : name.text }))}
      onChange={(ids) => controller.changeQuestion({ services: isSame(ids, usual) ? [] : ids })}
    />
  );
}

function Channels({ words, state: { question }, controller, channels }: PageProps & { channels: string[] }) {
  const all = [...new Set([...channels, ...question.channels])];
  if (all.length < 2) return null;
  const usual = all.filter((channel) => channel !== "walk_in");
  return (
    <Boxes
      name="channel" legend={words.t("filter.channel")} least={words.t("filter.channel.least")} checked={question.channels.length ? question.channels : usual}
      boxes={all.map((id) => ({ id, label: words.t(`filter.channel.${id}` as Key) || id }))}
      onChange={(ids) => controller.changeQuestion({ channels: isSame(ids, usual) ? [] : ids })}
    />
  );
}

function Radius({ words, state: { question }, controller }: PageProps) {
  const radii = [...new Set([...RADII, ...(question.withinKm === undefined ? [] : [question.withinKm])])].sort((a, b) => a - b);
  return (
    <div class="field">
      <label for="radius">{words.t("filter.radius")}</label>
      <select
        id="radius" value={question.withinKm ?? ""} disabled={!question.place} aria-describedby={question.place ? undefined : "radius-note"}
        onChange={({ currentTarget: { value } }) => controller.changeQuestion({ withinKm: value ? Number(value) : undefined })}
      >
        <option value="">{words.t("filter.radius.any")}</option>
        {radii.map((km) => <option key={km} value={km}>{words.t("filter.radius.km", { n: km })}</option>)}
      </select>
      {!question.place && <p class="hint" id="radius-note">{words.t("filter.radius.place")}</p>}
    </div>
  );
}

function Dates({ words, state: { question: { from, to } }, controller }: PageProps) {
  return (
    <fieldset class="pair">
      <legend>{words.t("filter.dates")}</legend>
      <RangeFields
        words={words} type="date" values={{ first: from, last: to }} least={today()} tell={(date) => dayShort(words, date)} onChange={(ends) => controller.changeQuestion(askedDates(ends))}
        first={{ id: "from", label: words.t("filter.from") }} last={{ id: "to", label: words.t("filter.to") }}
        order={{ first: "filter.from.late", last: "filter.to.early" }}
      />
    </fieldset>
  );
}

function Weekdays({ words, state: { question: { weekdays } }, controller, weekends }: PageProps & { weekends: boolean }) {
  return (
    <fieldset>
      <legend>{words.t("filter.weekdays")}</legend>
      <div class="week">
        {WEEK.map((day) => (
          <label key={day}>
            <input
              id={`weekday-${day}`} type="checkbox" checked={weekdays.includes(day)} aria-label={weekdayName(words, day, "long")}
              onChange={() => controller.changeQuestion({ weekdays: toggled(WEEK, weekdays, day) })}
            />
            <span aria-hidden="true">{weekdayName(words, day, "short")}</span>
          </label>
        ))}
      </div>
      {(weekends || isSame(weekdays, WEEKEND)) && (
        <label class="check">
          <input
            id="weekend" type="checkbox" checked={isSame(weekdays, WEEKEND)}
            onChange={({ currentTarget: { checked } }) => controller.changeQuestion({ weekdays: checked ? WEEKEND : [] })}
          />
          {words.t("filter.weekend")}
        </label>
      )}
    </fieldset>
  );
}

function Hours({ words, state: { question: { sessionFrom, sessionTo, sameSession, party } }, controller }: PageProps) {
  return (
    <fieldset class="pair">
      <legend>{words.t("filter.hours")}</legend>
      <RangeFields
        words={words} type="time" values={{ first: sessionFrom, last: sessionTo }} empty tell={(time) => wallTime(words, time)} onChange={(ends) => controller.changeQuestion(askedHours(ends))}
        first={{ id: "hour-from", label: words.t("filter.hours.from") }} last={{ id: "hour-to", label: words.t("filter.hours.to") }}
        order={{ first: "filter.hours.from.late", last: "filter.hours.to.early" }}
      />
      {(party > 1 || sameSession) && (
        <label class="check">
          <input id="together" type="checkbox" checked={sameSession} onChange={({ currentTarget: { checked } }) => controller.changeQuestion({ sameSession: checked })} />
          {words.t("filter.together")}
        </label>
      )}
    </fieldset>
  );
}

export function FilterSheet(props: PageProps) {
  const { words, state: { question, answer }, controller } = props;
  const { channels, sessions, events, weekends } = usefulFilters(controller);
  const offices = answer?.ranking.offices ?? 0;
  return (
    <Dialog words={words} id="filters-title" part="filters" about="filters" title={words.t("filter")} onClose={() => controller.openFilters(false)}>
      <Services {...props} />
      <Channels {...props} channels={channels} />
      <Radius {...props} />
      <Dates {...props} />
      <Weekdays {...props} weekends={weekends} />
      {(sessions || question.sessionFrom || question.sessionTo || question.sameSession) && <Hours {...props} />}
      {(events || question.eventsOnly) && (
        <label class="check">
          <input id="events" type="checkbox" checked={question.eventsOnly} onChange={({ currentTarget: { checked } }) => controller.changeQuestion({ eventsOnly: checked })} />
          {words.t("filter.events")}
        </label>
      )}
      <OfficeFilter {...props} />
      <div class="done">
        <button type="button" class="primary" onClick={closeAround}>{offices ? words.t("filter.show", { n: offices }) : words.t("filter.show.none")}</button>
        {countFilters(question) > 0 && <button type="button" class="plain" onClick={() => controller.changeQuestion(withoutFilters(question))}>{words.t("filter.reset")}</button>}
      </div>
    </Dialog>
  );
}
