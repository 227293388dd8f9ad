// Tests the documentation as `make build` makes it, and the README: valid, linked, alike in both languages.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { HtmlValidate } from "html-validate";
import { docPages } from "../../tools/build-docs.mjs";
import { target } from "../../tools/bundle.mjs";

const FOLDER = "www/docs";
/** The pages that also exist in Indonesian. */
const BOTH = ["docs", "data", "publishing", "spreadsheet", "on-your-page"];
/** Pages of the site that other tools make. */
const ELSEWHERE = ["./", "publish.html", "slot-feed-1.schema.json", "slot-places-1.schema.json"];

const read = (path) => readFileSync(path, "utf8");
const pages = new Map(docPages(FOLDER).map((page) => [page.name, page]));
const blocks = (markdown, language) => [...markdown.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "gm"))].map(([, code]) => code);
const attribute = (tag, name) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
const links = (html) => [...html.matchAll(/<a [^>]*>/g)].map(([tag]) => ({ href: attribute(tag, "href"), hreflang: attribute(tag, "hreflang"), lang: attribute(tag, "lang") }));
const anchors = (html) => new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));

const validator = new HtmlValidate({
  extends: ["html-validate:recommended", "html-validate:a11y", "html-validate:document"],
  rules: {
    // Matters of taste only: the form of the doctype, the length of a title, spaces at line ends.
    "doctype-style": "off",
    "long-title": "off",
    "no-trailing-whitespace": "off",
    // Integrity is for other people's hosts; these pages and their style come from the same one.
    "require-sri": ["error", { target: "crossorigin" }],
    // Anchors follow GitHub's for headings, which may begin with a digit.
    "valid-id": ["error", { relaxed: true }],
    // The generator shows every change at once and submits nothing.
    "wcag/h32": "off",
    // The style stacks tables on narrow screens, where browsers drop the implicit roles of elements.
    "no-redundant-role": "off",
    "prefer-native-element": "off",
  },
});

test("every file of Markdown is a page, and the pages for officers and editors exist in both languages", () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".md")).map((name) => name.replace(/\.md$/, ""));
  assert.deepEqual([...pages.keys()].toSorted(), files.toSorted());
  assert.deepEqual(files.filter((name) => name.endsWith(".id")).toSorted(), BOTH.map((name) => `${name}.id`).toSorted());
});

