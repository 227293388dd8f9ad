// The service worker on hosts as they are: some redirect, some inject markup, some have half of a new build; and copies that
// are damaged. The page opens on all of them, with or without a network.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo } from "node:net";
import { join } from "node:path";
import { type Page } from "@playwright/test";
import { expect, FAILURES, stored, type Finder } from "./finder";
import { SUNDAY_MORNING } from "./feeds";
import { test, type Site } from "./site";

test.use({ allowed: FAILURES });

type Answer = (request: IncomingMessage, response: ServerResponse, pass: () => Promise<void>) => void | Promise<void>;

/** A host in front of the site's server, on this machine, which may answer in its own way. */
async function hostBefore(site: Site, answer: Answer): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const pass = async (change = (text: string): string => text): Promise<void> => {
      const got = await fetch(new URL(request.url ?? "/", site.url), { headers: { "Accept-Encoding": "identity" } });
      for (const name of ["content-type", "content-security-policy", "cache-control", "date"]) {
        const value = got.headers.get(name);
        if (value) response.setHeader(name, value);
      }
      const isHtml = got.headers.get("content-type")?.startsWith("text/html");
      response.writeHead(got.status).end(isHtml ? change(await got.text()) : Buffer.from(await got.arrayBuffer()));
    };
    void Promise.resolve(answer(request, response, pass as () => Promise<void>)).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { url: `http://127.0.0.1:${port}/`, stop };
}

/** Opens the page, lets it remember, and waits for its worker. */
async function remember({ page, answer, remember: box }: Finder, url: string): Promise<void> {
  await page.clock.setFixedTime(SUNDAY_MORNING);
  await page.goto(url);
  await expect(answer).toBeVisible();
  await box.check();
  await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
}

async function opens({ page, answer }: Finder, url: string): Promise<void> {
  await page.goto("about:blank");
  await page.clock.setFixedTime(SUNDAY_MORNING);
  await page.goto(url);
  await expect(answer).toHaveText("Ada kuota untuk 1 orang di 5 kantor");
}

test("where a host redirects index.html to the folder the page opens by both addresses, with and without a network", async ({ finder, site }) => {
  const host = await hostBefore(site, async (request, response, pass) => {
    if (!request.url?.startsWith("/index.html")) return pass();
    response.writeHead(308, { Location: "/" }).end();
  });
  await remember(finder, host.url);
  await opens(finder, `${host.url}index.html`);
  await opens(finder, host.url);
  await host.stop();
  await opens(finder, host.url);
  await opens(finder, `${host.url}index.html`);
});

test("where a host redirects the folder too, the copy opens all the same", async ({ finder, site }) => {
  const host = await hostBefore(site, async (request, response, pass) => {
    if (request.url !== "/") return pass();
    response.writeHead(302, { Location: "/index.html" }).end();
  });
  await remember(finder, host.url);
  await opens(finder, host.url);
  await host.stop();
  await opens(finder, host.url);
});

test("where a host injects markup into pages the worker works", async ({ finder, page, site }) => {
  const host = await hostBefore(site, (_request, _response, pass) =>
    (pass as (change: (text: string) => string) => Promise<void>)((text) => text.replace("</body>", "<p>Injected</p></body>")));
  await remember(finder, host.url);
  await host.stop();
  await opens(finder, host.url);
  await expect(page.getByText("Injected")).toBeVisible();
});

test("the worker keeps what the page needs, and nothing of the publisher's checker", async ({ finder, page, site }) => {
  await remember(finder, site.url);
  const names = await page.evaluate(async () => {
    const cache = await caches.open((await caches.keys()).find((name) => name.startsWith("slot-finder-files-")) ?? "");
    return (await cache.keys()).map(({ url }) => new URL(url).pathname);
  });
  expect(names).toContain("/");
  expect(names.filter((name) => /^\/slot_finder_bg-\w{10}\.wasm$/.test(name))).toHaveLength(1);
  expect(names.filter((name) => /check/.test(name))).toEqual([]);
});

/** Ways in which a file that is written to a disk may end, or be taken for another. */
const DAMAGES = ["nothing", "one byte", "a kilobyte", "half", "all but one byte", "one byte more", "one byte changed", "a page to log in"] as const;

