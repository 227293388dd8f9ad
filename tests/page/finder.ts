// Shared helpers for tests of the page: a fixed Sunday morning, a feed in place of the served one, shortcuts to the
// parts of the page, and the rule that the console stays empty.

import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { sundayMorning, SUNDAY_MORNING, type Feed } from "./feeds";

export interface Opening {
  feed?: Feed | string;
  now?: string;
  lang?: "id" | "en";
  /** The page opened instead of index.html: the element with these attributes and this content. */
  element?: { attributes: string; content?: string };
  /** The language of that page. */
  page?: string;
  /** Time runs on from `now`, and timers with it; otherwise it is frozen. */
  running?: boolean;
}

/** The headers of `tools/serve.mjs` for a page, without what only the standalone page needs: read from there, to have one source. */
async function policyOf(page: Page): Promise<string> {
  const response = await page.request.get("./");
  const policy = response.headers()["content-security-policy"] ?? "";
  return policy.replace("trusted-types slot-finder-sw", "trusted-types 'none'").replace(/(img|manifest|worker)-src [^;]*; /g, "");
}

export class Finder {
  constructor(readonly page: Page) {}

  /** Opens the page and waits for its first answer, whatever it is. */
  async open(opening: Opening = {}): Promise<void> {
    await this.start(opening);
    await expect(this.answer).toBeVisible();
  }

  /** Opens the page without waiting. */
  async start({ feed = sundayMorning(), now = SUNDAY_MORNING, lang = "id", element, page = "id", running = false }: Opening = {}): Promise<void> {
    await (running ? this.page.clock.install({ time: now }) : this.page.clock.setFixedTime(now));
    await this.serveFeed(feed);
    if (element) {
      const policy = await policyOf(this.page);
      await this.page.route(/\/host\.html(\?|$)/, (route) => route.fulfill({
        contentType: "text/html; charset=utf-8",
        headers: { "Content-Security-Policy": policy },
        body: `<!doctype html><html lang="${page}"><title>Host</title><script type="module" src="slot-finder.js"></script>
          <main><slot-finder ${element.attributes}>${element.content ?? ""}</slot-finder></main></html>`,
      }));
    }
    await this.page.goto(element ? "./host.html" : lang === "id" ? "./" : `./?lang=${lang}`);
  }

  async serveFeed(feed: Feed | string): Promise<void> {
    await this.page.unroute("**/feed.json");
    const body = typeof feed === "string" ? feed : JSON.stringify(feed);
    await this.page.route("**/feed.json", (route) => route.fulfill({ contentType: "application/json", body }));
  }

  /** Types and chooses from the suggestions. */
  async chooseTown(typed = "kota kediri", option: string | RegExp = /^Kota Kediri/): Promise<void> {
    await this.place.fill(typed);
    await this.suggestions.filter({ hasText: option }).click();
  }

  /** As in the design's drawings: from Kota Kediri, for three. */
  async askForThree(): Promise<void> {
    await this.people.selectOption("3");
    await this.chooseTown();
  }

  /** The question shows this place and this number of people. */
  async hasAsked(place: string, people: number): Promise<void> {
    await expect(this.place).toHaveValue(place);
    await expect(this.people).toHaveValue(String(people));
  }

  /** Closes the sheet of filters. */
  async closeFilters(): Promise<void> {
    await this.page.locator(".done .primary").click();
    await expect(this.dialog).toHaveCount(0);
  }

  get element(): Locator { return this.page.locator("slot-finder"); }
  get answer(): Locator { return this.page.locator("#answer"); }
  get live(): Locator { return this.page.locator("slot-finder-status"); }
  get suggestions(): Locator { return this.page.getByRole("listbox", { name: /Saran tempat|Suggested places/ }).getByRole("option"); }
  get problem(): Locator { return this.page.locator("#place-problem"); }
  get place(): Locator { return this.page.getByRole("combobox", { name: /Anda di mana|Where are you/ }); }
  get people(): Locator { return this.page.getByLabel(/Berapa orang|How many people/); }
  get needed(): Locator { return this.page.getByLabel(/Paspor dipakai tanggal|Passport needed by/); }
  /** The visitor's own office, where it has nothing to offer. */
  get own(): Locator { return this.page.locator(".row.own"); }
  get note(): Locator { return this.page.locator(".note:not(.release)"); }
  get rows(): Locator { return this.page.locator("ol.rows > .row"); }
  get names(): Locator { return this.rows.getByRole("heading", { level: 3 }); }
  get views(): Locator { return this.page.locator(".views"); }
  get book(): Locator { return this.page.getByRole("button", { name: /^(Cara pesan|How to book)/ }); }
  get sort(): Locator { return this.page.getByLabel(/Urutkan|Sort by/); }
  get filter(): Locator { return this.page.getByRole("button", { name: /^(Saring|Filter)/ }); }
  get bar(): Locator { return this.page.locator(".newbar button"); }
  get remember(): Locator { return this.page.getByRole("checkbox", { name: /Ingat pilihan saya|Remember my choices/ }); }
  get dialog(): Locator { return this.page.getByRole("dialog"); }

  row(name: string): Locator {
    return this.rows.filter({ has: this.page.getByRole("heading", { name, exact: true }) });
  }
}

/** Holds back what a pattern matches until it is let go. */
export async function hold(page: Page, pattern: string | RegExp): Promise<() => void> {
  let release = (): void => undefined;
  const held = new Promise<void>((done) => (release = done));
  await page.route(pattern, async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

/** Everything that the page's origin stores in the browser, by name. */
export async function stored(page: Page): Promise<string[]> {
  const cookies = (await page.context().cookies()).map(({ name }) => `cookie ${name}`);
  const kept = await page.evaluate(async () => [
    ...Object.keys(localStorage).map((name) => `localStorage ${name}`),
    ...Object.keys(sessionStorage).map((name) => `sessionStorage ${name}`),
    ...(await caches.keys()).map((name) => `cache ${name}`),
    ...(await indexedDB.databases()).map(({ name }) => `database ${name}`),
    ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => `worker ${scope}`),
  ]);
  return [...cookies, ...kept];
}

interface Fixtures {
  finder: Finder;
  /** The console errors that a test causes on purpose. */
  allowed: RegExp | undefined;
}

export const test = base.extend<Fixtures>({
  allowed: [undefined, { option: true }],
  finder: async ({ page, allowed }, use) => {
    const written: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) written.push(message.text());
    });
    page.on("pageerror", (error) => written.push(String(error)));
    await use(new Finder(page));
    expect(written.filter((text) => !allowed?.test(text)), "the console").toEqual([]);
  },
});
export { expect };

/** The browser's message about a failed request, and the element's about the consequence. */
export const FAILURES = /Failed to load resource|net::ERR_|^slot-finder: /;
