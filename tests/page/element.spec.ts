// Tests the element as part of a page: properties, methods, its life in the DOM, and what several elements share.

import type { Page } from "@playwright/test";
import { expect, FAILURES, test } from "./finder";
import { blitar, feed, sundayMorning, SUNDAY_MORNING, type Feed } from "./feeds";

type Told = Window & { told: string[] };
interface Finder extends HTMLElement {
  query?: unknown;
  feed?: unknown;
  readonly ranking?: { offers: { office: { short: { text: string } } }[] };
  refresh(): Promise<void>;
}

/** A page with this in its body, under the strict policy; includes the script unless the test adds it later. */
async function host(page: Page, body: string, { script = true, data = sundayMorning() }: { script?: boolean; data?: Feed } = {}): Promise<string[]> {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname.replace(/-\w{10}\.wasm$/, ".wasm")));
  await page.clock.setFixedTime(SUNDAY_MORNING);
  await page.addInitScript(() => {
    Object.assign(window, { told: [] });
    for (const type of ["ready", "results", "select", "error"]) {
      document.addEventListener(`slot-finder-${type}`, (event) => {
        const { message = type } = event as Event & { message?: string };
        (window as unknown as Told).told.push(message);
      });
    }
  });
  await page.route("**/feed.json", (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(data) }));
  const policy = ((await page.request.get("./")).headers()["content-security-policy"] ?? "").replace("slot-finder-sw", "'none'");
  await page.route("**/host.html", (route) => route.fulfill({
    contentType: "text/html; charset=utf-8",
    headers: { "Content-Security-Policy": policy },
    body: `<!doctype html><html lang="id"><title>Host</title>${script ? '<script type="module" src="slot-finder.js"></script>' : ""}<link rel="icon" href="icon.svg"><main>${body}</main></html>`,
  }));
  await page.goto("./host.html");
  return asked;
}

/** Loads a script as a script element does, which the policy forbids pages to create. */
const bring = (page: Page, script = "slot-finder.js") => page.evaluate(`import(new URL("${script}", document.baseURI)).then(() => undefined)`);
const told = (page: Page): Promise<string[]> => page.evaluate(() => (window as unknown as Told).told);
const ELEMENT = '<slot-finder src="feed.json" lang="id"></slot-finder>';

test.describe("a question in the property query", () => {
  test.use({ allowed: /^slot-finder: query/ });

  test("overrules the defaults, is overruled by attributes, and is checked like them", async ({ finder, page }) => {
    await host(page, '<slot-finder src="feed.json" lang="id" party="3"></slot-finder>', { script: false });
    // Set before the element is defined; later it becomes the element's property.
    await finder.element.evaluate((element: Finder) => {
      element.query = { near: { lat: -7.8233, lon: 112.0156 }, party: 12, withinKm: 80, limit: 2, sort: "soonest", weekdays: [1, 4], kmPerDay: 0, colour: "red", from: "2026-02-30" };
    });
    await bring(page);
    // On Monday or Thursday for three: Blitar on the 26th, Malang on the 23rd; Surabaya is beyond 80 km.
    await expect(finder.answer).toHaveText("Ada kuota untuk 3 orang di 2 kantor");
    await expect(finder.names).toHaveText(["Malang", "Blitar"]);
    expect(await told(page)).toEqual(expect.arrayContaining([
      'query.kmPerDay=0: expected a number above 0',
      'query.from="2026-02-30": expected a date, as in "2026-11-26"',
      expect.stringMatching(/^query\.colour: expected one of near, withinKm, /),
    ]));
    expect(await finder.element.evaluate((element: Finder) => [element.ranking?.offers.map(({ office }) => office.short.text), Object.keys(element.query as object).length]))
      .toEqual([["Malang", "Blitar"], 9]);

    await finder.element.evaluate((element: Finder) => (element.query = { limit: 1, party: 9 }));
    await expect(finder.answer).toHaveText("Ada kuota untuk 3 orang di 5 kantor");
    await expect(finder.rows).toHaveCount(1);
    await finder.element.evaluate((element: Finder) => {
      element.removeAttribute("party");
      element.query = undefined;
    });
    await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 5 kantor");
    await expect(finder.rows).toHaveCount(5);
  });

  test("that is none is named, and counts as absent", async ({ finder, page }) => {
    await host(page, ELEMENT);
    await finder.element.evaluate((element: Finder) => (element.query = "party=3"));
    await expect.poll(() => told(page)).toContain("query=party=3: expected an object, as in { party: 3 }");
    await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 5 kantor");
    expect(await finder.element.evaluate((element: Finder) => Reflect.set(element, "ranking", 1))).toBe(false);
  });
});

