// The verdict: whether the feed can be published, how much to fix, and a report to keep.

import type { Checked } from "./checker";
import { reveal, type CheckerProps } from "./checker-props";
import { gravest, SEVERITIES } from "./findings";
import { asCsv, asJson, fileName } from "./report";
import { save } from "./save";

const look = { error: "error", warning: "warn", hint: "good", clean: "good" } as const;

export function Verdict({ words, checker, checked }: CheckerProps & { checked: Checked }) {
  const { source, counts, now } = checked;
  const grave = gravest(counts);
  const found = SEVERITIES.filter((severity) => counts[severity] > 0);
  const time = new Intl.DateTimeFormat(words.locale, { dateStyle: "long", timeStyle: "short" }).format(now);
  return (
    <section class={`verdict box ${look[grave]}`} aria-labelledby="verdict" ref={reveal}>
      <h2 id="verdict">{words.t(`checker.verdict.${grave}`)}</h2>
      <p>{words.t(`checker.verdict.${grave}.text`)}</p>
      {found.length > 0 && (
        <ul class="counts">
          {found.map((severity) => <li key={severity}>{words.t(`checker.count.${severity}`, { n: counts[severity] })}</li>)}
        </ul>
      )}
      <p class="small">{words.t("checker.checked", { name: source.name, size: checker.size(source.bytes.length), time })}</p>
      <div class="row">
        <a class="button" href="#preview">{words.t("checker.jump.preview")}</a>
        <button type="button" onClick={() => save(fileName(source, "csv"), "text/csv;charset=utf-8", asCsv(checked, words))}>{words.t("checker.save.csv")}</button>
        <button type="button" onClick={() => save(fileName(source, "json"), "application/json", asJson(checked))}>{words.t("checker.save.json")}</button>
      </div>
    </section>
  );
}
