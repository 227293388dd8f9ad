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
  try {
    const { remember } = await import("./page-worker.js");
    await remember(on);
  } catch {
    // Where workers are not allowed the page needs a network, as most do.
  }
});
