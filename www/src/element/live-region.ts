// What screen readers read out. The region lives at the end of the page, because not every screen reader hears those of
// shadow roots, and frameworks compare the element's own children with what they rendered. React skips a tag that it does
// not know at the end of a body. Where a framework removes the region, the next announcement adds it again.

/** Screen readers watch only regions that they have met: one that was just added stays empty for so long, ms. */
const EMPTY_MS = 100;
/** Out of sight, but not hidden from screen readers. */
const OUT_OF_SIGHT = { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)", whiteSpace: "nowrap" };

export class LiveRegion {
  #region: HTMLElement | undefined;
  #timer = 0;
  /** The language of what is said. */
  lang = "";

  say(text: string): void {
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
    clearTimeout(this.#timer);
    this.#region?.remove();
  }

  #make(): HTMLElement {
    const region = document.createElement("slot-finder-status");
    region.setAttribute("role", "status");
    region.setAttribute("aria-live", "polite");
    Object.assign(region.style, OUT_OF_SIGHT);
    return region;
  }
}
