// What renders the page around the element, and the element itself, leaves it whole: hydration of what a server has rendered,
// morphing, and markup that is set anew. Each with the real library.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as React from "react";
import { renderToString } from "react-dom/server";
import * as Vue from "vue";
import { renderToString as renderVue } from "vue/server-renderer";
import { open, scratch, serve } from "./host.mjs";

const answerFor = (page, people) => page.locator("slot-finder #answer").filter({ hasText: `for ${people}` }).waitFor();
/** The region for screen readers is there once, and says this of the list. */
async function hears(page, people) {
  const region = page.locator("slot-finder-status");
  await region.filter({ hasText: `for ${people}` }).waitFor({ state: "attached" });
  assert.equal(await region.count(), 1);
}

const reactPage = `export const makePage = ({ createElement: h, useState, Fragment }, whole) => function Page() {
  const [party, setParty] = useState(1);
  const inside = h(Fragment, null,
    h("button", { type: "button", onClick: () => setParty(party + 1) }, "One more"),
    h("slot-finder", { src: "feed.json", lang: "en", loading: "eager", query: { party } }, h("a", { href: "https://host.example/" }, "Book with M-Paspor")),
    h("p", null, "For ", party));
  if (!whole) return inside;
  return h("html", { lang: "en" }, h("head", null, h("title", null, "Host"), h("link", { rel: "icon", href: "data:," })), h("body", null, h("main", null, inside), h("script", { type: "module", src: "app.js", async: false })));
};
`;
const { makePage } = await import(`data:text/javascript,${encodeURIComponent(reactPage)}`);

for (const whole of [false, true]) {
  for (const late of [false, true]) {
    test(`React 19 hydrates ${whole ? "a whole document" : "a part of a page"} ${late ? "with the list that is there already" : "while the element starts"}, without an error`, async () => {
      const markup = renderToString(React.createElement(makePage(React, whole)));
      assert.match(markup, /<slot-finder src="feed.json" lang="en" loading="eager"/);
      const script = `import "slot-finder/element";
import * as React from "react";
import { hydrateRoot } from "react-dom/client";
import { makePage } from "./page.js";
const element = document.querySelector("slot-finder");
globalThis.before = element.innerHTML;
if (${late}) await new Promise((done) => addEventListener("slot-finder-ready", done));
globalThis.children = element.innerHTML;
const onRecoverableError = (error) => console.error(String(error));
globalThis.root = hydrateRoot(${whole ? "document" : 'document.getElementById("app")'}, React.createElement(makePage(React, ${whole})), { onRecoverableError });
globalThis.same = element;`;
      const html = whole ? `<!doctype html>${markup}` : `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,"><div id="app">${markup}</div><script type="module" src="app.js"></script></html>`;
      await open(await serve(`hydrated-${whole}-${late}`, { "hydrate.js": script, "page.js": reactPage }, "", html), async (page) => {
        await answerFor(page, "1 person");
        await page.waitForFunction(() => globalThis.root !== undefined);
        const children = '<a href="https://host.example/">Book with M-Paspor</a>';
        assert.deepEqual(await page.evaluate(() => [globalThis.before, globalThis.children]), [children, children]);
        await hears(page, "1 person");
        for (const people of ["2 people", "3 people"]) {
          await page.getByRole("button", { name: "One more" }).click();
          await answerFor(page, people);
          await hears(page, people);
        }
        await page.getByText("For 3", { exact: true }).waitFor();
        // The server's element is the one that is there, so nothing was rendered anew.
        assert.ok(await page.evaluate(() => globalThis.same.isConnected && document.querySelectorAll("slot-finder").length === 1));
      });
    });
  }
}

test("Vue hydrates what its server has rendered, with the list that is there already", async () => {
  const vuePage = `export const makePage = ({ h, ref }) => ({
  setup() {
    const party = ref(1);
    return () => [
      h("button", { type: "button", onClick: () => (party.value += 1) }, "One more"),
      h("slot-finder", { src: "feed.json", lang: "en", loading: "eager", ".query": { party: party.value } }, [h("a", { href: "https://host.example/" }, "Book with M-Paspor")]),
      h("p", "For " + party.value),
    ];
  },
});
`;
  const { makePage } = await import(`data:text/javascript,${encodeURIComponent(vuePage)}`);
  const markup = await renderVue(Vue.createSSRApp(makePage(Vue)));
  const script = `import "slot-finder/element";
import * as Vue from "vue";
import { makePage } from "./page.js";
await new Promise((done) => addEventListener("slot-finder-ready", done));
globalThis.same = document.querySelector("slot-finder");
Vue.createSSRApp(makePage(Vue)).mount("#app");
globalThis.mounted = true;`;
  const html = `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,"><div id="app">${markup}</div><script type="module" src="app.js"></script></html>`;
  await open(await serve("hydrated-vue", { "hydrate.js": script, "page.js": vuePage }, "", html), async (page) => {
    await answerFor(page, "1 person");
    await page.waitForFunction(() => globalThis.mounted);
    await page.getByRole("button", { name: "One more" }).click();
    await answerFor(page, "2 people");
    await hears(page, "2 people");
    await page.getByText("For 2", { exact: true }).waitFor();
    assert.ok(await page.evaluate(() => globalThis.same.isConnected));
  });
});

