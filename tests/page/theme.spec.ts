// Tests the look that a host can and cannot give the element: compares two renderings in the same run, pixel by pixel.

import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./finder";
import { sundayMorning, SUNDAY_MORNING } from "./feeds";

const ELEMENT = '<slot-finder src="feed.json" lang="id" near="-7.8233,112.0156" place="Kota Kediri" party="3"></slot-finder>';
const SUMMARY = '<slot-summary src="feed.json" lang="id"></slot-summary>';

/** A host's page with its own style sheet. */
async function host(page: Page, body: string, css: string, sample = true): Promise<void> {
  await page.clock.setFixedTime(SUNDAY_MORNING);
  await page.route("**/feed.json", (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(sundayMorning({ sample })) }));
  await page.route("**/host.css", (route) => route.fulfill({ contentType: "text/css", body: css }));
  await page.route("**/host.html", (route) => route.fulfill({
    contentType: "text/html; charset=utf-8",
    body: `<!doctype html><html lang="id"><meta name="viewport" content="width=device-width"><title>Host</title><link rel="icon" href="icon.svg"><link rel="stylesheet" href="host.css">
      <script type="module" src="slot-finder.js"></script><main>${body}</main></html>`,
  }));
  await page.goto("./host.html");
  for (const element of await page.locator("slot-finder, slot-summary").all()) await expect(element.locator("ol.rows .row, .sentence").first()).toBeVisible();
  for (const element of await page.locator("slot-finder").all()) await expect(element.locator("footer")).toBeVisible();
}

