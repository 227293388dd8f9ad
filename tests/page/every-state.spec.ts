// Tests requirements of every state, view and theme, on a phone: no axe violation, no sideways scrolling at 400 % zoom
// (320 px), large enough targets, everything distinguishable in forced colours, nothing moves unasked.

import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, FAILURES, test, type Finder } from "./finder";
import { mainStates } from "./main-states";

/** Everything drawn inside the element: shadow root and dialog. */
const everything = (finder: Finder): Locator => finder.page.locator("slot-finder *:visible");

async function expectNoViolations(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`), where).toEqual([]);
}

/** No part extends beyond the window, except inside a box that scrolls by itself and is reachable by keyboard. */
async function expectNothingSideways(finder: Finder, where: string): Promise<void> {
  const { page } = finder;
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), where).toBeLessThanOrEqual(0);
  const wide = await everything(finder).evaluateAll((parts) =>
    parts.filter((part) => part.scrollWidth > part.clientWidth + 1 && ["auto", "scroll"].includes(getComputedStyle(part).overflowX) && !part.closest("svg"))
      .map((part) => part.outerHTML.slice(0, 120)));
  expect(wide, where).toEqual([]);
}

/**
 * Buttons are at least 44 px high; a link, a mark on the map, and a name in the note, 24; a link inside a sentence is
 * as high as its line.
 */
async function expectTargets(finder: Finder, where: string): Promise<void> {
  const small = await everything(finder).evaluateAll((parts) =>
    parts.filter((part) => part.matches("button, select, summary, a[href], input, [role=option], [role=button]"))
      .filter((part) => getComputedStyle(part).display !== "inline" || part.parentElement?.textContent === part.textContent)
      .map((part) => (part.matches("input[type=checkbox], input[type=radio]") ? (part.closest("label") ?? part) : part))
      .filter((part) => {
        const { width, height } = part.getBoundingClientRect();
        const least = part.matches("a[href]:not(.button), .note > button") || part.closest("svg") ? 24 : 44;
        return height < least || width < 24;
      })
      .map((part) => `${Math.round(part.getBoundingClientRect().width)}x${Math.round(part.getBoundingClientRect().height)} ${part.outerHTML.slice(0, 120)}`));
  expect(small, where).toEqual([]);
}

/** Without fills, an edge, an underline or a link style shows a control; and more than colour shows a pressed one. */
async function expectToldApart(finder: Finder, where: string): Promise<void> {
  const page = finder.page;
  await page.emulateMedia({ forcedColors: "active" });
  const bare = await everything(finder).evaluateAll((parts) => {
    const look = (part: Element) => {
      const { borderTopStyle, borderTopWidth, borderBottomStyle, borderBottomWidth, outlineStyle, outlineWidth, textDecorationLine, fontWeight } = getComputedStyle(part);
      const edge = (style: string, width: string) => style !== "none" && parseFloat(width) >= 1;
      return {
        known: edge(borderTopStyle, borderTopWidth) || edge(borderBottomStyle, borderBottomWidth) || edge(outlineStyle, outlineWidth) || textDecorationLine.includes("underline"),
        whole: [borderTopStyle, borderTopWidth, borderBottomWidth, outlineStyle, outlineWidth, textDecorationLine, fontWeight].join(" "),
      };
    };
    const wrong: string[] = [];
    for (const part of parts) {
      if (part.matches("button, select, input:not([type=checkbox], [type=radio]), summary") && !part.closest("svg") && !look(part).known && part.tagName !== "SUMMARY") {
        wrong.push(`no edge: ${part.outerHTML.slice(0, 120)}`);
      }
      if (!part.matches("[aria-pressed=true]")) continue;
      const other = [...(part.parentElement?.children ?? [])].find((sibling) => sibling.matches("[aria-pressed=false]"));
      if (other && look(other).whole === look(part).whole) wrong.push(`pressed like the others: ${part.outerHTML.slice(0, 120)}`);
    }
    return wrong;
  });
  expect(bare, where).toEqual([]);
  await page.emulateMedia({ forcedColors: null });
}

async function expectStill(finder: Finder, where: string): Promise<void> {
  const moving = await everything(finder).evaluateAll((parts) =>
    parts.filter((part) => {
      const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(part);
      return animationName !== "none" || !/^0s(, 0s)*$/.test(transitionDuration) || scrollBehavior === "smooth";
    }).map((part) => part.outerHTML.slice(0, 120)));
  expect(moving, where).toEqual([]);
}

for (const { name, reach, fails } of mainStates) {
  // Colours differ by theme, texts by language, and neither depends on the other.
  for (const [colorScheme, lang] of [["light", "id"], ["dark", "en"]] as const) {
    test.describe(`${colorScheme}, ${lang}`, () => {
      test.use({ colorScheme, viewport: { width: 360, height: 740 }, ...(fails && { allowed: FAILURES }) });

      test(name, async ({ finder, page }) => {
        await page.emulateMedia({ reducedMotion: "reduce" });
        await reach(finder, lang);
        const others = (await finder.dialog.isVisible()) ? [] : (await page.locator(".views button").all()).slice(1);
        for (const button of [undefined, ...others]) {
          await button?.click();
          await expect(page.locator(".other-view[aria-busy]")).toHaveCount(0);
          const where = (await button?.textContent()) ?? "as it opens";
          await expectNoViolations(page, where);
          await expectTargets(finder, where);
          await expectStill(finder, where);
          await expectToldApart(finder, where);
          await page.setViewportSize({ width: 320, height: 256 });
          await expectNothingSideways(finder, where);
          await expectTargets(finder, where);
          await page.setViewportSize({ width: 360, height: 740 });
        }
      });
    });
  }
}
