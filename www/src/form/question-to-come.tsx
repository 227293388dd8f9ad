// The question as the first list has it: in one line where a place was chosen, else with the room of the form that comes
// with the rest. Its labels are there already, so that nothing moves when it comes.

import { dayShort } from "../text/dates";
import type { About } from "../engine/engine";
import type { Key, Words } from "../text/words";
import { nameOf, type Question as Asked } from "../question/question";
import { fetchFor } from "../parts/later";
import type { View } from "../state/page-props";

function inOneLine(words: Words, { place, party, neededBy, services, channels }: Asked, info: About | undefined): string {
  const service = info?.services.filter(({ id }) => services.includes(id)).map(({ name }) => name.text) ?? [];
  return [
    nameOf(words, place) ?? words.t("place.label"),
    words.t("people", { n: party }),
    ...(neededBy ? [words.t("used.by", { date: dayShort(words, neededBy) })] : []),
    ...service,
    ...(channels.includes("walk_in") ? [words.t("channel.walk_in")] : []),
  ].join(" · ");
}

/** What was asked, and the way to ask something else; or what to ask. */
export function Question({ words, state: { asked, formOpen, question, info }, act }: View) {
  if (!asked) return <p class="lead">{words.t("question")}</p>;
  return (
    <button type="button" class="folded" aria-expanded={formOpen} onClick={() => act.openForm(!formOpen)}>
      <span>{inOneLine(words, question, info)}</span> <span class="change">{words.t("edit")}</span>
    </button>
  );
}

/** Working days until a passport is ready, among the services asked for: the longest. */
export function readyDays({ state: { info, question } }: View): number {
  const asked = info?.services.filter(({ id, isDefault }) => (question.services.length ? question.services.includes(id) : isDefault));
  return Math.max(0, ...(asked ?? []).map((service) => service.readyDays ?? 0));
}

interface PolicyDocument {
  featurePolicy?: { allowsFeature(name: string): boolean };
}

/** Whether a button makes sense: no position without a secure page, or where the page around forbids it. */
export function canLocate(): boolean {
  const policy = (document as PolicyDocument).featurePolicy;
  return isSecureContext && "geolocation" in navigator && (policy?.allowsFeature("geolocation") ?? true);
}

function FormToCome(view: View) {
  const { words, act } = view;
  const days = readyDays(view);
  const label = (key: Key) => <><span class="label">{words.t(key)}</span><span class="box" /></>;
  return (
    <div class="form" aria-hidden="true">
      <div class="field">
        {act.canSearch && label("place.label")}
        {canLocate() && <p class="locate"><span class="button">{words.t("place.gps")}</span><span class="hint">{words.t("place.gps.note")}</span></p>}
      </div>
      <div class="field">{label("party.label")}</div>
      <div class="field">{label("needed.label")}{days > 0 && <p class="hint">{words.t("needed.note", { n: days })}</p>}</div>
    </div>
  );
}

export function QuestionToCome(view: View) {
  const { words, state: { asked, formOpen, settled } } = view;
  // The first list does not wait for it, and who opens the form does.
  if (asked && formOpen) fetchFor(view);
  return (
    <section class="question">
      <Question {...view} />
      {formOpen && (settled
        ? <p class="notice error">{words.t("error")}<button type="button" onClick={() => fetchFor(view)}>{words.t("retry")}</button></p>
        : <FormToCome {...view} />)}
    </section>
  );
}
