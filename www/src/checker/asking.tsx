// Asks what a table does not say about itself: who publishes it, in which zone, and how often it is updated.

import { reveal, type CheckerProps } from "./checker-props";

const ZONES = [["Asia/Jakarta", "WIB"], ["Asia/Makassar", "WITA"], ["Asia/Jayapura", "WIT"]] as const;
const OFTEN = [["2 jam pada hari kerja", "checker.often.hours"], ["1 hari", "checker.often.day"], ["1 hari kerja", "checker.often.workday"], ["1 minggu", "checker.often.week"]] as const;

export function Asking({ words, checker, name }: CheckerProps & { name: string }) {
  const onSubmit = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (field: string): string => String(given.get(field) ?? "");
    void checker.tell({ publisher: text("publisher").trim(), timeZone: text("zone"), updateEvery: text("every") });
  };
  return (
    <form class="asking box" onSubmit={onSubmit} ref={reveal} aria-labelledby="asking">
      <h2 id="asking">{words.t("checker.asking", { name })}</h2>
      <p>{words.t("checker.asking.why")}</p>
      <label class="label">{words.t("checker.asking.publisher")}
        <input name="publisher" type="text" required maxLength={200} autocomplete="organization" />
      </label>
      <label class="label">{words.t("checker.asking.zone")}
        <select name="zone">{ZONES.map(([zone, short]) => <option key={zone} value={zone}>{short}</option>)}</select>
      </label>
      <label class="label">{words.t("checker.asking.every")}
        <select name="every">{OFTEN.map(([every, key]) => <option key={every} value={every} selected={every === "1 hari kerja"}>{words.t(key)}</option>)}</select>
      </label>
      <button type="submit" class="primary">{words.t("checker.asking.go")}</button>
    </form>
  );
}