test.describe("mistakes in attributes", () => {
  test.use({ allowed: /^slot-finder: / });

  test("are reported once each, on the console and as an event that crosses shadow roots", async ({ finder, page }) => {
    const written: string[] = [];
    page.on("console", (message) => written.push(message.text()));
    await host(page, '<div id="around"></div>', { script: false });
    await page.evaluate(() => {
      const inner = document.createElement("slot-finder");
      for (const [name, value] of Object.entries({ src: "feed.json", lang: "id", party: "none", view: "table" })) inner.setAttribute(name, value);
      document.getElementById("around")?.attachShadow({ mode: "open" }).append(inner);
    });
    await bring(page);
    await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 5 kantor");
    await finder.element.evaluate((element) => element.setAttribute("limit", "3"));
    await expect(finder.rows).toHaveCount(3);
    const mistakes = ['party="none": expected a whole number from 1 to 1000', 'view="table": expected one of list, board, map'];
    expect((await told(page)).filter((text) => text.includes("expected"))).toEqual(mistakes);
    expect(written.filter((text) => text.startsWith("slot-finder"))).toEqual(mistakes.map((text) => `slot-finder: ${text}`));
  });
});

test("an element may be moved, cloned, removed and brought back", async ({ finder, page }) => {
  const asked = await host(page, `<div id="one">${ELEMENT}</div><div id="two"></div>`);
  await expect(finder.rows).toHaveCount(5);
  await finder.people.selectOption("2");
  await page.evaluate(() => document.getElementById("two")?.append(document.querySelector("slot-finder") ?? ""));
  // The visitor's question is still the same.
  await expect(finder.answer).toHaveText("Ada kuota untuk 2 orang di 5 kantor");
  await page.evaluate(() => document.getElementById("one")?.append(document.querySelector("slot-finder")?.cloneNode(true) ?? ""));
  await expect(page.locator("#one #answer")).toHaveText("Ada kuota untuk 1 orang di 5 kantor");
  await expect(page.locator("slot-finder-status")).toHaveCount(2);
  await page.evaluate(async () => {
    const clone = document.querySelector("#one slot-finder");
    clone?.remove();
    await new Promise((done) => setTimeout(done));
    document.getElementById("one")?.append(clone ?? "");
  });
  await expect(page.locator("#one #answer")).toHaveText("Ada kuota untuk 1 orang di 5 kantor");
  await expect(page.locator("slot-finder-status")).toHaveCount(2);
  expect(asked.filter((path) => path === "/feed.json")).toHaveLength(1);
});

test("all elements of a page share one Wasm and one fetch of a feed", async ({ finder, page }) => {
  const asked = await host(page, `${ELEMENT}<slot-summary src="feed.json" lang="id"></slot-summary><slot-finder src="feed.json" lang="en"></slot-finder>`);
  await expect(finder.answer).toHaveText(["Ada kuota untuk 1 orang di 5 kantor", "5 offices have places for 1 person"]);
  await expect(page.locator("slot-summary .sentence")).toContainText("5 dari 7");
  const times = (path: string): number => asked.filter((one) => one === path).length;
  expect([times("/feed.json"), times("/slot_finder_bg.wasm")]).toEqual([1, 1]);
  // Also one that is added later.
  await page.evaluate(() => {
    const another = document.querySelector("slot-finder")?.cloneNode() as HTMLElement;
    another.setAttribute("loading", "eager");
    document.querySelector("main")?.append(another);
  });
  await expect(finder.answer).toHaveCount(3);
  expect([times("/feed.json"), times("/slot_finder_bg.wasm")]).toEqual([1, 1]);
});

test.describe("refresh", () => {
  test.use({ allowed: FAILURES });

  test("fetches again, and its promise tells how that went", async ({ finder, page }) => {
    const asked = await host(page, ELEMENT);
    await expect(finder.rows).toHaveCount(5);
    await finder.serveFeed(feed([blitar]));
    expect(await finder.element.evaluate(async (element: Finder) => {
      await element.refresh();
      return element.ranking?.offers.map(({ office }) => office.short.text);
    })).toEqual(["Blitar"]);
    await expect(finder.rows).toHaveCount(1);
    expect(asked.filter((path) => path === "/feed.json")).toHaveLength(2);
    await finder.serveFeed("{");
    expect(await finder.element.evaluate((element: Finder) => element.refresh().catch(({ name }: Error) => name))).toBe("FeedError");
    await expect(finder.rows).toHaveCount(1);
  });
});

