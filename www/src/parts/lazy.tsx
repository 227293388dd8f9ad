// Components whose code is fetched when they are first drawn.

import { Component, type ComponentChild, type ComponentType } from "preact";
import type { PageProps } from "../state/page-props";

interface LazyOptions<Props> {
  /** Drawn until the code is there. */
  waiting?: (props: Props) => ComponentChild;
  /** Called where the code cannot be fetched. */
  failed?: (props: Props, error: unknown) => void;
}

/** A component that fetches another one when it is first drawn. After a failure it tries again when the feed is fetched again. */
export function lazy<Props extends PageProps>(
  load: () => Promise<ComponentType<Props>>,
  { waiting = () => null, failed = ({ controller }, error) => controller.fail(error) }: LazyOptions<Props> = {},
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;

  return class Lazy extends Component<Props> {
    override componentDidMount(): void {
      void this.#fetch();
    }

    override componentDidUpdate(before: Props): void {
      if (this.props.state.busy && !before.state.busy) void this.#fetch();
    }

    async #fetch(): Promise<void> {
      if (loaded) return;
      try {
        loaded = await load();
        this.forceUpdate();
      } catch (error) {
        failed(this.props, error);
      }
    }

    override render(props: Props) {
      const Loaded = loaded as ComponentType<PageProps> | undefined;
      return Loaded ? <Loaded {...props} /> : waiting(props);
    }
  };
}
