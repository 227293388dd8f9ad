// Paragraphs that fell out of an element. WordPress puts the tags of an element that it does not know into paragraphs of their own:
//
//     <p><slot-summary src="feed.json"></p>
//     <p>What the author wrote inside.</p>
//     <p></slot-summary></p>
//
// Of that a browser makes an empty element, the paragraphs after it, and an empty paragraph where the element was to end.

/** More than an author writes inside. */
const MOST = 2;

/** Puts them back, if the page has just this shape: they show and hide with what is inside. */
export function takeBackFallenOut(element: Element): void {
  const around = element.parentElement;
  const isFirst = around?.localName === "p" && around.lastElementChild === element && !around.textContent?.trim() && !element.childElementCount;
  if (!isFirst) return;
  const fallen: Element[] = [];
  for (let next = around.nextElementSibling; next?.localName === "p" && fallen.length <= MOST; next = next.nextElementSibling) {
    if (next.childNodes.length === 0) {
      element.append(...fallen);
      next.remove();
      return;
    }
    fallen.push(next);
  }
}
