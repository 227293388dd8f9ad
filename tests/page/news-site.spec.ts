// What pages of news sites do beside their articles: another base, old scripts, zones by other names, the tag twice.

import type { Page } from "@playwright/test";
import { blitar, feed, kediri, malang, SUNDAY_MORNING, sundayMorning } from "./feeds";
import { expect, test } from "./finder";

/** Serves pages of a host, by name, in place of files of the site. */
async function serveHost(page: Page, pages: Record<string, string>): Promise<void> {
  await page.clock.setFixedTime(SUNDAY_MORNING);
  for (const [name, body] of Object.entries(pages)) {
    await page.route(new RegExp(`/${name}$`), (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: `<!doctype html><html lang="id"><title>Host</title>${body}</html>` }));
  }
}
const script = '<script type="module" src="slot-finder.js"></script>';

test("a page with a base takes the feed, the places and its links from there", async ({ finder, page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await serveHost(page, { "host.html": `<base href="articles/2026/">${script.replace("slot-finder.js", "../../slot-finder.js")}<slot-finder src="../../data/feed.json" places="../../places.json" lang="id" sync-url></slot-finder><slot-summary src="../../data/feed.json" lang="id"></slot-summary>` });
  await page.route("**/data/feed.json", (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(sundayMorning()) }));
  await page.goto("./host.html");
  await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 5 kantor");
  await expect(page.locator("slot-summary [part=sentence]")).toBeVisible();
  await finder.askForThree();
  await finder.hasAsked("Kota Kediri", 3);
  await page.getByRole("button", { name: "Peta", exact: true }).click();
  await expect(page.locator("slot-finder .map")).toBeVisible();
  expect(new URL(page.url()).pathname).toBe("/host.html");
  expect(asked.filter((path) => path.endsWith("/data/feed.json"))).toEqual(["/data/feed.json"]);
  expect(asked.filter((path) => /(slot-finder|places|chunk-\w+)\.js(on)?$/.test(path) && path.split("/").length > 2)).toEqual([]);
});

for (const zone of ["WIT", "UTC+9", "Asia/Jayapura"]) {
  test(`an office in the zone "${zone}" is read, and its times are told in WIT`, async ({ finder, page }) => {
    await finder.open({ feed: feed([{ ...kediri, time_zone: zone }, blitar]) });
    await finder.chooseTown("kediri");
    await expect(finder.own).toContainText("WIT");
    await expect(page.getByText("tidak bisa dibaca")).toHaveCount(0);
  });
}
for (const [zone, name] of [["Asia/Ujung_Pandang", "WITA"], ["Etc/GMT-8", "GMT+8"], ["WITA", "WITA"]] as const) {
  test(`an office in the zone "${zone}" is read, and its times are told in ${name}`, async ({ finder, page }) => {
    await finder.open({ feed: feed([{ ...kediri, time_zone: zone }, blitar]) });
    await finder.chooseTown("kediri");
    await expect(finder.own).toContainText(name);
    await expect(page.getByText("tidak bisa dibaca")).toHaveCount(0);
  });
}

test("a tag that an old script writes by document.write while the page is read works", async ({ finder, page }) => {
  await serveHost(page, { "host.html": `<p>Artikel</p><script>document.write('<script type="module" src="slot-finder.js"><' + '/script><slot-finder src="feed.json" lang="id" party="2"><a href="https://host.example/">M-Paspor</a></slot-finder>');</script><p>Akhir</p>` });
  await finder.serveFeed(feed([kediri, blitar, malang]));
  await page.goto("./host.html");
  await expect(finder.answer).toHaveText("Ada kuota untuk 2 orang di 2 kantor");
  await expect(finder.live).toHaveText("Ada kuota untuk 2 orang di 2 kantor");
  await finder.people.selectOption("1");
  await expect(finder.answer).toHaveText(/untuk 1 orang/);
});

test("old scripts that add to the prototypes of elements and events take nothing from it", async ({ finder, page }) => {
  await page.addInitScript(() => {
    const added = { hide() {}, show() {}, update() {}, remove_() {}, observe() {}, select() {}, words: "theirs", state: 1, context: 2, props: 3, refs: 4, question: 5, controller: 6, feed: "theirs", query: "theirs" };
    for (const prototype of [Element.prototype, Event.prototype, Node.prototype]) {
      for (const [name, value] of Object.entries(added)) if (!(name in prototype)) Object.assign(prototype, { [name]: value });
    }
  });
  await finder.open({ element: { attributes: 'src="feed.json" places="places.json" lang="id"' } });
  await finder.askForThree();
  await finder.hasAsked("Kota Kediri", 3);
  await expect(finder.answer).toHaveText("Ada kuota untuk 3 orang di 5 kantor");
  await finder.book.first().click();
  await expect(finder.dialog).toBeVisible();
});

test.describe("two versions of the tag on one page", () => {
  test.use({ allowed: /is defined already/ });

  test("give one list, and one word on the console", async ({ finder, page }) => {
    const warnings: string[] = [];
    page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
    await serveHost(page, { "host.html": `${script}${script.replace("slot-finder.js", "slot-finder.js?v=2")}<slot-finder src="feed.json" lang="id"></slot-finder>` });
    await finder.serveFeed(sundayMorning());
    await page.goto("./host.html");
    await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 5 kantor");
    await expect(finder.answer).toHaveCount(1);
    await finder.people.selectOption("2");
    await expect(finder.answer).toHaveText("Ada kuota untuk 2 orang di 5 kantor");
    expect(warnings.filter((text) => text.includes("<slot-finder> is defined already"))).toHaveLength(1);
  });
});