const whole = (element: Locator): Locator => element.locator(".whole");
/** Whole pixels only: the host's ground shows through the last part of one. */
async function shot(element: Locator): Promise<Buffer> {
  await whole(element).scrollIntoViewIfNeeded();
  const { x, y, width, height } = await whole(element).evaluate((part) => {
    const box = part.getBoundingClientRect();
    return { x: box.x + scrollX, y: box.y + scrollY, width: box.width, height: box.height };
  });
  const clip = { x, y, width: Math.floor(width), height: Math.floor(height) };
  return element.page().screenshot({ animations: "disabled", caret: "hide", fullPage: true, clip });
}
/** The element once nothing of it moves any more: later parts come one after the other. */
async function picture(element: Locator): Promise<Buffer> {
  let before = await shot(element);
  for (;;) {
    const now = await shot(element);
    if (now.equals(before)) return now;
    before = now;
  }
}
const colour = (part: Locator, what = "backgroundColor"): Promise<string> =>
  part.first().evaluate((element, name) => {
    // As red, green and blue, whatever the notation.
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    if (!canvas) return "";
    canvas.fillStyle = getComputedStyle(element).getPropertyValue(name.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`));
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).join(" ");
  }, what);

const PLAIN = "body { margin: 0; font-family: sans-serif }";
const HOSTILE: Record<string, string> = {
  "a tiny root font": `${PLAIN} html { font-size: 62.5% } body { font-size: 1.2rem }`,
  "content boxes": `${PLAIN} *, *::before, *::after { box-sizing: content-box !important }`,
  "a reset of everything": `${PLAIN} * { margin: 0 !important; padding: 0 !important; font-size: 11px !important; font-style: italic !important; font-weight: 900 !important;
    line-height: 3 !important; letter-spacing: 4px !important; word-spacing: 9px !important; text-transform: uppercase !important; text-align: end !important; text-indent: 40px !important;
    text-shadow: 1px 1px red !important; white-space: pre !important; color: red !important; background: yellow !important; list-style: square !important; cursor: help !important;
    visibility: visible !important; outline: none !important; --accent: red !important; --rem: 40px !important; --bg: lime !important }`,
};

for (const { width, colorScheme } of [{ width: 360, colorScheme: "light" }, { width: 1280, colorScheme: "dark" }] as const) {
  test.describe(`${width} px wide, ${colorScheme}`, () => {
    test.use({ viewport: { width, height: 900 }, colorScheme });

    for (const element of [ELEMENT, SUMMARY]) {
      const name = element.slice(1, element.indexOf(" "));
      test(`hosts with hostile style sheets change no pixel inside of ${name}`, async ({ page, finder: _ }) => {
        const rendered = async (css: string): Promise<Buffer> => {
          await host(page, element, css, false);
          return picture(page.locator(name));
        };
        const plain = await rendered(PLAIN);
        for (const [what, css] of Object.entries(HOSTILE)) expect((await rendered(css)).equals(plain), `on a page with ${what}`).toBe(true);
        // The comparison would detect a change: the font is the host's.
        expect((await rendered(`${PLAIN} body { font-family: monospace }`)).equals(plain)).toBe(false);
      });
    }
  });
}

const THEMES = {
  ".red": "--slot-finder-accent: #a3123a; --slot-finder-on-accent: #fff; --slot-finder-bg: #fff8f0; --slot-finder-text: #2a1a10; --slot-finder-radius: 0px; --slot-finder-font: serif",
  ".night": "--slot-finder-accent: #ffd166; --slot-finder-on-accent: #201800; --slot-finder-bg: #12122b; --slot-finder-text: #ececff; --slot-finder-radius: 6px; --slot-finder-font: monospace",
};
/** At whole-pixel positions, and without the banner, which moves when scrolling. */
const themed = `${PLAIN} .night { position: absolute; inset: 4000px 0 auto } ${Object.entries(THEMES).map(([name, tokens]) => `${name} { ${tokens} }`).join(" ")}`;
const RED = ELEMENT.replace("<slot-finder", '<slot-finder class="red" theme="light"');
const NIGHT = ELEMENT.replace("<slot-finder", '<slot-finder class="night" theme="dark"');

test.describe("two elements with themes of their own", () => {
  test.use({ viewport: { width: 360, height: 900 } });

  test("look on one page as they look alone, can be read, and their colours go together", async ({ page, finder: _ }) => {
    await host(page, RED + NIGHT.replace(">", ' loading="eager">'), themed, false);
    const both = [await picture(page.locator(".red")), await picture(page.locator(".night"))];
    const { violations } = await new AxeBuilder({ page }).withRules(["color-contrast"]).analyze();
    expect(violations.flatMap(({ nodes }) => nodes.map(({ html }) => html))).toEqual([]);
    expect(await colour(page.locator(".red .whole"))).toBe("255 248 240");
    expect(await colour(page.locator(".night .primary"))).toBe("255 209 102");
    // 14 % of the accent on the ground: 163 * .14 + 255 * .86 = 242, 18 * .14 + 248 * .86 = 216, 58 * .14 + 240 * .86 = 215.
    expect(await colour(page.locator(".red .strip .q1"))).toBe("242 216 215");
    expect(await page.locator(".night .primary").first().evaluate((button) => getComputedStyle(button).borderRadius)).toBe("6px");
    expect(await page.locator(".red h2").first().evaluate((title) => getComputedStyle(title).fontFamily)).toBe("serif");
    for (const [at, alone] of [RED, NIGHT].entries()) {
      await host(page, alone.replace(">", ' loading="eager">'), themed, false);
      expect((await picture(page.locator("slot-finder"))).equals(both[at] ?? Buffer.of()), `number ${at}`).toBe(true);
    }
  });

  test("keep the colours that are tested where a browser cannot mix", async ({ page, finder: _ }) => {
    await page.addInitScript(() => {
      const put = CSSStyleSheet.prototype.replaceSync;
      CSSStyleSheet.prototype.replaceSync = function (css) {
        put.call(this, css.replace(/@supports ?\(color: ?color-mix/g, "@supports (color: colour-mix"));
      };
    });
    await host(page, RED, themed);
    expect(await colour(page.locator(".red .strip .q1"))).toBe("221 240 232");
    expect(await colour(page.locator(".red .primary"))).toBe("163 18 58");
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`a visitor who prefers ${colorScheme}`, () => {
    test.use({ colorScheme });
    const grounds = { light: "255 255 255", dark: "17 23 21" };

    test("sees that, unless the element or the page around it has one theme", async ({ page, finder: _ }) => {
      await host(page, ELEMENT + SUMMARY, PLAIN);
      const scheme = (name: string): Promise<string> => whole(page.locator(name)).evaluate((one) => getComputedStyle(one).colorScheme);
      for (const name of ["slot-finder", "slot-summary"]) {
        const element = page.locator(name);
        expect(await colour(whole(element))).toBe(grounds[colorScheme]);
        for (const theme of ["light", "dark"] as const) {
          await element.evaluate((one, value) => one.setAttribute("theme", value), theme);
          await expect.poll(() => colour(whole(element))).toBe(grounds[theme]);
          expect(await scheme(name)).toBe(theme);
        }
        await element.evaluate((one) => one.setAttribute("theme", "auto"));
        await expect.poll(() => colour(whole(element))).toBe(grounds[colorScheme]);
        expect(await scheme(name)).toBe("light dark");
      }
      for (const only of ["light", "dark"] as const) {
        await host(page, ELEMENT, `${PLAIN} :root { color-scheme: only ${only} }`);
        expect(await colour(whole(page.locator("slot-finder")))).toBe(grounds[only]);
      }
    });
  });
}
