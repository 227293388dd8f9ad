// The page, top to bottom: its purpose, the spreadsheet or feed to take, the verdict, what to fix, the widget beside it,
// and the files to publish.

import { Asking } from "./asking";
import { CellFindings } from "./cell-findings";
import { reveal, type CheckerProps } from "./checker-props";
import { Downloads } from "./downloads";
import { Findings } from "./finding-list";
import { Preview } from "./preview";
import { Verdict } from "./verdict";

function Ask({ words, checker }: CheckerProps) {
  const onFile = ({ currentTarget }: { currentTarget: HTMLInputElement }): void => {
    const files = [...(currentTarget.files ?? [])];
    if (files.length) void checker.takeFiles(files);
    // Choosing the same file again, corrected, must count as a change.
    currentTarget.value = "";
  };
  const onSubmit = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    void checker.takeAddress(String(new FormData(event.currentTarget).get("address") ?? ""));
  };
  return (
    <div class="ask">
      <div class="drop">
        <p id="drop" class="label">{words.t("checker.drop")}</p>
        <label class="button primary">
          {words.t("checker.choose")}
          <input type="file" class="hidden" multiple accept=".xlsx,.ods,.csv,.toml,.json" aria-describedby="drop kind" onChange={onFile} />
        </label>
        <p id="kind" class="hint">{words.t("checker.kind")}</p>
        <button type="button" class="plain" onClick={() => void checker.saveTemplate()}>{words.t("checker.template")}</button>
      </div>
      <form onSubmit={onSubmit}>
        <label class="label" for="address">{words.t("checker.url")}</label>
        <div class="row">
          <input id="address" name="address" type="text" inputMode="url" autocomplete="url" autocapitalize="off" spellcheck={false} required
            placeholder="https://" aria-describedby="address-note" />
          <button type="submit">{words.t("checker.url.check")}</button>
        </div>
        <p id="address-note" class="hint">{words.t("checker.url.note")}</p>
        <details>
          <summary>{words.t("checker.google")}</summary>
          <ol class="hint">
            {(["checker.google.1", "checker.google.2", "checker.google.3", "checker.google.4"] as const).map((key) => <li key={key}>{words.t(key)}</li>)}
          </ol>
        </details>
      </form>
    </div>
  );
}

export function App(props: CheckerProps & { onLanguage: () => void }) {
  const { words, state: { busy, trouble, asking, refusedBook, checked }, onLanguage } = props;
  return (
    <>
      <header>
        <nav>
          <a href={`./?lang=${words.lang}`}>{words.t("checker.home")}</a>
          <a href={words.lang === "id" ? "publishing.id.html" : "publishing.html"}>{words.t("checker.guide")}</a>
          <a href="checks.html" hreflang="en">{words.t("checker.rules")}</a>
        </nav>
        <button type="button" class="plain" lang={words.lang === "id" ? "en" : "id"} onClick={onLanguage}>{words.t("language.other")}</button>
      </header>
      <main aria-busy={busy !== undefined}>
        <h1>{words.t("checker.title")}</h1>
        <p class="lead">{words.t("checker.lead")}</p>
        <p class="private">{words.t("checker.private")}</p>
        <Ask {...props} />
        {busy && <p class="busy">{words.t(busy.key, busy.values)}</p>}
        {trouble && <p class="box error" ref={reveal}>{words.t(trouble.key, trouble.values)}</p>}
        {asking && <Asking {...props} name={asking.name} />}
        {refusedBook && <CellFindings {...props} book={refusedBook} />}
        {checked && (
          <div class="checked">
            <Verdict {...props} checked={checked} />
            <div class="found">
              <Downloads {...props} checked={checked} />
              {checked.book && <CellFindings {...props} book={checked.book} />}
              <Findings {...props} checked={checked} />
            </div>
            <Preview {...props} checked={checked} />
          </div>
        )}
      </main>
    </>
  );
}
