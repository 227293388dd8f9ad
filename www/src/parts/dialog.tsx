// A dialog over the page, with a way out that phones have too: Back, Escape, a tap beside it and its button all lead to
// where the visitor was, with the same focus. Dialogs may stand on one another; Back closes the uppermost.

import type { ComponentChildren } from "preact";
import type { Words } from "../text/words";
import { Component, createRef } from "../preact";

interface DialogProps {
  words: Words;
  id: string;
  part: string;
  title: ComponentChildren;
  /** What it is about; when that changes, it is read from its beginning. */
  about: unknown;
  /** The fragment of the address while it is open, where it may have one. */
  hash?: string | undefined;
  onClose: () => void;
  children: ComponentChildren;
}

/** Closes the dialog that a button stands in. */
export const closeAround = ({ currentTarget }: Event): void =>
  void (currentTarget as Element).closest("dialog")?.dispatchEvent(new Event("cancel", { cancelable: true }));

/** In a frame as high as all it shows, its middle and its end may be out of sight: there the dialog opens beside its button. */
function placeInTallFrame(dialog: HTMLDialogElement, opener: Element | null): void {
  if (innerHeight <= screen.height || !opener) return;
  dialog.style.maxBlockSize = `${screen.height * 0.7}px`;
  const last = innerHeight - dialog.offsetHeight - 8;
  dialog.style.marginBlock = `${Math.max(8, Math.min(opener.getBoundingClientRect().top - 160, last))}px auto`;
}

const open: Dialog[] = [];
/** How many of the steps back that are still to come were taken by a dialog that has closed. */
let ownSteps = 0;

/** What is used of the Navigation API, which not every browser has. What it keeps with an entry outlasts a reload, and no host sees it in `history.state`. */
interface Entries {
  currentEntry: { getState(): unknown } | null;
  updateCurrentEntry(options: { state: unknown }): void;
}
const { navigation } = window as { navigation?: Entries };
const DEPTH = "slot-finder-dialogs";
const kept = (): Record<string, unknown> => (navigation?.currentEntry?.getState() ?? {}) as Record<string, unknown>;
/** How many dialogs were open, one on another, when the current entry of the history was made for the last of them; 0 of all other entries. */
const depth = (): number => Number(kept()[DEPTH] ?? 0);

/** Leaves entries that were made for dialogs which are not there any more, after a reload or a step forward: Back would do nothing at them. */
export function leaveEmptyEntries(): void {
  const more = depth() - open.length;
  if (ownSteps || more <= 0) return;
  ownSteps++;
  history.go(-more);
}

addEventListener("popstate", () => {
  if (ownSteps) return void ownSteps--;
  const stay = navigation ? depth() : open.length - 1;
  for (const dialog of open.slice(stay).reverse()) dialog.closedByBack();
  // What the fragment names opens first.
  setTimeout(leaveEmptyEntries);
});

export class Dialog extends Component<DialogProps> {
  readonly #dialog = createRef<HTMLDialogElement>();
  readonly #title = createRef<HTMLHeadingElement>();
  #opener: Element | null = null;
  #pushed = false;

  override componentDidMount(): void {
    const dialog = this.#dialog.current;
    if (!dialog) return;
    this.#opener = (dialog.getRootNode() as ShadowRoot).activeElement;
    dialog.showModal();
    placeInTallFrame(dialog, this.#opener);
    this.#title.current?.focus();
    open.push(this);
    // After a reload, or a step forward, it has its entry already.
    this.#pushed = depth() >= open.length;
    if (this.#pushed) return;
    const { hash = location.hash } = this.props;
    const page = location.pathname + location.search;
    try {
      // Whoever came by the fragment finds the page itself one step back. The state is the host's own, so that its router
      // sees nothing new.
      if (this.props.hash && location.hash === hash) history.replaceState(history.state, "", page);
      history.pushState(history.state, "", page + hash);
      navigation?.updateCurrentEntry({ state: { ...kept(), [DEPTH]: open.length } });
      this.#pushed = true;
    } catch {
      // A frame without an origin may not write history; there Back leaves the page, as it did before.
    }
  }

  override componentDidUpdate(before: DialogProps): void {
    if (before.about === this.props.about) return;
    this.#dialog.current?.scrollTo(0, 0);
    this.#title.current?.focus();
  }

  override componentWillUnmount(): void {
    open.splice(open.indexOf(this), 1);
    // Its entry goes with it, whoever closed it.
    setTimeout(leaveEmptyEntries);
    this.#dialog.current?.close();
    if (this.#opener instanceof HTMLElement) this.#opener.focus({ preventScroll: true });
  }

  closedByBack(): void {
    this.#pushed = false;
    this.props.onClose();
  }

  readonly #close = (event?: Event): void => {
    event?.preventDefault();
    const pushed = this.#pushed;
    this.props.onClose();
    if (!pushed) return;
    ownSteps++;
    history.back();
  };

  override render({ words, id, part, title, children }: DialogProps) {
    return (
      <dialog
        ref={this.#dialog} class={part} part={part} aria-labelledby={id} onCancel={this.#close}
        onClick={(event) => event.target === event.currentTarget && this.#close()}
      >
        <div class="inside">
          <div class="head">
            <h2 id={id} tabIndex={-1} ref={this.#title}>{title}</h2>
            <button type="button" onClick={() => this.#close()}>{words.t("handoff.back")}</button>
          </div>
          {children}
        </div>
      </dialog>
    );
  }
}
