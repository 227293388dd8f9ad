// What the released entry runs before it loads its parts: tools/build-site.mjs puts this function there.

/** What is sent as `slot-finder-missing` by whatever cannot load a file of this version. */
export interface MissingFile {
  href: string;
  /** What the console says of it, after its address. */
  why: string;
  /** Promises of a newer version. */
  newer: Promise<unknown>[];
}

/**
 * Says why a part of the entry at `base` cannot be loaded, and, where it is gone or another file, loads the entry once more, past
 * every cache: the entry is then older than what the host has now. The newer one takes over the elements.
 *
 * Only a script tag without `integrity` shows that the page takes whatever version comes: a page that pins the entry gets no other.
 */
export const again = (base: string): void => {
  const MARK = "slot-finder-again";
  const blocked = new Map<string, string>();
  document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective, disposition }) => {
    if (disposition === "enforce") blocked.set(blockedURI, effectiveDirective);
  });

  const tags = [...document.scripts].filter(({ src }) => src === base || /\/slot-finder\.js(\?|$)/.test(src));
  const tag = tags.find(({ src }) => src === base) ?? tags[0];
  const isPinned = [...tags, ...document.querySelectorAll<HTMLLinkElement>("link[rel=modulepreload]")].some(
    (pin) => pin.integrity && ("src" in pin || pin.href === base),
  ) || [...document.scripts].some(({ type, text }) => type === "importmap" && text.includes('"integrity"'));
  // A newer one that lacks parts itself is not replaced again.
  const mayLoad = !isPinned && !base.includes(`${MARK}=`);

  let loading: Promise<unknown> | undefined;
  const load = async (src: string): Promise<void> => {
    console.warn("slot-finder: files of this version are gone or changed, so the newest slot-finder.js is loaded past the cache");
    const url = new URL(src);
    url.searchParams.set(MARK, Date.now().toString(36));
    // The next page gets the newer one from the browser's cache. The policy of this page may forbid it.
    await fetch(src, { cache: "reload", referrerPolicy: "origin" }).catch(() => undefined);
    await import(url.href);
  };
  document.addEventListener("slot-finder-missing", (event) => {
    const { detail } = event as CustomEvent<MissingFile>;
    const [, directive] = [...blocked].find(([url]) => detail.href.startsWith(url)) ?? [];
    if (directive) {
      detail.why = `is blocked by ${directive} of this page's Content-Security-Policy: allow the host of slot-finder.js there${
        directive.startsWith("script") ? ", or give the script tag of slot-finder.js the policy's nonce" : ""
      }`;
    } else if (tag && mayLoad) {
      loading ??= load(tag.src).catch((error: unknown) => {
        // The network may be back later.
        loading = undefined;
        throw error;
      });
      detail.newer.push(loading);
    }
  });
};