const inside = (words, attributes = "") => `<main><h1>${words}</h1><slot-finder src="feed.json" lang="en" loading="eager"${attributes}><a href="https://host.example/">Book with M-Paspor</a></slot-finder></main>`;
const plain = (body) => `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,"><body>${body}<script type="module" src="app.js"></script></body></html>`;

test("a page that Idiomorph morphs keeps the list, what the visitor asked, and what screen readers hear", async () => {
  const script = `import "slot-finder/element";
import { Idiomorph } from "idiomorph/dist/idiomorph.esm.js";
globalThis.morph = (html) => Idiomorph.morph(document.body, html, { morphStyle: "innerHTML" });`;
  await open(await serve("morphed", { "morph.js": script }, "", plain(inside("Before"))), async (page) => {
    await answerFor(page, "1 person");
    await hears(page, "1 person");
    await page.evaluate(() => (globalThis.same = document.querySelector("slot-finder")));
    await page.locator("slot-finder").getByLabel("How many people").selectOption("3");
    await answerFor(page, "3 people");
    await page.evaluate((html) => globalThis.morph(html), inside("After"));
    await page.getByRole("heading", { name: "After" }).waitFor();
    assert.ok(await page.evaluate(() => globalThis.same.isConnected));
    await answerFor(page, "3 people");
    await page.locator("slot-finder").getByLabel("How many people").selectOption("2");
    await answerFor(page, "2 people");
    await hears(page, "2 people");
    // What the new page asks counts.
    await page.evaluate((html) => globalThis.morph(html), inside("Later", ' party="4"'));
    await answerFor(page, "4 people");
    await hears(page, "4 people");
  });
});

test("markup that is set anew leaves a page that works and is heard: as HTML, and with the same element put back", async () => {
  const script = `import "slot-finder/element";`;
  await open(await serve("set-anew", { "anew.js": script }, "", plain(inside("Before"))), async (page) => {
    await answerFor(page, "1 person");
    await hears(page, "1 person");
    await page.evaluate(() => {
      const element = document.querySelector("slot-finder");
      document.body.innerHTML = "";
      document.body.append(element);
    });
    await page.locator("slot-finder").getByLabel("How many people").selectOption("2");
    await answerFor(page, "2 people");
    await hears(page, "2 people");
    await page.evaluate((html) => void (document.body.innerHTML = html), inside("After", ' party="3"'));
    await answerFor(page, "3 people");
    await hears(page, "3 people");
    await page.evaluate(() => void (document.body.innerHTML = ""));
    await page.locator("slot-finder-status").waitFor({ state: "detached" });
  });
});

test("properties that are set before the definition arrives count: the feed, the query and the words", async () => {
  const script = `const element = Object.assign(document.createElement("slot-finder"), {
  feed: await (await fetch("feed.json")).json(), query: { party: 3 }, words: { en: { title: "Passport days" } },
});
element.setAttribute("lang", "en");
element.setAttribute("loading", "eager");
document.querySelector("main").append(element);
const summary = Object.assign(document.createElement("slot-summary"), { words: { en: { "summary.title": "Own title" } } });
summary.setAttribute("src", "feed.json");
document.querySelector("main").append(summary);
globalThis.asked = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("feed.json")).length;
await import("slot-finder/element");`;
  await open(await serve("early-properties", { "early.js": script }, "", plain("<main></main>")), async (page) => {
    await answerFor(page, "3 people");
    await page.locator("slot-finder").getByRole("heading", { name: "Passport days" }).waitFor();
    await page.locator("slot-summary").getByText("Own title").waitFor();
    assert.equal(await page.evaluate(() => Object.keys(document.querySelector("slot-finder")).filter((name) => ["feed", "query", "words"].includes(name)).length), 0);
  });
});

test("a value that is equal to the one before makes no answer, no event, no announcement and no change of the page", async () => {
  const feed = readFileSync(join(scratch, "feed.json"), "utf8");
  const script = `import "slot-finder/element";
const element = document.querySelector("slot-finder");
const feed = ${feed};
globalThis.set = () => { element.query = { party: 2 }; element.feed = structuredClone(feed); element.words = words; element.setAttribute("limit", "5"); element.lang = "en"; };
const words = { en: { title: "Passport days" } };
globalThis.set();`;
  await open(await serve("equal", { "equal.js": script }, "", plain(inside("Before"))), async (page) => {
    await answerFor(page, "2 people");
    await hears(page, "2 people");
    await page.locator("slot-finder [part=foot]").waitFor();
    const seen = await page.evaluate(async () => {
      const seen = [];
      const element = document.querySelector("slot-finder");
      for (const type of ["ready", "results", "error", "select"]) document.addEventListener(`slot-finder-${type}`, () => seen.push(type));
      const options = { subtree: true, childList: true, characterData: true, attributes: true };
      new MutationObserver((records) => seen.push(...records.map(({ target }) => `${target.nodeName} changed`))).observe(element.shadowRoot, options);
      new MutationObserver(() => seen.push("announced")).observe(document.querySelector("slot-finder-status"), options);
      for (let turn = 0; turn < 3; turn++) {
        globalThis.set();
        await new Promise((done) => setTimeout(done, 150));
      }
      return seen;
    });
    assert.deepEqual(seen, []);
  });
});
