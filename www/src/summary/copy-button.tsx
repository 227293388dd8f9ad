// A button that copies a text. If the clipboard is blocked, shows the text for selection.

import { Component } from "preact";
import type { Key, Words } from "../text/words";

interface CopyProps {
  words: Words;
  text: string;
  label: Key;
}
interface CopyState {
  /** The copied text, or the text that could not be copied. */
  tried?: string;
  failed?: boolean;
}

export class Copy extends Component<CopyProps, CopyState> {
  readonly #copy = async (): Promise<void> => {
    const { text } = this.props;
    const failed = await navigator.clipboard.writeText(text).then(() => false, () => true).catch(() => true);
    this.setState({ tried: text, failed });
  };

  override render({ words, text, label }: CopyProps, { tried, failed }: CopyState) {
    const done = tried === text;
    return (
      <div class="copy">
        <button type="button" onClick={() => void this.#copy()}>{words.t(label)}</button>
        <span role="status">{done && words.t(failed ? "summary.copy.failed" : "summary.copied")}</span>
        {done && failed && <pre>{text}</pre>}
      </div>
    );
  }
}
