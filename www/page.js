// The standalone page around the element: keeps title, language and address of the page in step with it, and makes the page
// open without a network for visitors who let it remember.

const finder = document.querySelector("slot-finder");
const asked = new URLSearchParams(location.search).get("lang");
if (asked) finder.lang = asked;
document.documentElement.lang = finder.lang;

finder.addEventListener("slot-finder-results", () => {
  document.title = finder.heading;
});

new MutationObserver(() => {
  document.documentElement.lang = finder.lang;
  // A reload or a shared address shows the same language.
  const url = new URL(location.href);
  url.searchParams.set("lang", finder.lang);
  history.replaceState(history.state, "", url);
}).observe(finder, { attributeFilter: ["lang"] });

finder.addEventListener("slot-finder-remember", async ({ on }) => {
  const note = document.getElementById("no-worker");
  note.hidden = true;
  try {
    const { remember } = await import("./page-worker.js");
    await remember(on);
  } catch (error) {
    // The choices are kept all the same; only the page itself needs a network, as most do.
    console.warn(`slot-finder: ${error instanceof Error ? error.message : error}`);
    note.hidden = !on;
  }
});
