// What WordPress makes of pasted code: its filter wpautop puts paragraphs around tags that it does not know, so the content of an
// element falls out of it.

import type { Page } from "@playwright/test";
import { expect, test } from "./finder";
import { SUNDAY_MORNING, sundayMorning } from "./feeds";

async function article(page: Page, body: string, feed = JSON.stringify(sundayMorning())): Promise<void> {
  await page.clock.setFixedTime(SUNDAY_MORNING);
  await page.route("**/feed.json", (route) => route.fulfill({ contentType: "application/json", body: feed }));
  await page.route("**/host.html", (route) => route.fulfill({
    contentType: "text/html; charset=utf-8",
    body: `<!doctype html><html lang="id"><title>Host</title><link rel="icon" href="icon.svg"><article>${body}</article></html>`,
  }));
  await page.goto("./host.html");
}

/** As wpautop writes it, with the script in a paragraph of its own or in that of the element. */
const filtered = (tag: string, script: string): string => `<p>Sebelum.</p>
${script.replace("TAG", `<${tag} src="feed.json" lang="id">`)}</p>
<p>Kuota paspor: lihat M-Paspor.</p>
<p></${tag}></p>
<p>Sesudah.</p>`;
const SCRIPT = '<script type="module" src="slot-finder.js"></script>';
const SHAPES = { "a paragraph of its own": `<p>${SCRIPT}</p>\n<p>TAG`, "the paragraph of the script": `<p>${SCRIPT}<br />\nTAG` };

for (const [tag, drawn] of [["slot-summary", "slot-summary [part=sentence]"], ["slot-finder", "slot-finder #answer"]] as const) {
  for (const [where, shape] of Object.entries(SHAPES)) {
    test(`what fell out of <${tag}> in ${where} goes once there is something better, and the article stays`, async ({ page, finder: _ }) => {
      await article(page, filtered(tag, shape));
      await expect(page.locator(drawn)).toBeVisible();
      await expect(page.getByText("Kuota paspor: lihat M-Paspor.")).toBeHidden();
      await expect(page.getByText("Sebelum.")).toBeVisible();
      await expect(page.getByText("Sesudah.")).toBeVisible();
    });
  }

  test.describe("with a feed that is none", () => {
    test.use({ allowed: /^slot-(finder|summary): / });
    test(`what fell out of <${tag}> stays where there is nothing better`, async ({ page, finder: _ }) => {
      await article(page, filtered(tag, SHAPES["a paragraph of its own"]), "[]");
      await expect(page.getByText("Kuota paspor: lihat M-Paspor.")).toBeVisible();
    });
  });

  test(`an article around a <${tag}> that has nothing inside stays whole`, async ({ page, finder: _ }) => {
    await article(page, `${SCRIPT}<p><${tag} src="feed.json" lang="id"></${tag}></p><p>Satu.</p><p>Dua.</p><p>Tiga.</p><p></p><p>Empat.</p>`);
    await expect(page.locator(drawn)).toBeVisible();
    for (const text of ["Satu.", "Dua.", "Tiga.", "Empat."]) await expect(page.getByText(text)).toBeVisible();
  });
}
