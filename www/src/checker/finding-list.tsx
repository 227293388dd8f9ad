// The findings: filters, then one block for each reason, with its places. Draws the first places of a long list, and
// more on request.

import { Component } from "preact";
import type { Words } from "../text/words";
import type { Checked } from "./checker";
import type { CheckerProps } from "./checker-props";
import { filtered, grouped, SEVERITIES, type Finding, type Group } from "./findings";

/** The most findings that `slot_checker` lists. */
const MOST_FINDINGS = 100_000;
const FIRST = 5;
const STEP = 50;

/** A sentence of a rule; quotes between backquotes are code. */
const Prose = ({ text }: { text: string }) => (
  <>{text.split(/`([^`]+)`/).map((part, index) => (index % 2 ? <code key={index}>{part}</code> : part))}</>
);

function Where({ words, finding: { pointer, office, line, column } }: { words: Words; finding: Finding }) {
  return (
    <span class="where">
      {office && <b>{office}</b>}
      <code>{pointer || words.t("checker.whole")}</code>
      {line !== undefined && <span>{words.t("checker.line", { line, column: column ?? 1 })}</span>}
    </span>
  );
}

class Block extends Component<{ words: Words; group: Group }, { shown: number }> {
  override state = { shown: FIRST };

  override render({ words, group: { first, findings } }: { words: Words; group: Group }, { shown }: { shown: number }) {
    const same = findings.every(({ what }) => what === first.what);
    const rest = findings.length - shown;
    return (
      <article class={`finding ${first.severity}`}>
        <h4><Prose text={first.what} />{findings.length > 1 && <small> {words.t("checker.others", { n: findings.length - 1 })}</small>}</h4>
        <p><b>{words.t("checker.why")}</b> <Prose text={first.why} /></p>
        <p><b>{words.t("checker.fix")}</b> <Prose text={first.fix} /></p>
        <ul aria-label={words.t("checker.where")}>
          {findings.slice(0, shown).map((finding) => (
            <li key={`${finding.pointer} ${finding.line} ${finding.column}`}>
              <Where words={words} finding={finding} />
              {!same && <span class="what"><Prose text={finding.what} /></span>}
            </li>
          ))}
        </ul>
        <p class="row">
          {rest > 0 && (
            <button type="button" onClick={() => this.setState({ shown: shown + STEP })}>{words.t("checker.more", { n: Math.min(rest, STEP) })}</button>
          )}
          <a href={`checks.html#${first.rule}`} hreflang="en">{words.t("checker.rule", { rule: first.rule })}</a>
        </p>
      </article>
    );
  }
}

function Filters({ words, state: { filter }, checker, checked }: CheckerProps & { checked: Checked }) {
  const found = SEVERITIES.filter((severity) => checked.counts[severity] > 0);
  return (
    <div class="filters">
      {found.length > 1 && (
        <fieldset>
          <legend class="label">{words.t("checker.filter.severity")}</legend>
          <div class="row">
            {found.map((severity) => (
              <label key={severity} class="check">
                <input type="checkbox" checked={filter.severities.includes(severity)} onChange={() => checker.toggle(severity)} />
                {words.t(`checker.count.${severity}`, { n: checked.counts[severity] })}
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <div>
        <label class="label" for="words">{words.t("checker.filter.text")}</label>
        <input id="words" type="search" value={filter.text} placeholder={words.t("checker.filter.hint")} onInput={({ currentTarget }) => checker.search(currentTarget.value)} />
      </div>
    </div>
  );
}

export function Findings(props: CheckerProps & { checked: Checked }) {
  const { words, state: { filter }, checked: { findings } } = props;
  if (!findings.length) return null;
  const fitting = filtered(findings, filter);
  const groups = grouped(fitting);
  return (
    <section class="findings" aria-labelledby="findings">
      <h2 id="findings">{words.t("checker.findings")}</h2>
      {findings.length >= MOST_FINDINGS && <p class="box warn">{words.t("checker.most", { n: MOST_FINDINGS })}</p>}
      {findings.length > 1 && <Filters {...props} />}
      {fitting.length < findings.length && <p class="small">{words.t(fitting.length ? "checker.filter.some" : "checker.filter.none", { n: fitting.length, all: findings.length })}</p>}
      {SEVERITIES.map((severity) => {
        const blocks = groups.filter(({ first }) => first.severity === severity);
        return blocks.length > 0 && (
          <section key={severity}>
            <h3>{words.t(`checker.group.${severity}`)}</h3>
            {blocks.map((group) => <Block key={group.key} words={words} group={group} />)}
          </section>
        );
      })}
    </section>
  );
}
