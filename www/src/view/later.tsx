// Parts that the first list does not need: fetched after it, or when first shown, whichever comes first.

import { Component, h, type ComponentChild, type ComponentType } from "preact";
import type { View } from "./view";

/**
 * A component that stands in for one that is still to be fetched, and draws nothing or `meanwhile` until it is there. With
 * `now` it is drawn at once where others have fetched it, so that what has the focus in it keeps it.
 */
function later<Props extends View>(
  load: () => Promise<ComponentType<Props>>,
  now: () => ComponentType<Props> | undefined = () => undefined,
  meanwhile?: (props: Props) => ComponentChild,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return class Later extends Component<Props> {
    override componentDidMount(): void {
      if (loaded) return;
      load().then(
        (component) => {
          loaded = component;
          this.forceUpdate();
        },
        (error: unknown) => this.props.act.fail(error),
      );
    }

    override render(props: Props) {
      loaded ??= now();
      return loaded ? h(loaded, props) : meanwhile?.(props);
    }
  };
}

/** Keeps the room of the calendar or the map. */
export const ViewToCome = ({ words }: View) => <div class="other-view" aria-busy="true"><p class="waiting">{words.t("view.loading")}</p></div>;

/** One file holds them all: each is small, and a phone asks once. */
let parts: typeof import("./rest") | undefined;
export const rest = async () => (parts = await import("./rest"));

/** Lets a page that stays open follow what happens; see follow.ts. */
export async function follow(isThere: () => boolean, ...page: Parameters<typeof import("./rest").follow>): Promise<void> {
  const { follow } = await rest();
  if (isThere()) follow(...page);
}
export const HandOff = later(async () => (await rest()).HandOff);
export const Filters = later(async () => (await rest()).Filters);
export const Empty = later(async () => (await rest()).Empty, () => parts?.Empty);
export const Expired = later(async () => (await rest()).Expired);
export const OfficePage = later(async () => (await rest()).OfficePage);
export const Chips = later(async () => (await rest()).Chips);
export const Others = later(async () => (await rest()).Others);
export const Bar = later(async () => (await rest()).Bar);
export const Living = later(async () => (await rest()).Living);
export const Mark = later(async () => (await rest()).Mark);
export const OtherView = later(async () => (await rest()).OtherView, () => parts?.OtherView, ViewToCome);
