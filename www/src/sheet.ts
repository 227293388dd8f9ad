// One style sheet that all elements of a page share. Parts that come later add their own styles to it.

import css from "./style.css";

let text = css;
let sheet: CSSStyleSheet | undefined;

export function adoptStyles(root: ShadowRoot): void {
  sheet ??= new CSSStyleSheet();
  sheet.replaceSync(text);
  root.adoptedStyleSheets = [sheet];
}

export function addStyles(css: string): void {
  text += css;
  sheet?.replaceSync(text);
}
