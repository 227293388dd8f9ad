// What a Content-Security-Policy of the page keeps the element from fetching. Browsers tell it apart from a failure of the
// network only in an event.

/** The addresses that `connect-src` has blocked, as browsers name them: after a redirect the origin alone. */
const blocked = new Set<string>();

if (typeof document !== "undefined") {
  document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective, disposition }) => {
    if (effectiveDirective === "connect-src" && disposition === "enforce") blocked.add(blockedURI);
  });
}

/** What the page's author is told. Another try would fail too, so its code is not one of those that may pass. */
export class Blocked extends Error {
  readonly code = "blocked";
}

/**
 * The cause of a fetch that failed with `error`: the policy, if it blocked `url`, or something in its folder, where the parts of
 * a feed are. Without `url` looks for any Wasm.
 */
export async function explainBlocked(error: unknown, url?: string): Promise<unknown> {
  // The event comes a moment after the fetch has failed.
  await new Promise((done) => setTimeout(done));
  const { href, origin } = new URL(url ?? "", document.baseURI);
  const folder = new URL(".", href).href;
  const found = [...blocked].find((address) => (url === undefined ? address.endsWith(".wasm") : address === origin || address.startsWith(folder)));
  if (found === undefined) return error;
  const from = new URL(found).origin;
  return new Blocked(`${found} is blocked by connect-src of this page's Content-Security-Policy: add ${from === location.origin ? "'self'" : from} to it`, { cause: error });
}