for (const [name, { html, lang }] of pages) {
  test(`${name}.html is valid HTML`, async () => {
    const { results } = await validator.validateString(html);
    assert.deepEqual(results.flatMap(({ messages }) => messages.map(({ ruleId, message, line, column }) => `${line}:${column} ${ruleId}: ${message}`)), []);
  });

  test(`${name}.html names its language and leads to the other one`, () => {
    assert.equal(lang, name.endsWith(".id") ? "id" : "en");
    assert.match(html, new RegExp(`^<!doctype html>\n<html lang="${lang}">`));
    const other = lang === "id" ? "en" : "id";
    const subject = name.replace(/\.id$/, "");
    const counterpart = lang === "id" ? subject : `${BOTH.includes(subject) ? subject : "docs"}.id`;
    const toOther = links(html.slice(0, html.indexOf("<main"))).filter(({ lang }) => lang === other);
    assert.deepEqual(toOther, [{ href: `${counterpart}.html`, hreflang: other, lang: other }]);
    const alternates = [...html.matchAll(/<link rel="alternate" hreflang="(\w+)" href="([^"]+)">/g)].map(([, hreflang, href]) => [hreflang, href]);
    assert.deepEqual(alternates, BOTH.includes(subject) ? [["en", `${subject}.html`], ["id", `${subject}.id.html`]] : []);
  });

  test(`${name}.html has a menu with every page and the publisher's`, () => {
    const menu = html.slice(html.indexOf('<nav class="menu"'));
    const listed = links(menu).map(({ href }) => href);
    const expected = [...pages.keys()].filter((other) => (other.endsWith(".id") ? lang === "id" : lang === "en" || !BOTH.includes(other)));
    assert.deepEqual(listed.toSorted(), [...expected.map((other) => `${other}.html`), `publish.html?lang=${lang}`].toSorted());
  });

  test(`${name}.html has no link that leads nowhere, and says where a link changes the language`, () => {
    for (const { href, hreflang } of links(html)) {
      if (/^https:\/\//.test(href)) continue;
      const [, file, hash] = /^([^#?]*)(?:\?[^#]*)?(?:#(.*))?$/.exec(href);
      if (ELSEWHERE.includes(file)) continue;
      const target = file === "" ? name : file.replace(/\.html$/, "");
      assert.ok(pages.has(target), `${href} leads nowhere`);
      if (hash !== undefined) assert.ok(anchors(pages.get(target).html).has(hash), `${href} has no such anchor`);
      assert.equal(hreflang, pages.get(target).lang === lang ? undefined : pages.get(target).lang, href);
    }
  });
}

for (const name of BOTH) {
  test(`both languages of ${name} have the same commands and codes`, () => {
    const [english, indonesian] = [`${FOLDER}/${name}.md`, `${FOLDER}/${name}.id.md`].map(read);
    assert.deepEqual(blocks(indonesian, "sh"), blocks(english, "sh"));
    assert.deepEqual(indonesian.match(/<!-- (?:run|serve).*? -->/g), english.match(/<!-- (?:run|serve).*? -->/g));
    // The Indonesian page leaves the reference to the English one.
    for (const language of ["html", "css"]) {
      assert.deepEqual(blocks(indonesian, language).filter((code) => !blocks(english, language).includes(code)), []);
    }
  });
}

test("both languages of the spreadsheet's page have the same sections, tables and words to type", () => {
  const [english, indonesian] = ["spreadsheet", "spreadsheet.id"].map((name) => read(`${FOLDER}/${name}.md`));
  const shape = (markdown) => markdown.split("\n").filter((line) => /^(#|\|)/.test(line)).map((line) => (line.startsWith("#") ? line.match(/^#+/)[0] : line.split(/(?<!\\)\|/).length));
  assert.deepEqual(shape(indonesian), shape(english));
  const typed = (markdown) => [...markdown.matchAll(/`([^`]+)`/g)].map(([, code]) => code);
  const missing = typed(english).filter((code) => !typed(indonesian).includes(code));
  assert.deepEqual(missing, []);
});

test("the spreadsheet's pages name every sheet, heading and label that the command reads", () => {
  const { sheets, open, total, note, ...groups } = JSON.parse(read("publisher/src/build/vocabulary.json"));
  const columns = Object.values(groups).filter(Array.isArray).flat();
  assert.ok(columns.length > 60);
  // English versions of texts are listed with the Indonesian ones: `Nama penerbit`, `... (Inggris)`.
  const names = columns.flatMap(({ id, en }) => [id, en]).map((name) => name.replace(/^(?!Nama \(|Name \(|Penjelasan|Description|Alasan|Reason).* (\((?:Inggris|English)\))$/, "... $1"));
  for (const page of ["spreadsheet.md", "spreadsheet.id.md"]) {
    const text = read(`${FOLDER}/${page}`);
    assert.deepEqual(names.filter((name) => !text.includes(`\`${name}\``)), [], page);
    for (const [name] of Object.values(sheets)) assert.match(text, new RegExp(`\`${name}\``, "i"), page);
    for (const word of [...Object.values(open).flat(), ...total, ...note].filter((word) => !/^[–—]$/.test(word))) assert.ok(text.includes(`\`${word}\``), `${page}: ${word}`);
  }
});

test("the Indonesian tables list attributes and tokens that the element has", () => {
  const { modules } = JSON.parse(read("www/custom-elements.json"));
  const finder = modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName === "slot-finder");
  const known = new Set([...finder.attributes, ...finder.cssProperties].map(({ name }) => name));
  const rows = read(`${FOLDER}/on-your-page.id.md`).match(/^\| `[^|]+`[^|]* \|/gm);
  const named = rows.flatMap((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
  assert.ok(named.length > 20);
  assert.deepEqual(named.filter((name) => !known.has(name)), []);
});

test("both languages name the oldest browsers that the scripts are compiled for", () => {
  const [chrome, firefox, safari] = target.map((browser) => /[\d.]+$/.exec(browser)[0]);
  for (const page of ["on-your-page.md", "on-your-page.id.md"]) {
    assert.match(read(`${FOLDER}/${page}`), new RegExp(`Chrome (?:and|dan) Edge ${chrome}, Firefox ${firefox}, Safari ${safari}, `));
  }
});

test("the README takes a newcomer 500 words or fewer, code aside", () => {
  const words = read("README.md").replace(/^```[^]*?^```$/gm, "").split(/\s+/).filter(Boolean);
  assert.ok(words.length <= 500, `${words.length} words`);
});

test("the README's links and pictures lead to files", () => {
  const readme = read("README.md");
  const paths = [...readme.matchAll(/\]\(([^)#]+)\)|src="(www[^"]+)"/g)].map(([, link, picture]) => link ?? picture);
  assert.ok(paths.length > 5);
  assert.deepEqual(paths.filter((path) => !path.startsWith("https://") && !existsSync(path)), []);
});

test("the README's Rust is that of the crate's first example, which runs as a test", () => {
  const example = read("src/lib.rs").match(/^\/\/! .*$/gm).map((line) => line.slice(4));
  const lines = blocks(read("README.md"), "rust").flatMap((code) => code.trim().split("\n"));
  assert.ok(lines.length > 0);
  assert.deepEqual(lines.filter((line) => !example.includes(line)), []);
});
