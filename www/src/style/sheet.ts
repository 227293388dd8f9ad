// Style sheets that all elements of a kind share, one for each theme. Lazy parts add their styles.

import { readAttribute, schema } from "../options/attributes";
import type { Theme } from "../options/options";
import answer from "./answer.css";
import base from "./base.css";
import mixes from "./mixes.css";
import question from "./question.css";
import tokens from "./tokens.css";

/** Colours and sizes, which the sheets of each kind of element begin with. */
const foundation = tokens + mixes;

/** The styles in a theme. A given theme overrides the visitor's preference. */
const inTheme = (css: string, theme: Theme): string =>
  theme === "auto" ? css : css.replace(/\(prefers-color-scheme:dark\)/g, theme === "dark" ? " all" : " not all").replace(/light dark/g, theme);

/** The theme of an element: its own, or that of the page around it if that has only one, or the visitor's preference. */
function themeOf(element: Element): Theme {
  const theme = readAttribute(element, "theme", schema.theme, () => undefined) ?? "auto";
  const around = theme === "auto" ? getComputedStyle(element.parentElement ?? document.documentElement).colorScheme : theme;
  return schema.theme.read(around.replace("only", "").trim()) ?? "auto";
}

export class Sheets {
  /**
   * Those of the first list, and those of later parts. A browser looks again at whatever the rules of a changed sheet could
   * match: for those of the first list that would be the whole page, each time that a part comes.
   */
  readonly #made = new Map<Theme, CSSStyleSheet[]>();
  readonly #first: string;
  #later = "";

  constructor(css: string) {
    this.#first = foundation + css;
  }

  adopt(element: Element, root: ShadowRoot): void {
    const theme = themeOf(element);
    let made = this.#made.get(theme);
    if (!made) {
      made = [this.#first, this.#later].map((css) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(inTheme(css, theme));
        return sheet;
      });
      this.#made.set(theme, made);
    }
    root.adoptedStyleSheets = made;
  }

  add(css: string): void {
    this.#later += css;
    for (const [theme, [, later]] of this.#made) later?.replaceSync(inTheme(this.#later, theme));
  }
}

/** The styles of the finder. */
export const sheets = new Sheets(base + question + answer);
export const addStyles = (css: string): void => sheets.add(css);