test.describe("a second script", () => {
  test.use({ allowed: /^slot-finder: <slot-(finder|summary)> is defined already/ });

  test("warns, and leaves the first definition and its elements alone", async ({ finder, page }) => {
    const warned: string[] = [];
    page.on("console", (message) => warned.push(message.text()));
    await host(page, ELEMENT);
    await expect(finder.rows).toHaveCount(5);
    await bring(page, "slot-finder.js?again");
    await expect.poll(() => warned).toEqual(["slot-finder", "slot-summary"].map((name) => `slot-finder: <${name}> is defined already, and stays as it is; load slot-finder.js once`));
    await finder.people.selectOption("2");
    await expect(finder.answer).toHaveText("Ada kuota untuk 2 orang di 5 kantor");
  });
});

/** Counts what an element may leak: objects in Wasm memory and the bytes of that, listeners of window and document, timers. */
function count(): void {
  const living = new Set<object>();
  const memories: WebAssembly.Memory[] = [];
  const { register, unregister } = FinalizationRegistry.prototype;
  FinalizationRegistry.prototype.register = function (target: object, held: unknown, token?: object) {
    if ("__wbg_ptr" in target) living.add(target);
    return register.call(this, target as never, held, token as never);
  };
  FinalizationRegistry.prototype.unregister = function (token) {
    living.delete(token);
    return unregister.call(this, token);
  };
  const streaming = WebAssembly.instantiateStreaming.bind(WebAssembly);
  WebAssembly.instantiateStreaming = async (...given) => {
    const made = await streaming(...given);
    memories.push(...Object.values(made.instance.exports).filter((one) => one instanceof WebAssembly.Memory));
    return made;
  };
  let listeners = 0;
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const global = (target: EventTarget): boolean => !(target instanceof Element || target instanceof ShadowRoot || target instanceof AbortSignal);
  EventTarget.prototype.addEventListener = function (...given: Parameters<typeof addEventListener>) {
    if (global(this ?? window)) listeners++;
    return addEventListener.apply(this, given);
  };
  EventTarget.prototype.removeEventListener = function (...given: Parameters<typeof removeEventListener>) {
    if (global(this ?? window)) listeners--;
    return removeEventListener.apply(this, given);
  };
  const timers = new Set<unknown>();
  for (const [set, clear] of [["setInterval", "clearInterval"], ["setTimeout", "clearTimeout"]] as const) {
    const [start, stop] = [window[set].bind(window), window[clear].bind(window)];
    Object.assign(window, {
      [set]: (run: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) => {
        const id = start(() => {
          if (set === "setTimeout") timers.delete(id);
          run(...given);
        }, ms);
        // Anything gone within a second is not a leak.
        if ((ms ?? 0) > 1_000) timers.add(id);
        return id;
      },
      [clear]: (id: number) => {
        timers.delete(id);
        stop(id);
      },
    });
  }
  Object.assign(window, {
    counted: () => ({ objects: living.size, memories: memories.length, bytes: memories[0]?.buffer.byteLength ?? 0, listeners, timers: timers.size }),
  });
}

test("two hundred elements that come and go leave nothing behind", async ({ finder: _, page }) => {
  await page.addInitScript(count);
  await host(page, "<div></div>");
  const after = await page.evaluate(async () => {
    interface Counted { objects: number; memories: number; bytes: number; listeners: number; timers: number }
    const counted = (window as unknown as { counted: () => Counted }).counted;
    const place = document.querySelector("div");
    /** Ten elements: removes five once their list and lazy parts are there, five before. */
    const round = async (): Promise<void> => {
      const elements = [...Array(10).keys()].map(() => document.createElement("slot-finder"));
      const ready = elements.map((element) => new Promise((done) => element.addEventListener("slot-finder-ready", done)));
      for (const element of elements) {
        element.setAttribute("src", "feed.json");
        element.setAttribute("loading", "eager");
      }
      place?.append(...elements);
      const [early, late] = [elements.slice(0, 5), elements.slice(5)];
      await new Promise((done) => setTimeout(done));
      for (const element of early) element.remove();
      await Promise.all(ready.slice(5));
      while (late.some(({ shadowRoot }) => !shadowRoot?.querySelector(".living"))) await new Promise((done) => setTimeout(done, 10));
      for (const element of late) element.remove();
    };
    const settled = async (): Promise<Counted> => {
      while (counted().objects) await new Promise((done) => setTimeout(done, 10));
      return counted();
    };
    // The first rounds reach the most memory that ten elements take at a time.
    for (let n = 0; n < 5; n++) await round();
    const first = await settled();
    for (let n = 0; n < 15; n++) await round();
    return { first, last: await settled() };
  });
  const { bytes: before, ...first } = after.first;
  const { bytes, ...last } = after.last;
  expect(last).toEqual(first);
  expect(last).toMatchObject({ objects: 0, memories: 1, timers: 0 });
  // It varies how many of ten are open at one moment, which costs a page of memory; a hundred and fifty would be many.
  expect(bytes - before).toBeLessThanOrEqual(65_536);
});
