import { feed, full, kediri } from "./feeds";
import { expect, test } from "./finder";

const element = (more: string) => ({ attributes: `src="feed.json" places="places.json" lang="id" ${more}` });
const calendarLinks = { name: /^Langganan di/ };

test("where the publisher has a calendar of releases, visitors can subscribe to it", async ({ finder, page, baseURL }) => {
  await finder.open({ element: element('calendar="releases.ics"') });
  const address = new URL("releases.ics", baseURL).href.replace(/^http:/, "webcal:");
  await expect(page.getByRole("heading", { name: "Beri tahu saya kalau kuota baru dibuka" })).toBeVisible();
  const [phone, google] = [page.getByRole("link", { name: "Langganan di kalender ponsel" }), page.getByRole("link", { name: "Langganan di Google Kalender" })];
  await expect(phone).toHaveAttribute("href", address);
  await expect(google).toHaveAttribute("href", `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(address)}`);
});

test("the subscription is offered where all places are gone too", async ({ finder, page }) => {
  await finder.open({ feed: feed([full(kediri)]), element: element('calendar="https://publisher.example/releases.ics"') });
  await expect(page.getByRole("link", { name: "Langganan di kalender ponsel" })).toHaveAttribute("href", "webcal://publisher.example/releases.ics");
});

test("without a calendar nothing is offered, and nothing is asked for", async ({ finder, page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await finder.open();
  await expect(page.locator("[part=foot]")).toBeVisible();
  await expect(page.getByRole("link", calendarLinks)).toHaveCount(0);
  expect(asked.filter((url) => url.includes(".ics"))).toEqual([]);
});

test("an address that is not on the web is no link", async ({ finder, page }) => {
  await finder.open({ element: element('calendar="javascript:alert(1)"') });
  await expect(page.locator("[part=foot]")).toBeVisible();
  await expect(page.getByRole("link", calendarLinks)).toHaveCount(0);
});
