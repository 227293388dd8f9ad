// What screen readers read out. The region lives at the end of the page, because not every screen reader hears those of
// shadow roots, and frameworks compare the element's own children with what they rendered. React skips a tag that it does
// not know at the end of a body. Where a framework removes the region, the next announcement adds it again.

/** Screen readers watch only regions that they have met: one that was just added stays empty for so long, ms. */
const EMPTY_MS = 100;
/** Out of sight, but not hidden from screen readers. */
const OUT_OF_SIGHT = { position: "absolute", width: "1px", height: "1px", overflow: "hidden", "clip-path": "inset(50%)", "white-space": "nowrap" };

export class LiveRegion {
  #region: HTMLElement | undefined;
  #timer = 0;
  /** What is said once the script has ended that runs now. */
  #next: string | undefined;
  /** The language of what is said. */
  lang = "";

  /** Says it after the script that runs now: one that morphs the page may remove the region in its next step. */
  say(text: string): void {
    this.#next = text;
    queueMicrotask(() => this.#sayNext());
  }

  #sayNext(): void {
    const text = this.#next;
    if (text === undefined) return;
    this.#next = undefined;
    clearTimeout(this.#timer);
    const region = (this.#region ??= this.#make());
    const fill = (): void => {
      region.lang = this.lang;
      region.textContent = text;
    };
    if (region.isConnected) return fill();
    region.textContent = "";
    document.body.append(region);
    this.#timer = setTimeout(fill, EMPTY_MS);
  }

  remove(): void {
    this.#next = undefined;
    clearTimeout(this.#timer);
    this.#region?.remove();
  }

  #make(): HTMLElement {
    const region = document.createElement("slot-finder-status");
    region.setAttribute("role", "status");
    region.setAttribute("aria-live", "polite");
    // Whatever the page's style sheet says of all elements.
    for (const [name, value] of Object.entries(OUT_OF_SIGHT)) region.style.setProperty(name, value, "important");
    return region;
  }
}
