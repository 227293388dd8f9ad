// The base of the elements. On a server there is no HTMLElement: the module loads and defines nothing there.

export const BaseElement = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);