/** Damages the copies of all files, and of the last feed, file i in the way i + `shift`. Gives the addresses of the files. */
const damage = (page: Page, shift: number): Promise<string[]> => page.evaluate(async ([kinds, shift]) => {
  const files: string[] = [];
  let index = shift;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const kind = kinds[index++ % kinds.length];
      const copy = (await cache.match(request))!;
      const bytes = new Uint8Array(await copy.arrayBuffer());
      const { length } = bytes;
      const cuts: Record<string, number> = { "nothing": 0, "one byte": 1, "a kilobyte": Math.min(1024, length - 1), "half": length >> 1, "all but one byte": length - 1, "one byte more": length + 1 };
      let damaged = new Uint8Array(cuts[kind ?? ""] ?? length);
      damaged.set(bytes.subarray(0, damaged.length));
      if (kind === "one byte changed") damaged[length >> 1]! ^= 1;
      if (kind === "a page to log in") damaged = new TextEncoder().encode("<!doctype html><html><title>Log in</title></html>");
      await cache.put(request, new Response(damaged, { headers: copy.headers }));
      if (name.startsWith("slot-finder-files-")) files.push(request.url);
    }
  }
  return files;
}, [DAMAGES, shift] as const);

/** The files that the worker gives, and those that it keeps, which are not what the host has. */
async function wrong(page: Page, site: Site, urls: string[]): Promise<string[]> {
  const hashes = await page.evaluate(async (urls) => {
    const cache = await caches.open((await caches.keys()).find((name) => name.startsWith("slot-finder-files-")) ?? "");
    const hash = async (response: Response | undefined): Promise<string> =>
      response ? [...new Uint8Array(await crypto.subtle.digest("SHA-256", await response.arrayBuffer()))].map((byte) => byte.toString(16).padStart(2, "0")).join("") : "none";
    return Promise.all(urls.map(async (url) => ({ url, given: await hash(await fetch(url)), kept: await hash(await cache.match(url)) })));
  }, urls);
  const expected = (url: string): string => createHash("sha256").update(readFileSync(join(site.folder, new URL(url).pathname.slice(1) || "index.html"))).digest("hex");
  return hashes.flatMap(({ url, given, kept }) => [given === expected(url) ? [] : `given: ${url}`, kept === expected(url) ? [] : `kept: ${url}`].flat());
}

for (const shift of DAMAGES.keys()) {
  test(`copies that are damaged, each in its own way (${shift + 1} of ${DAMAGES.length}), are fetched again, and the page opens, without a network, too`, async ({ finder, page, site }) => {
    await remember(finder, site.url);
    const urls = await damage(page, shift);
    expect(urls.length).toBeGreaterThan(20);
    await opens(finder, site.url);
    await finder.people.selectOption("2");
    await expect(finder.answer).toHaveText(/2 orang/);
    await finder.people.selectOption("1");
    await expect.poll(() => wrong(page, site, urls)).toEqual([]);
    await site.stop();
    await opens(finder, site.url);
  });
}

test("a page that the network has newer is shown, and is the copy from then on", async ({ finder, page, site }) => {
  let markup = "";
  const host = await hostBefore(site, (_request, _response, pass) =>
    (pass as (change: (text: string) => string) => Promise<void>)((text) => text.replace("</body>", `${markup}</body>`)));
  await remember(finder, host.url);
  markup = "<p>Newer</p>";
  await opens(finder, host.url);
  await expect(page.getByText("Newer")).toBeVisible();
  await host.stop();
  await opens(finder, host.url);
  await expect(page.getByText("Newer")).toBeVisible();
});

test("where the host's files differ from those of the build nothing is left behind, and the visitor reads so", async ({ finder, page, site }) => {
  const host = await hostBefore(site, async (request, response, pass) => {
    if (request.url !== "/places.json") return pass();
    response.writeHead(404).end();
  });
  await page.clock.setFixedTime(SUNDAY_MORNING);
  await page.goto(host.url);
  await expect(finder.answer).toBeVisible();
  await finder.remember.check();
  await expect(page.locator("#no-worker")).toHaveText(/Pilihan Anda diingat, tetapi halaman ini tetap perlu internet untuk dibuka\./);
  expect((await stored(page)).filter((name) => name.includes("slot-finder-files-"))).toEqual([]);
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await opens(finder, host.url);
  await host.stop();
});

test("a network that hangs does not hold up the page for long", async ({ finder, site }) => {
  let hangs = false;
  // The feed has a limit of its own.
  const host = await hostBefore(site, (request, _response, pass) => (hangs && !request.url?.startsWith("/feed.json") ? new Promise(() => undefined) : pass()));
  await remember(finder, host.url);
  hangs = true;
  await opens(finder, host.url);
  await host.stop();
});
