// A dialog over the page. Back, Escape, a tap beside it and its button all lead back to where the visitor was, with the
// same focus.

import { Component, createRef, type ComponentChildren } from "preact";
import { enter, leave, stepBack } from "../state/dialog-history";
import { addStyles } from "../style/sheet";
import type { Words } from "../text/words";
import css from "./dialog.css";

addStyles(css);

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

/** Closes the dialog around a button. */
export const closeAround = ({ currentTarget }: Event): void =>
  void (currentTarget as Element).closest("dialog")?.dispatchEvent(new Event("cancel", { cancelable: true }));

/** A frame as high as its content may have its middle and its end out of sight: there the dialog opens beside its button. */
function placeInTallFrame(dialog: HTMLDialogElement, opener: Element | null): void {
  if (innerHeight <= screen.height || !opener) return;
  dialog.style.maxBlockSize = `${screen.height * 0.7}px`;
  const last = innerHeight - dialog.offsetHeight - 8;
  dialog.style.marginBlock = `${Math.max(8, Math.min(opener.getBoundingClientRect().top - 160, last))}px auto`;
}

export class Dialog extends Component<DialogProps> {
  readonly #dialog = createRef<HTMLDialogElement>();
  readonly #title = createRef<HTMLHeadingElement>();
  #opener: Element | null = null;
  #hasEntry = false;

  override componentDidMount(): void {
    const dialog = this.#dialog.current;
    if (!dialog) return;
    this.#opener = (dialog.getRootNode() as ShadowRoot).activeElement;
    dialog.showModal();
    placeInTallFrame(dialog, this.#opener);
    this.#title.current?.focus();
    this.#hasEntry = enter(this, this.props.hash);
  }

  override componentDidUpdate(before: DialogProps): void {
    if (before.about === this.props.about) return;
    this.#dialog.current?.scrollTo(0, 0);
    this.#title.current?.focus();
  }

  override componentWillUnmount(): void {
    leave(this);
    this.#dialog.current?.close();
    if (this.#opener instanceof HTMLElement) this.#opener.focus({ preventScroll: true });
  }

  closedByBack(): void {
    this.#hasEntry = false;
    this.props.onClose();
  }

  readonly #close = (event?: Event): void => {
    event?.preventDefault();
    const hadEntry = this.#hasEntry;
    this.props.onClose();
    if (hadEntry) stepBack();
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
