// The base class of the elements. A server has no HTMLElement: the module loads and defines nothing there.

export const BaseElement = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);
