// The service worker of the standalone page: with it the page opens without a network. It keeps the files of the program,
// all of one build or none: each is taken only if its content is what the build listed, and a newer build waits until no
// page of the older one is open. It never sees to the feed, which the element keeps itself, nor to what was asked.
//
// The build puts in FILES, addresses with the hashes of their contents, and VERSION, the hash of all that.

const PREFIX = "slot-finder-files-";
const CACHE = PREFIX + VERSION;
const addressOf = (name) => new URL(name, location).href;
const kept = new Set(FILES.map(([name]) => addressOf(name)));

self.addEventListener("install", (event) => {
  const requests = FILES.map(([name, integrity]) => new Request(addressOf(name), { integrity, cache: "no-cache" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)));
});

self.addEventListener("activate", (event) => {
  const isOld = (name) => name.startsWith(PREFIX) && name !== CACHE;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name)))));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  url.search = url.hash = "";
  // The folder is its index page, whatever language the address asks for.
  const name = url.href === addressOf("./") ? addressOf("index.html") : url.href;
  if (request.method !== "GET" || !kept.has(name)) return;
  event.respondWith(caches.open(CACHE).then((cache) => cache.match(name)).then((file) => file ?? fetch(request)));
});
