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

/** Resolves once a worker has all its files. Rejects, and leaves nothing behind, where the host does not let it. */
async function install() {
  const registration = await navigator.serviceWorker.register(workerUrl());
  const { installing } = registration;
  if (!installing) return;
  const state = await new Promise((done) => {
    installing.addEventListener("statechange", () => done(installing.state));
  });
  if (state !== "redundant") return;
  // A worker of an older build works on.
  if (!registration.active) {
    await registration.unregister();
    await forget();
  }
  throw new Error("the host's files are not those of this build, so the page cannot open without a network");
}

let last = Promise.resolve();

/** One after the other: what is forgotten while a worker installs would be made again when it has. */
export function remember(on) {
  const next = last.catch(() => undefined).then(() => (on ? install() : forget()));
  last = next;
  return next;
}
