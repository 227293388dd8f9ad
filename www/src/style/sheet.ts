// Style sheets that all elements of a kind share, one for each theme. Parts that come later add their own styles to them.

import { readAttribute, schema, type Theme } from "../options/attributes";
import css from "./style.css";

/** A sheet in a theme: where that is given, what the visitor prefers does not count. */
const inTheme = (css: string, theme: Theme): string =>
  theme === "auto" ? css : css.replace(/\(prefers-color-scheme:dark\)/g, theme === "dark" ? " all" : " not all").replace(/light dark/g, theme);

/** The theme of an element: its own, or that of the page around it if that has only one, or what the visitor prefers. */
function themeOf(element: Element): Theme {
  const theme = readAttribute(element, "theme", schema.theme, () => undefined) ?? "auto";
  const around = theme === "auto" ? getComputedStyle(element.parentElement ?? document.documentElement).colorScheme : theme;
  return schema.theme.read(around.replace("only", "").trim()) ?? "auto";
}

export class Sheets {
  readonly #made = new Map<Theme, CSSStyleSheet>();

  constructor(private css: string) {}

  adopt(element: Element, root: ShadowRoot): void {
    const theme = themeOf(element);
    let sheet = this.#made.get(theme);
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(inTheme(this.css, theme));
      this.#made.set(theme, sheet);
    }
    root.adoptedStyleSheets = [sheet];
  }

  add(css: string): void {
    this.css += css;
    for (const [theme, sheet] of this.#made) sheet.replaceSync(inTheme(this.css, theme));
  }
}

/** Those of the finder. */
export const sheets = new Sheets(css);
export const addStyles = (css: string): void => sheets.add(css);
