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
  // A reload, or whoever gets the address, sees the same language.
  const url = new URL(location.href);
  url.searchParams.set("lang", finder.lang);
  history.replaceState(history.state, "", url);
}).observe(finder, { attributeFilter: ["lang"] });

let policy;
/** The one address that this page may make a worker of. */
const worker = new URL("sw.js", document.baseURI).href;
function workerUrl() {
  policy ??= window.trustedTypes?.createPolicy("slot-finder-sw", { createScriptURL: () => worker });
  return policy ? policy.createScriptURL("") : worker;
}

async function forget() {
  // The site around may have workers of its own.
  const registrations = await navigator.serviceWorker.getRegistrations();
  const own = registrations.filter(({ installing, waiting, active }) => (active ?? waiting ?? installing)?.scriptURL === worker);
  await Promise.all(own.map((registration) => registration.unregister()));
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("slot-finder-files-")).map((name) => caches.delete(name)));
}

finder.addEventListener("slot-finder-remember", async ({ on }) => {
  try {
    await (on ? navigator.serviceWorker.register(workerUrl()) : forget());
  } catch {
    // Where workers are not allowed the page needs a network, as most do.
  }
});
