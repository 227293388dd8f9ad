// The sentence, three figures and a bar of the next 30 days, in that order; or, for the offices' own evaluation, a table.

import type { Summary } from "../engine/engine";
import { dayShort } from "../text/dates";
import { dayAlone, dayChip } from "../text/more-dates";
import type { Words } from "../text/words";
import { Capacity } from "./capacity";
import { Copy } from "./copy-button";
import { copied, isExpired, release, sentence, source, title } from "./sentence";
import type { SummaryProps } from "./summary-props";

function ThreeFigures({ words, figures: { summary } }: SummaryProps) {
  const { openIn7, offices, placesIn7, soonest } = summary;
  return (
    <dl class="figures" part="figures">
      <div><dt>{words.t("summary.figure.open", { n: openIn7 })}</dt><dd>{words.t("summary.figure.of", { n: openIn7, all: offices })}</dd></div>
      {placesIn7 !== undefined && (
        <div><dt>{words.t("summary.figure.week")}</dt><dd>{words.t("summary.figure.places", { n: placesIn7 })}</dd></div>
      )}
      {soonest && <div><dt>{words.t("summary.figure.soonest")}</dt><dd>{dayChip(words, soonest.date, "")}</dd></div>}
    </dl>
  );
}

type Day = Summary["days"][number];

function dayWords(words: Words, { date, openShare, released }: Day): string {
  const values = { date: dayAlone(words, date), n: Math.max(1, Math.round(openShare * 100)) };
  if (openShare > 0) return words.t("summary.day.open", values);
  return words.t(released ? "summary.day.none" : "summary.day.closed", values);
}

/** Heights are in eighths, so a day with places is always high enough to see. */
function dayClass({ openShare, released }: Day): string {
  if (openShare > 0) return `open of${Math.ceil(openShare * 8)}`;
  return released ? "none" : "closed";
}

function Bar({ words, figures: { summary: { days } } }: SummaryProps) {
  const [first, last] = [days[0], days[days.length - 1]];
  if (!first || !last) return null;
  const kinds = ["open", "none", "closed"] as const;
  const shown = kinds.filter((kind) => days.some((day) => dayClass(day).split(" ")[0] === kind));
  return (
    <div class="bar" part="bar">
      <ol aria-label={words.t("summary.bar")}>
        {days.map((day) => <li key={day.date} class={dayClass(day)}><span class="hidden">{dayWords(words, day)}</span></li>)}
      </ol>
      <p class="ends" aria-hidden="true"><span>{dayShort(words, first.date)}</span><span>{dayShort(words, last.date)}</span></p>
      <p class="key" aria-hidden="true">
        {shown.map((kind) => (
          <span key={kind}><i class={kind} /> {words.t(`summary.bar.${kind === "none" ? "full" : kind}`)}</span>
        ))}
      </p>
    </div>
  );
}

export function SummaryView(props: SummaryProps) {
  const { words, figures, options } = props;
  const counted = !isExpired(figures) && figures.summary.offices > 0;
  const next = counted && figures.summary.soonest ? release(words, figures) : "";
  return (
    <div class="whole" lang={words.lang}>
      <section class="summary" part="summary" aria-labelledby="title">
        <h2 id="title">{title(words, figures)}</h2>
        {options.view === "capacity" && counted ? <Capacity {...props} /> : (
          <>
            <p class="sentence" part="sentence">{sentence(words, figures)}</p>
            {counted && <ThreeFigures {...props} />}
            {counted && <Bar {...props} />}
            <p class="source">{source(words, figures)}{next && ` ${next}`}</p>
            {options.editor && <Copy words={words} text={copied(words, figures)} label="summary.copy" />}
          </>
        )}
        {options.href && <p class="link"><a href={options.href}>{words.t("summary.link")}</a></p>}
      </section>
    </div>
  );
}

