// Reads and checks the attributes of <slot-summary>.

import { languageOf, readAttribute, schema } from "../options/attributes";
import { id, ids, oneOf, url } from "../question/values";
import type { Language } from "../text/words";

export interface SummaryOptions {
  src: string | undefined;
  region: string | undefined;
  kinds: readonly string[];
  services: readonly string[];
  lang: Language;
  view: "sentence" | "capacity";
  /** Whether a button copies the text. */
  editor: boolean;
  /** Where the Wasm is, for bundlers that move it. */
  wasmUrl: string | undefined;
  /** Where the finder is: by default the page beside a site's script, and nowhere in a bundle. */
  href: string | undefined;
}

const web = { ...url, expected: "an https address", read: (value: string) => {
  const address = url.read(value);
  return address && /^https?:/.test(address) ? address : undefined;
} };

/** Empty in the npm package: a bundled script has no page in its folder. */
declare const WASM_INTEGRITY: string;

function siteFolder(): string | undefined {
  // In two steps, or bundlers look for a file.
  const script = import.meta.url;
  return WASM_INTEGRITY ? new URL(".", script).href : undefined;
}

export function readOptions(element: Element, report: (message: string) => void): SummaryOptions {
  // The style sheets read it; this only checks it.
  readAttribute(element, "theme", schema.theme, report);
  return {
    src: readAttribute(element, "src", url, report),
    region: readAttribute(element, "region", id, report),
    kinds: readAttribute(element, "kinds", ids, report) ?? [],
    services: readAttribute(element, "services", ids, report) ?? [],
    lang: languageOf(element),
    view: readAttribute(element, "view", oneOf(["sentence", "capacity"] as const), report) ?? "sentence",
    editor: element.hasAttribute("editor"),
    wasmUrl: readAttribute(element, "wasm-url", url, report),
    href: readAttribute(element, "href", web, report) ?? siteFolder(),
  };
}
