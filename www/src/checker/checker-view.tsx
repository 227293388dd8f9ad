// The page, top to bottom: its purpose, the feed to check, the verdict, what to fix, and the widget beside it.

import { reveal, type CheckerProps } from "./checker-props";
import { Findings } from "./finding-list";
import { Preview } from "./preview";
import { Verdict } from "./verdict";

function Ask({ words, checker }: CheckerProps) {
  const onFile = ({ currentTarget }: { currentTarget: HTMLInputElement }): void => {
    const file = currentTarget.files?.[0];
    if (file) void checker.takeFile(file);
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
          <input type="file" class="hidden" accept=".json,application/json" aria-describedby="drop kind" onChange={onFile} />
        </label>
        <p id="kind" class="hint">{words.t("checker.kind")}</p>
      </div>
      <form onSubmit={onSubmit}>
        <label class="label" for="address">{words.t("checker.url")}</label>
        <div class="row">
          <input id="address" name="address" type="text" inputMode="url" autocomplete="url" autocapitalize="off" spellcheck={false} required
            placeholder="https://" aria-describedby="address-note" />
          <button type="submit">{words.t("checker.url.check")}</button>
        </div>
        <p id="address-note" class="hint">{words.t("checker.url.note")}</p>
      </form>
    </div>
  );
}

export function App(props: CheckerProps & { onLanguage: () => void }) {
  const { words, state: { busy, trouble, checked }, onLanguage } = props;
  return (
    <>
      <header>
        <nav>
          <a href={`./?lang=${words.lang}`}>{words.t("checker.home")}</a>
          <a href="checks.html">{words.t("checker.rules")}</a>
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
        {checked && (
          <div class="checked">
            <Verdict {...props} checked={checked} />
            <Findings {...props} checked={checked} />
            <Preview {...props} checked={checked} />
          </div>
        )}
      </main>
    </>
  );
}
