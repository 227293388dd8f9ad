// Always under the list: whose page this is not, and, once the later parts are here, where its data is from.

import type { About } from "../engine/engine";
import { lazy } from "../parts/lazy";
import type { PageProps } from "../state/page-props";

type FootProps = PageProps & { info: About };
const Sources = lazy<FootProps, typeof import("../list/beside-the-list")>(() => import("../list/beside-the-list"), ({ Sources }) => Sources, { failed: () => undefined });

export const Foot = (props: FootProps) => (
  <footer part="foot">
    <p>{props.words.t(props.info.publisher.official ? "official.yes" : "official")}</p>
    <Sources {...props} />
  </footer>
);
