// Shares a text: the phone's own share sheet, else a WhatsApp link; and the clipboard. In the browsers inside of other apps
// the sheet may refuse or do nothing, and the clipboard too: then the next way appears, the text itself at last.

import type { ComponentChildren } from "preact";
import { Component } from "preact";
import { ExternalLink } from "../parts/text";
import { addStyles } from "../style/sheet";
import type { Words } from "../text/words";
import css from "./share.css";
import { whatsappLink } from "./share-text";

addStyles(css);

interface ShareProps {
  words: Words;
  text: string;
  /** Invented data has no links that leave the page. */
  sample: boolean;
  /** Other ways to keep it. */
  children?: ComponentChildren;
}

/** A sheet that does not take the focus within this time did not open, ms. */
const SHEET_MS = 1_500;

interface ShareState {
  copied?: "done" | "failed" | undefined;
  /** The share sheet is there, but does not work. */
  refused?: boolean;
}

export class Share extends Component<ShareProps, ShareState> {
  readonly #share = async (): Promise<void> => {
    const dead = setTimeout(() => {
      if (document.hasFocus()) this.setState({ refused: true });
    }, SHEET_MS);
    try {
      await navigator.share({ text: this.props.text });
    } catch (error) {
      // A visitor who closes the sheet wants no other way.
      if (!(error instanceof DOMException) || error.name !== "AbortError") this.setState({ refused: true });
    } finally {
      clearTimeout(dead);
    }
  };

  readonly #copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.props.text);
      this.setState({ copied: "done" });
    } catch {
      this.setState({ copied: "failed" });
    }
  };

  override componentDidUpdate(before: ShareProps): void {
    if (before.text !== this.props.text && this.state.copied) this.setState({ copied: undefined });
  }

  override render({ words, text, sample, children }: ShareProps, { copied, refused }: ShareState) {
    const sheet = "share" in navigator && !refused;
    return (
      <div class="share">
        {sheet && <button type="button" onClick={() => void this.#share()}>{words.t("share")}</button>}
        {!sheet && !sample && <ExternalLink class="button" href={whatsappLink(text)}>{words.t("share.whatsapp")}</ExternalLink>}
        <button type="button" onClick={() => void this.#copy()}>{words.t("copy")}</button>
        {children}
        <p role="status">{copied && words.t(`copy.${copied}`)}</p>
        {(copied === "failed" || (refused && copied !== "done")) && <p class="copy">{text}</p>}
      </div>
    );
  }
}
