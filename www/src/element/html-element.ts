// The base class of the elements. It makes no element of its own: it takes over the one that the browser has made, so a
// newer version can take it over later; see shell.ts. A server has no HTMLElement: the module loads and defines nothing there.

/** Its constructor returns the element that it is given, which gets the fields of the derived class. */
export const BaseElement = class {
  constructor(element: HTMLElement) {
    return element;
  }
} as unknown as new (element: HTMLElement) => HTMLElement;

if (globalThis.HTMLElement) Object.setPrototypeOf(BaseElement.prototype, HTMLElement.prototype);
