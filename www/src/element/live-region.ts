// What screen readers read out. The region lives in light DOM, because not every screen reader hears those of shadow roots.
// It is added with the first announcement, so a framework finds the children that it rendered when it takes over the page,
// and added again where a framework has removed it.

/** Screen readers watch only regions that they have met: one that was just added stays empty for so long, ms. */
const EMPTY_MS = 100;

export class LiveRegion {
  readonly #element: HTMLElement;
  #region: HTMLElement | undefined;
  #timer = 0;
  /** The language of what is said. */
  lang = "";

  constructor(element: HTMLElement) {
    this.#element = element;
  }

  say(text: string): void {
    clearTimeout(this.#timer);
    const isNew = this.#region?.parentNode !== this.#element;
    const region = isNew ? (this.#region = this.#add()) : this.#region;
    const fill = (): void => {
      if (!region) return;
      region.lang = this.lang;
      region.textContent = text;
    };
    if (isNew) this.#timer = setTimeout(fill, EMPTY_MS);
    else fill();
  }

  #add(): HTMLElement {
    // A clone of an element has one already.
    const region = this.#element.querySelector<HTMLElement>(':scope > [slot="live"]') ?? this.#region ?? document.createElement("div");
    region.textContent = "";
    region.slot = "live";
    region.setAttribute("role", "status");
    region.setAttribute("aria-live", "polite");
    return this.#element.appendChild(region);
  }
}
