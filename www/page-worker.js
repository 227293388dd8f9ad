// Makes the page open without a network, and undoes it: fetched when a visitor chooses one or the other.

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

export const remember = (on) => (on ? navigator.serviceWorker.register(workerUrl()) : forget());
