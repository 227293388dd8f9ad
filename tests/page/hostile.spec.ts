// Tests a malicious feed: everything in it is text. Also the links that a host may restrict.

import type { Page } from "@playwright/test";
import { expect, test } from "./finder";
import { blitar, feed, kediri, malang, sundayMorning, SUNDAY_MORNING, week, type Feed, type Office } from "./feeds";

const MARKUP = `"'><img src="x" onerror="hacked = 1"><script>hacked = 1</script><iframe srcdoc="<script>parent.hacked = 1</script>"></iframe>{{7*7}}`;
/** Reversed from the middle on, never ended, with invisible characters between. */
const TURNED = "Bli\u200btar\u200d \u202e\u2067tiruan\u200f\ufeff";
const LONG = "Wakil".repeat(400);
const SCRIPT = "javascript:hacked=1";

/** No policy of the page helps: the element alone must hold. */
async function host(page: Page, data: Feed, body: string): Promise<void> {
  await page.clock.setFixedTime(SUNDAY_MORNING);
  await page.route("**/feed.json", (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(data) }));
  await page.route("**/host.html", (route) => route.fulfill({
    contentType: "text/html; charset=utf-8",
    body: `<!doctype html><html lang="id"><meta name="viewport" content="width=device-width"><title>Host</title><link rel="icon" href="icon.svg">
      <style>body { margin: 0; font-family: sans-serif }</style><script type="module" src="slot-finder.js"></script><main>${body}</main></html>`,
  }));
  await page.goto("./host.html");
}

/** Replaces every text in an object, at any depth; keeps dates, times, zones and ids. */
function fill(value: unknown, text: string, key = ""): unknown {
  if (Array.isArray(value)) return value.map((one) => fill(one, text, key));
  if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fill(one, text, name)]));
  const fixed = ["id", "kind", "region", "service", "channel", "time_zone", "from", "to", "start", "end", "next_at", "observed_at", "language"];
  return typeof value === "string" && !fixed.includes(key) ? (/^(https|javascript):/.test(value) ? SCRIPT : text) : value;
}

const bad = (office: Office, text: string): Office => fill({
  ...office, address: "a", phone: "p", whatsapp: "w", url: "https://x.example/", notes: ["n"], exempt: "e", closed: [{ from: "2026-11-28", to: "2026-11-29", reason: "r" }],
  release: { next_at: "2026-11-27T09:00:00+07:00", rule: "r" },
  booking: { web: "https://x.example/", android: "https://x.example/", ios: "https://x.example/", phone: "p", steps: ["s"], office_label: "l" },
  quota: [...office.quota, week([5, 5], { event: { id: "event", name: "n", note: "n", url: "https://x.example/" } })],
}, text) as Office;

const hostile = (text: string): Feed => {
  const { format, version, generated_at, services, ...others } = feed([bad(blitar, text), bad(malang, text), bad(kediri, text)], {
    regions: [{ id: "ID-JI", name: "r" }], kinds: [{ id: "kanim", name: "k" }],
    alerts: [{ text: "a", url: "https://x.example/" }], license: "l",
  });
  return {
    format, version, generated_at, ...fill(others, text) as Feed,
    services: [...(fill(services, text) as object[]), ...[...Array(998).keys()].map((n) => ({ id: `service-${n}`, name: text.slice(0, 60), default: n < 3, bring: [text.slice(0, 60)] }))],
  };
};

