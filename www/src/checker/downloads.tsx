// The files to publish: the feed, and the list and the calendar that are written of it. A feed with errors is not
// offered.

import type { Checked } from "./checker";
import type { CheckerProps } from "./checker-props";

export function Downloads({ words, checker, checked: { counts, book } }: CheckerProps & { checked: Checked }) {
  if (counts.error) return null;
  return (
    <section class="downloads box" aria-labelledby="downloads">
      <h2 id="downloads">{words.t("checker.downloads")}</h2>
      <p>{words.t("checker.downloads.text")}</p>
      <div class="row">
        {book && <button type="button" class="primary" onClick={() => checker.saveFeed()}>feed.json</button>}
        <button type="button" onClick={() => void checker.saveExtra("list.html")}>list.html</button>
        <button type="button" onClick={() => void checker.saveExtra("releases.ics")}>releases.ics</button>
      </div>
    </section>
  );
}
