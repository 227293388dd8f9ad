// The entry of the publisher's page: draws it, keeps its title, language and address in step, and accepts files dropped
// anywhere. The page's other script defines the preview's <slot-finder>.

import { h, render } from "preact";
import { loadWords, type Language, type WordFiles } from "../text/words";
import { Checker } from "./checker";
import { App } from "./checker-view";

const checkerWords: WordFiles = { id: () => import("../../i18n/id-checker.json"), en: () => import("../../i18n/en-checker.json") };

const root = document.getElementById("checker");
const status = document.getElementById("status");
const asked = new URLSearchParams(location.search).get("lang");
const lang: Language = asked === "en" ? "en" : "id";

if (root && status) {
  const first = await loadWords(lang, {}, checkerWords);
  // Replaces the content for browsers without scripts.
  root.replaceChildren();
  const host = {
    render: (): void => draw(),
    announce: (text: string): void => {
      status.textContent = text;
    },
  };
  const checker = new Checker(host, first);

  const draw = (): void => {
    const { words } = checker;
    document.documentElement.lang = words.lang;
    document.title = words.t("checker.title");
    render(h(App, { checker: checker, words, state: checker.state, onLanguage }), root);
  };

  const onLanguage = (): void => {
    const other = checker.words.lang === "id" ? "en" : "id";
    // A reload and a shared link show the same language.
    const url = new URL(location.href);
    url.searchParams.set("lang", other);
    history.replaceState(history.state, "", url);
    void checker.speak(other);
  };

  // Otherwise a file that misses the box would open in place of the page.
  const carriesFile = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes("Files") ?? false;
  addEventListener("dragover", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    root.classList.add("dragging");
  });
  addEventListener("dragleave", ({ relatedTarget }) => {
    if (!relatedTarget) root.classList.remove("dragging");
  });
  addEventListener("drop", (event) => {
    root.classList.remove("dragging");
    if (!carriesFile(event)) return;
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length) void checker.takeFiles(files);
  });

  draw();
}
