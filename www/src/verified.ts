// How the released scripts load one another: tools/integrity.mjs puts this function into each file that loads parts, and the
// hashes of the parts into its calls. The sources, and the npm package, have plain imports in its place.

/** What was asked for, each with what came of it: names have the content in them, and all scripts are in one folder. */
const parts: Record<string, Promise<unknown>> = {};

/**
 * A function for the script at `base` that imports the last of `files`, each of them given as "NAME HASH": an address beside the script,
 * and the SHA-256 of its content in base64 without the "=" at its end. Those before the last are what it imports. Rejects,
 * and runs none of them, where one is not what was built.
 *
 * A modulepreload link with `integrity` puts a file into the page's map of modules only if it matches, and there the import
 * finds it. Browsers of Apple's ignore `integrity` there, and old ones do not know such links: these fetch with it, and the
 * import takes the file from the cache.
 */
export const loader = (base: string) => (...files: string[]): Promise<unknown> =>
  (parts[files.join()] ??= Promise.all(
    files.map(async (file) => {
      const [name = "", hash] = file.split(" ");
      const href = new URL(name, base).href;
      const integrity = `sha256-${hash}=`;
      const link = document.createElement("link");
      const stop = new AbortController();
      // A connection may hang for good.
      const timer = setTimeout(() => {
        stop.abort();
        link.onerror?.("");
      }, 60_000);
      try {
        if (navigator.vendor.startsWith("Apple") || !link.relList.supports("modulepreload")) await fetch(href, { integrity, referrerPolicy: "origin", signal: stop.signal });
        else {
          await new Promise((done, failed) => {
            // Under a policy of nonces every such link needs that of the page's scripts.
            const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
            Object.assign(link, { nonce, rel: "modulepreload", crossOrigin: "", referrerPolicy: "origin", integrity, href, onload: done, onerror: failed });
            document.head.append(link);
          });
        }
      } catch {
        const newer: Promise<unknown>[] = [];
        const missing = { href, why: "is missing, or not the file of this slot-finder: it is not run", newer };
        // A browser tells a moment later that a policy has blocked something.
        await new Promise((done) => setTimeout(done));
        // The entry may know better, and may load a newer version, which needs no such part; see again.ts.
        document.dispatchEvent(new CustomEvent("slot-finder-missing", { detail: missing }));
        const message = `${href} ${missing.why}`;
        // The caller may do without, and say nothing.
        console.error(`slot-finder: ${message}`);
        const replaced = newer.length > 0 && (await Promise.all(newer).then(() => true, () => false));
        throw Object.assign(Error(message), { replaced });
      } finally {
        clearTimeout(timer);
        link.remove();
      }
      return href;
    }),
  ).then((hrefs) => import(hrefs.pop() as string)).catch((error: unknown) => {
    delete parts[files.join()];
    throw error;
  }));
