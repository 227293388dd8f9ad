// Filters the offices themselves: only these, or all except those. Closed at first, because it is long.

import { Component } from "preact";
import { officesNearby } from "../state/more-lookups";
import type { PageProps } from "../state/page-props";

/** Enough to read; a place or a radius finds offices further away. */
const MOST = 40;

export class OfficeFilter extends Component<PageProps, { open?: boolean }> {
  readonly #pin = (id: string): void => {
    const { controller, state: { question: { pinned, hidden } } } = this.props;
    const next = pinned.includes(id) ? pinned.filter((one) => one !== id) : [...pinned, id].sort();
    controller.changeQuestion({ pinned: next, hidden: hidden.filter((one) => one !== id) });
  };

  override render({ words, state: { question: { pinned, hidden } }, controller }: PageProps, { open = pinned.length > 0 }: { open?: boolean }) {
    const all = open ? officesNearby(controller) : [];
    const listed = all.filter(({ id }, index) => index < MOST || pinned.includes(id) || hidden.includes(id));
    return (
      <details open={open} onToggle={({ currentTarget }) => this.setState({ open: currentTarget.open })}>
        <summary>{words.t(pinned.length ? "filter.offices.set" : "filter.offices", { n: pinned.length })}</summary>
        {open && (
          <ul>
            {listed.map(({ id, short, name }) => (
              <li key={id}>
                <label class="check">
                  <input id={`pin-${id}`} type="checkbox" checked={pinned.includes(id)} onChange={() => this.#pin(id)} aria-label={name.text} />
                  <span aria-hidden="true">{short.text}{hidden.includes(id) && <small> {words.t("filter.offices.hidden")}</small>}</span>
                </label>
              </li>
            ))}
          </ul>
        )}
        {listed.length < all.length && <p class="hint">{words.t("filter.offices.more", { n: MOST })}</p>}
      </details>
    );
  }
}
