// The codes of www/docs/frameworks.md run as they are written, each in its framework, and the element works under zone.js.

import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { NOW } from "../sample.mjs";
import { browser, here, open, scratch, serve, serveFolder } from "./host.mjs";

const markdown = readFileSync("www/docs/frameworks.md", "utf8");
const code = (language) => new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "m").exec(markdown)[1];

/** Counts the answers of a page. */
const countAnswers = (page) => page.addInitScript(() => {
  globalThis.answers = 0;
  document.addEventListener("slot-finder-results", () => (globalThis.answers += 1));
});
/** The compiler is in the page, as while one develops. */
const expected = ["Angular is running in development mode."];

/** Opens the page, asks through the framework and through the element, and counts the answers. */
async function assertWorks(served) {
  await open(served, async (page) => {
    const element = page.locator("slot-finder");
    const heading = (people) => element.locator("#answer").filter({ hasText: `for ${people}` });
    await heading("1 person").waitFor();
    const offices = () => page.locator("p", { hasText: "offices have places." }).last().innerText();
    const found = async () => /^\d+/.exec(await element.locator("#answer").innerText())[0];
    await page.waitForFunction((n) => document.body.innerText.includes(`${n} offices have places.`), await found());
    // The host's own field asks.
    await page.getByLabel("People", { exact: true }).first().fill("3");
    await heading("3 people").waitFor();
    await page.waitForFunction((n) => document.body.innerText.includes(`${n} offices have places.`), await found());
    assert.equal(await offices(), `${await found()} offices have places.`);
    // The buttons of the list and those of its toolbar work.
    await element.getByRole("button", { name: "Calendar", exact: true }).click();
    await element.locator("[role=grid]").waitFor();
    await element.getByRole("button", { name: "List", exact: true }).click();
    await element.locator(".row .book").first().click();
    await element.locator("dialog").waitFor();
    await page.keyboard.press("Escape");
    await element.locator("dialog").waitFor({ state: "detached" });
    // One for each question, and one more where the first query comes after the first answer.
    assert.ok((await page.evaluate(() => globalThis.answers)) <= 4, "answers go round in a circle");
  }, { prepare: countAnswers, expected });
}

test("React", async () => {
  await assertWorks(await serve("react", { "app.jsx": code("jsx") }));
});

test("Vue", async () => {
  await assertWorks(await serve("vue", { "vue.js": 'import { createApp } from "vue"; import App from "./App.vue"; createApp(App).mount("#app");', "App.vue": code("vue") }));
});

test("Svelte", async () => {
  await assertWorks(await serve("svelte", { "svelte.js": 'import { mount } from "svelte"; import App from "./App.svelte"; mount(App, { target: document.getElementById("app") });', "App.svelte": code("svelte") }));
});

for (const [how, provide] of [["without zone.js", "bootstrapApplication(Quota);"], ["with zone.js", "bootstrapApplication(Quota, { providers: [provideZoneChangeDetection()] });"]]) {
  test(`Angular, ${how}`, async () => {
    const zone = how === "with zone.js";
    const own = code("ts").replace("bootstrapApplication(Quota);", provide).replace("signal }", zone ? "provideZoneChangeDetection, signal }" : "signal }");
    // The compiler in the page does what Angular's command does before.
    const files = { "angular.ts": `import "@angular/compiler";\nimport "./quota.ts";`, "quota.ts": own };
    await assertWorks(await serve(`angular-${zone}`, files, zone ? '<script src="zone.js"></script>' : ""));
  });
}

test("the element alone on a page with zone.js", async () => {
  const host = `import "slot-finder/element";
document.getElementById("app").innerHTML = '<label>People <input type="number"></label><slot-finder src="feed.json" lang="en" loading="eager"></slot-finder><p>0 offices have places.</p>';
const [input, finder, line] = ["input", "slot-finder", "p"].map((name) => document.querySelector(name));
input.addEventListener("input", () => { finder.query = { party: input.valueAsNumber }; });
finder.addEventListener("slot-finder-results", ({ ranking }) => { line.textContent = ranking.offices + " offices have places."; });`;
  await assertWorks(await serve("zone", { "zone-host.js": host }, '<script src="zone.js"></script>'));
});

test("a frame that Pym.js makes gets the height of its content", async () => {
  const out = join(scratch, "out-pym");
  cpSync("www/dist", out, { recursive: true });
  cpSync(join(scratch, "feed.json"), join(out, "feed.json"));
  cpSync(join(here, "node_modules/pym.js/dist/pym.v1.min.js"), join(out, "pym.js"));
  writeFileSync(join(out, "host.html"), `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,"><div id="frame"></div>
    <script src="pym.js"></script><script>new pym.Parent("frame", "embed.html?lang=en", {});</script></html>`);
  const { url, close } = await serveFolder(out);
  const page = await browser.newPage({ locale: "en-GB" });
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  try {
    await page.clock.setFixedTime(NOW);
    await page.goto(`${url}host.html`);
    await page.frameLocator("iframe").locator("#answer").waitFor();
    await page.waitForFunction(() => {
      const frame = document.querySelector("iframe");
      return Math.abs(frame.clientHeight - Math.ceil(frame.contentDocument.body.getBoundingClientRect().height)) <= 1;
    });
    assert.ok(await page.locator("iframe").evaluate((frame) => frame.clientHeight) > 500);
    assert.deepEqual(said, []);
  } finally {
    await page.close();
    await close();
  }
});
