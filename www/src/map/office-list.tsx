// The offices of the map as a list, those without a position too: rows with strips beside the map, short lines under it.

import { Component } from "preact";
import type { ListProps } from "./mark-words";
import { OfficeLines } from "./office-lines";
import { OfficeRows } from "./office-rows";

/** The number listed at first; the others on request. */
const LISTED = 40;

export class OfficeList extends Component<ListProps> {
  /** The map is redrawn for every step of a finger, which changes nothing here. */
  override shouldComponentUpdate({ words, state, answer, marks, selected }: ListProps): boolean {
    const now = this.props;
    return words !== now.words || state !== now.state || answer !== now.answer || marks !== now.marks || selected.join() !== now.selected.join();
  }

  override render(props: ListProps) {
    const { words, state, controller, marks } = props;
    const listed = marks.slice(0, Math.max(LISTED, state.shown));
    const left = marks.length - listed.length;
    const List = state.room === "desk" ? OfficeRows : OfficeLines;
    return (
      <div class="map-list">
        <h3 id="map-list">{words.t("map.list")}</h3>
        <List {...props} listed={listed} />
        {left > 0 && <button type="button" class="wide" onClick={() => controller.showMore()}>{words.t("more", { n: Math.min(left, controller.step) })}</button>}
      </div>
    );
  }
}