/** Problems in everything drawn: elements and links that no text may become, and scripts that ran. */
const harm = (page: Page): Promise<unknown[]> => page.evaluate(() => {
  const found: unknown[] = [];
  if ("hacked" in window) found.push("a script ran");
  for (const host of document.querySelectorAll("slot-finder, slot-summary")) {
    for (const element of host.shadowRoot?.querySelectorAll("*") ?? []) {
      if (/^(script|img|iframe|object|embed|style|base|meta)$/i.test(element.tagName)) found.push(element.tagName);
      for (const { name, value } of element.attributes) {
        if (/^on|^srcdoc$/.test(name) || (/^(href|src|action)$/.test(name) && !/^(https:|tel:|mailto:|geo:|blob:|#)/.test(value) && value !== `${location.origin}/`)) found.push(`${element.tagName} ${name}="${value}"`);
        if (name === "href" && element.getAttribute("target") === "_blank" && !/noopener/.test(element.getAttribute("rel") ?? "")) found.push(`${value}: no rel`);
      }
    }
  }
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) {
    const parts = [...document.querySelectorAll("slot-finder, slot-summary")].flatMap((host) => [...(host.shadowRoot?.querySelectorAll("*") ?? [])]);
    const widest = parts.filter((part) => part.getBoundingClientRect().right > innerWidth + 1);
    found.push(`${wide} px too wide: ${widest.slice(0, 3).map((part) => `${part.tagName}.${part.className}`).join(", ")}`);
  }
  return found;
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  for (const [what, text] of Object.entries({ "script in every field": MARKUP, "signs that turn text around or hide": TURNED, "texts of absurd length": LONG })) {
    test(`a feed with ${what}, and a thousand services, changes nothing but text`, async ({ finder, page }) => {
      page.on("dialog", (dialog) => void dialog.dismiss());
      await host(page, hostile(text), '<slot-finder src="feed.json" places="places.json" lang="id" near="-7.8233,112.0156" place="Kota Kediri" loading="eager"></slot-finder><slot-summary src="feed.json" lang="id" editor></slot-summary>');
      await expect(finder.rows.first()).toBeVisible();
      await expect(page.locator("slot-summary .sentence")).toBeVisible();
      await expect(finder.page.locator("footer").first()).toBeVisible();
      expect(await harm(page)).toEqual([]);
      await expect(finder.names.first()).toHaveText(text);
      // The number that belongs to a reversed name is at the same place as without it.
      expect(await finder.rows.first().locator(".places b").textContent()).toMatch(/^\d+$/);

      await finder.filter.click();
      await expect(finder.dialog).toContainText("Jarak");
      expect(await harm(page)).toEqual([]);
      await finder.closeFilters();
      await finder.book.first().click();
      await expect(finder.dialog).toBeVisible();
      expect(await harm(page)).toEqual([]);
      expect(await finder.dialog.evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)).toBe(0);
      await expect(finder.dialog.locator("a[target=_blank]:not([href^='https://wa.me/'])")).toHaveCount(0);
      await page.keyboard.press("Escape");
      await finder.names.first().getByRole("button").click();
      await expect(finder.dialog).toBeVisible();
      expect(await harm(page)).toEqual([]);
      expect(await finder.dialog.evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)).toBe(0);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Kalender" }).click();
      await expect(page.locator("[part=board]")).toBeVisible();
      expect(await harm(page)).toEqual([]);
      await page.getByRole("button", { name: "Peta" }).click();
      await expect(page.locator("[part=map]")).toBeVisible();
      expect(await harm(page)).toEqual([]);
    });
  }
});

test("a name cannot reverse the sentence around it", async ({ finder, page }) => {
  // Nearer than every office that the page knows, or else the row would be that one's.
  const first = { ...kediri, name: TURNED, short: TURNED, lat: -7.78, lon: 112.0156 };
  const second = { ...first, id: "second", lat: -7.7 };
  await host(page, feed([first, second, blitar]), '<slot-finder src="feed.json" lang="id" near="-7.8233,112.0156"></slot-finder>');
  // Alone on its line it has its own direction; in a sentence it has none.
  await expect(finder.own.locator(".km")).toHaveText("5 km");
  expect(await finder.own.locator("bdi").evaluate((name) => getComputedStyle(name).unicodeBidi)).toBe("isolate");
  await expect(finder.note).toContainText("penuh sampai 30 Nov");
  expect(await finder.note.textContent()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
});

test.describe("booking-origins", () => {
  test.use({ allowed: /^slot-finder: booking-origins/ });

  test("makes booking links only to the origins named, and text of the others; what cannot be read trusts none", async ({ finder, page }) => {
    const written: string[] = [];
    page.on("console", (message) => written.push(message.text()));
    await host(page, sundayMorning(), '<slot-finder src="feed.json" lang="id" booking-origins="https://booking.example https://apps.apple.com"></slot-finder>');
    const links = (): Promise<(string | null)[]> => finder.dialog.locator(".door a, .doors a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    await finder.book.first().click();
    await expect(finder.dialog).toBeVisible();
    expect(await links()).toEqual(["https://apps.apple.com/id/app/example/id1", "https://booking.example/start"]);
    await expect(finder.dialog.getByText("https://play.google.com/store/apps/details?id=example")).toBeVisible();

    for (const [value, told] of [["booking.example", true], ["https://booking.example/start", true], ["http://booking.example", true], ["", false]] as const) {
      written.length = 0;
      await finder.element.evaluate((element, origins) => element.setAttribute("booking-origins", origins), value);
      await expect.poll(links).toEqual([]);
      expect(written).toEqual(told ? [`slot-finder: booking-origins="${value}": expected https origins with spaces between, as in "https://booking.example"`] : []);
    }
    await finder.element.evaluate((element) => element.removeAttribute("booking-origins"));
    await expect.poll(links).toHaveLength(3);
  });
});
