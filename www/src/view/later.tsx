// Parts that the first list does not need: fetched after it, or when first shown, whichever comes first.

import { Component, h, type ComponentChild, type ComponentType } from "preact";
import type { View } from "./view";

/** A component that stands in for one that is still to be fetched, and draws nothing or `meanwhile` until it is there. */
function later<Props extends View>(
  part: (parts: Rest) => ComponentType<Props>,
  meanwhile?: (props: Props) => ComponentChild,
): ComponentType<Props> {
  return class Later extends Component<Props> {
    override componentDidMount(): void {
      if (!parts) rest().then(() => this.forceUpdate(), (error: unknown) => this.props.act.fail(error));
    }

    override render(props: Props) {
      return parts ? h(part(parts), props) : meanwhile?.(props);
    }
  };
}

/** Keeps the room of the calendar or the map. */
export const ViewToCome = ({ words }: View) => <div class="other-view" aria-busy="true"><p class="waiting">{words.t("view.loading")}</p></div>;

type Rest = typeof import("./rest");
/** One file holds them all: each is small, and a phone asks once. */
let parts: Rest | undefined;
export const rest = async () => (parts = await import("./rest"));

/** Lets a page that stays open follow what happens; see follow.ts. */
export async function follow(isThere: () => boolean, ...page: Parameters<typeof import("./rest").follow>): Promise<void> {
  const { follow } = await rest();
  if (isThere()) follow(...page);
}
export const HandOff = later((parts) => parts.HandOff);
export const Filters = later((parts) => parts.Filters);
export const Empty = later((parts) => parts.Empty);
export const Expired = later((parts) => parts.Expired);
export const OfficePage = later((parts) => parts.OfficePage);
export const Chips = later((parts) => parts.Chips, () => <div class="chips" />);
export const Others = later((parts) => parts.Others);
export const Bar = later((parts) => parts.Bar);
export const Living = later((parts) => parts.Living);
export const Mark = later((parts) => parts.Mark);
export const OtherView = later((parts) => parts.OtherView, ViewToCome);
