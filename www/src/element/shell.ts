// Registers a tag with a shell around the class that does the work. A browser registers a tag once for the life of a page;
// the shell lets a newer version of the class take over the elements that are there, and those to come.

/** The class that does the work. */
export interface Inside extends HTMLElement {
  connectedCallback(): void;
  disconnectedCallback(): void;
  attributeChangedCallback(name: string, before: string | null, value: string | null): void;
  /** Stops for good, and returns what a newer version needs to go on. */
  leave(): object;
}
export interface InsideClass {
  /** `left` is what an older version returned from `leave`. */
  new (element: HTMLElement, left?: never): Inside;
  readonly observedAttributes: string[];
  readonly prototype: Inside;
}

interface Shell extends CustomElementConstructor {
  /** A newer class takes over; the same one changes nothing. */
  succeed?(newer: InsideClass): void;
}

function shellAround(first: InsideClass): Shell {
  let current = first;
  const made = new Set<WeakRef<HTMLElement>>();

  class ElementShell extends HTMLElement {
    static readonly observedAttributes = first.observedAttributes;

    constructor() {
      super();
      new current(this);
      for (const one of made) if (!one.deref()) made.delete(one);
      made.add(new WeakRef(this));
    }

    connectedCallback(): void {
      current.prototype.connectedCallback.call(this);
    }

    disconnectedCallback(): void {
      current.prototype.disconnectedCallback.call(this);
    }

    attributeChangedCallback(name: string, before: string | null, value: string | null): void {
      current.prototype.attributeChangedCallback.call(this, name, before, value);
    }

    static succeed(newer: InsideClass): void {
      if (newer === current) return;
      const elements = [...made].flatMap((one) => one.deref() ?? []);
      const left = elements.map((element) => current.prototype.leave.call(element));
      current = newer;
      Object.setPrototypeOf(ElementShell.prototype, newer.prototype);
      for (const [at, element] of elements.entries()) {
        new newer(element, left[at] as never);
        if (element.isConnected) newer.prototype.connectedCallback.call(element);
      }
    }
  }
  Object.setPrototypeOf(ElementShell.prototype, first.prototype);
  return ElementShell;
}

/** Defines a tag. Where it is defined already, its elements become those of `inside` if `succeeds`. */
export function define(name: string, inside: InsideClass, succeeds: boolean): void {
  const defined: Shell | undefined = customElements.get(name);
  if (!defined) customElements.define(name, shellAround(inside));
  else if (succeeds && defined.succeed) defined.succeed(inside);
  else console.warn(`slot-finder: <${name}> is defined already, and stays as it is; load slot-finder.js once`);
}
