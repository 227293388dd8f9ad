// What the released entry runs first: tools/build-site.mjs puts this function before the rest of it, which waits for its parts.

/**
 * Asks for the Wasm, and for the feeds and words of the page's elements while the scripts are still on their way. What needs
 * them later takes over what came of it. `own` is the address of the Wasm, and `words` loads the words of the first list, by
 * language. A page that asks by links of its own is left alone, and an element that is far below what the visitor sees waits,
 * as it does once it is defined.
 */
export const ahead = (own: string, words: Map<string, () => Promise<unknown>>): void => {
  if (!("adoptedStyleSheets" in document)) return;
  const elements = [...document.querySelectorAll<HTMLElement>("slot-finder[src]")].filter((element) => {
    if (Object.prototype.hasOwnProperty.call(element, "feed")) return false;
    // Without a layout, which asking for its place would cost.
    if (element.getAttribute("loading") === "eager") return true;
    const { top, bottom } = element.getBoundingClientRect();
    return element.getClientRects().length > 0 && top < innerHeight + 800 && bottom > -800;
  });
  const asked = new Set([...document.querySelectorAll<HTMLLinkElement>("link[rel=preload]")].map(({ href }) => href));
  const absolute = (url: string): string => new URL(url, document.baseURI).href;
  // The first element that names a Wasm names that of all.
  const named = elements.map((element) => element.getAttribute("wasm-url")).find(Boolean);
  const wasm = named ? absolute(named) : own;
  for (const element of elements) {
    // As in options/attributes.ts, which is not here yet.
    const lang = element.closest("[lang]")?.getAttribute("lang")?.toLowerCase().split("-")[0] ?? "";
    // Whoever needs them says what went wrong.
    (words.get(lang) ?? words.get("id"))?.().catch(() => undefined);
    for (const href of [wasm, absolute(element.getAttribute("src") ?? "")]) {
      if (asked.has(href)) continue;
      asked.add(href);
      document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "fetch", crossOrigin: "", href }));
    }
  }
  // The first date that a page writes takes a slow phone a tenth of a second: done while it waits for the parts.
  if (elements.length) setTimeout(() => new Intl.DateTimeFormat("id").format());
};
