// A button that fetches the feed again, and shows that it does.

import type { PageProps } from "../state/page-props";

export const Retry = ({ words, state: { busy }, controller }: PageProps) => (
  <button type="button" aria-disabled={busy} onClick={() => void (busy || controller.load())}>{words.t(busy ? "loading" : "retry")}</button>
);
