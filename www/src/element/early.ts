// The head of the page that its author wrote: children with slot="early", which are there from the first paint, long before
// the element is drawn. They say in the visitor's language what goes on, and what is typed into their field is handed to the
// form that takes their place.

import type { Typed } from "../state/typed";
import type { Key, Words } from "../text/words";

const partsOf = (host: Element): NodeListOf<HTMLElement> => host.querySelectorAll<HTMLElement>(':scope > [slot="early"]');

/** Writes the words of the language into what has the attribute `data-word`; `waiting` is what `loading` says now. */
export function speakEarly(host: Element, words: Words, waiting: Key): void {
  for (const part of partsOf(host)) {
    part.lang = words.lang;
    for (const one of part.querySelectorAll<HTMLElement>("[data-word]")) {
      const key = one.dataset["word"] as Key;
      const text = words.t(key === "loading" ? waiting : key);
      if (one instanceof HTMLInputElement) one.placeholder = text;
      else if (one.textContent !== text) one.textContent = text;
    }
  }
}

/** What is typed, if there is a field. */
export function typedEarly(host: Element): Typed | undefined {
  for (const part of partsOf(host)) {
    const input = part.querySelector("input");
    if (input) return { text: input.value, focused: document.activeElement === input, selection: [input.selectionStart, input.selectionEnd] };
  }
  return undefined;
}

export function removeEarly(host: Element): void {
  for (const part of partsOf(host)) part.remove();
}
