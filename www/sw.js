// The service worker of the standalone page: with it the page opens without a network. It never touches the feed, which the
// element keeps itself, nor the visitor's question.
//
// The page comes from the network first, because hosts redirect it, inject markup into it and publish newer ones; a copy
// answers where the network fails or is slow. Program files are kept by their content: a copy is used only if its hash is
// what the build listed, so a copy that is half written or of another build is dropped, fetched again and kept.
//
// The build puts in FILES, addresses with the hashes of their contents, and VERSION, the hash of all that.

const PREFIX = "slot-finder-files-";
const CACHE = PREFIX + VERSION;
/** How long the network may take before a copy answers, ms. */
const PATIENCE_MS = 4_000;
/** After the network was that slow copies answer at once for so long, ms. */
const SLOW_MS = 30_000;

const addressOf = (name) => new URL(name, location).href;
const page = addressOf("./");
const hashes = new Map(FILES.map(([name, hash]) => [addressOf(name), hash]));
/** A name with its content in it never means another file. */
const isNamedByContent = (address) => /-([0-9A-F]{8}|[0-9a-f]{10})\.\w+$/.test(address);
let slowUntil = 0;

/** A copy of an answer that browsers take for any request: one that was redirected is refused for a navigation. */
async function copyOf(response) {
  const { status, statusText, headers } = response;
  return new Response(await response.arrayBuffer(), { status, statusText, headers });
}

async function hasHash(response, expected) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer()));
  return `sha256-${btoa(String.fromCharCode(...bytes))}` === expected;
}

/** Whether an answer is the page, whole. */
async function isPage(response) {
  if (!response.ok || !/^text\/html\b/.test(response.headers.get("Content-Type") ?? "")) return false;
  const text = await response.clone().text();
  return text.includes("<slot-finder") && text.includes("</html>");
}

const isGood = (address, response) => (address === page ? isPage(response) : response.ok && hasHash(response, hashes.get(address)));

/**
 * The cache, unless the visitor made the page forget: this worker then serves the pages that are open until they are closed, and
 * must not begin to keep anything again.
 */
const opened = async () => ((await caches.has(CACHE)) ? caches.open(CACHE) : undefined);

/** The copy of an address if it is what it should be; drops any other. */
async function kept(address) {
  const cache = await opened();
  const copy = await cache?.match(address);
  if (!copy || (await isGood(address, copy))) return copy;
  await cache.delete(address);
  return undefined;
}

/** Fetches a file for the cache, and rejects where the host has another one. */
async function keep(cache, address) {
  const response = await fetch(address, { cache: "no-cache" });
  if (!(await isGood(address, response))) throw new Error(`${address} is not the file of this build`);
  await cache.put(address, await copyOf(response));
}

/** Keeps an answer: a newer page in place of the older one, and files whose copies were damaged. */
async function renew(address, response) {
  if ((address !== page && (await kept(address))) || !(await isGood(address, response))) return;
  await (await opened())?.put(address, await copyOf(response));
}

/** The network's answer, which becomes the copy where that is wanted. */
async function fetched(request, address, event) {
  const response = await fetch(request);
  event.waitUntil(renew(address, response.clone()).catch(() => undefined));
  return response;
}

async function networkFirst(request, address, event) {
  // Requests that hang take up the few connections that a browser makes to a host.
  const atOnce = Date.now() < slowUntil ? await kept(address) : undefined;
  if (atOnce) return atOnce;
  const network = fetched(request, address, event);
  const late = new Promise((done) => setTimeout(done, PATIENCE_MS, "late"));
  const first = await Promise.race([network.catch(() => undefined), late]);
  if (first instanceof Response && (first.ok || first.type === "opaqueredirect")) return first;
  if (first === "late") slowUntil = Date.now() + SLOW_MS;
  // What the network says counts where there is no copy.
  return (await kept(address)) ?? network;
}

const contentFirst = async (request, address, event) => (await kept(address)) ?? fetched(request, address, event);

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => Promise.all([page, ...hashes.keys()].map((address) => keep(cache, address)))));
});

self.addEventListener("activate", (event) => {
  const isOld = (name) => name.startsWith(PREFIX) && name !== CACHE;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name)))));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  url.search = url.hash = "";
  // The folder is its index page, whatever language the address asks for.
  const address = url.href === addressOf("index.html") ? page : url.href;
  if (address !== page && !hashes.has(address)) return;
  // A request that names the hash of this build's file gets that file; all else the network may have newer.
  const isOurs = isNamedByContent(address) || (request.integrity !== "" && request.integrity === hashes.get(address));
  event.respondWith((isOurs ? contentFirst : networkFirst)(request, address, event));
});
