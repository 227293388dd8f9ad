// Parts that the first list does not need: fetched after it, or when first shown, whichever comes first.

import { Component, h, type ComponentType } from "preact";
import type { View } from "./view";

/** A component that stands in for one that is still to be fetched, and draws nothing until it is there. */
function later<Props extends View>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
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
      return loaded ? h(loaded, props) : null;
    }
  };
}

/** One file holds them all: each is small, and a phone asks once. */
export const rest = () => import("./rest");

export const fetchRest = (): void => void rest().catch(() => undefined);
export const HandOff = later(async () => (await rest()).HandOff);
export const Filters = later(async () => (await rest()).Filters);
export const Empty = later(async () => (await rest()).Empty);
export const Expired = later(async () => (await rest()).Expired);
export const OfficePage = later(async () => (await rest()).OfficePage);
export const Chips = later(async () => (await rest()).Chips);
export const Others = later(async () => (await rest()).Others);
