// Shares a text: the phone's own share sheet, else a WhatsApp link; and the clipboard.

import type { ComponentChildren } from "preact";
import { Component } from "preact";
import { ExternalLink } from "../parts/text";
import type { Words } from "../text/words";
import { whatsappLink } from "./share-text";

interface ShareProps {
  words: Words;
  text: string;
  /** Invented data has no links that leave the page. */
  sample: boolean;
  /** Other ways to keep it. */
  children?: ComponentChildren;
}

export class Share extends Component<ShareProps, { copied?: "done" | "failed" }> {
  readonly #share = (): void => {
    // Closing the share sheet rejects; that needs no handling.
    navigator.share({ text: this.props.text }).catch(() => undefined);
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
    if (before.text !== this.props.text && this.state.copied) this.setState({ copied: undefined! });
  }

  override render({ words, text, sample, children }: ShareProps, { copied }: { copied?: "done" | "failed" }) {
    const sheet = "share" in navigator;
    return (
      <div class="share">
        {sheet && <button type="button" onClick={this.#share}>{words.t("share")}</button>}
        {!sheet && !sample && <ExternalLink class="button" href={whatsappLink(text)}>{words.t("share.whatsapp")}</ExternalLink>}
        <button type="button" onClick={() => void this.#copy()}>{words.t("copy")}</button>
        {children}
        <p role="status">{copied && words.t(`copy.${copied}`)}</p>
        {copied === "failed" && <p class="copy">{text}</p>}
      </div>
    );
  }
}
