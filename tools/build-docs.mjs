// Builds the documentation: www/docs/*.md -> one HTML page each, with a menu and an anchor on each heading.
//
// `publishing.md` is English, `publishing.id.md` is the same page in Indonesian, and each links to the other. A page without an Indonesian counterpart is in
// the Indonesian menu under its English title, and links to the Indonesian index.
//
// Except for the generator, the pages need no script. On narrow screens tables are stacked, listings scroll by themselves, and the page never scrolls
// sideways. Links to other files of www/docs lead to their pages. Two kinds of comments are replaced:
//
//     <!-- part: generator -->                 by www/docs/generator.html
//     <!-- table: slot-finder attributes -->   by what www/custom-elements.json lists of an element

import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { Marked } from "marked";

/**
 * The groups of the menu, in order; the index has no heading. Every page is in one group. `publish.html` is the publisher's page,
 * which another tool builds.
 */
const groups = [
  { id: "index", pages: ["docs", "data"] },
  { id: "publishers", pages: ["publish.html", "publishing", "spreadsheet", "checks", "format", "convert"] },
  { id: "editors", pages: ["on-your-page", "frameworks"] },
  { id: "developers", pages: ["developers", "scale", "decisions", "faults"] },
];

/** The texts around a page's own text. */
const words = {
  en: {
    skip: "Skip to the text",
    site: "Site",
    finder: "Slot finder",
    docs: "Documentation",
    checker: "Publish from a spreadsheet",
    publishers: "Publish quota",
    editors: "Show it on a page",
    developers: "Change the code",
    here: "On this page",
    folded: (n) => `On this page: ${n} sections`,
    table: (under, n) => `${under}, table ${n}`,
    language: "English",
  },
  id: {
    skip: "Langsung ke isi",
    site: "Situs",
    finder: "Cari kuota paspor",
    docs: "Dokumentasi",
    checker: "Terbitkan dari lembar kerja",
    publishers: "Menerbitkan kuota",
    editors: "Memasang di situs",
    developers: "Mengubah kode",
    here: "Di halaman ini",
    folded: (n) => `Di halaman ini: ${n} bagian`,
    table: (under, n) => `${under}, tabel ${n}`,
    language: "Bahasa Indonesia",
  },
};
const languageOf = (name) => (name.endsWith(".id") ? "id" : "en");
/** The name that both languages of a page share. */
const subjectOf = (name) => name.replace(/\.id$/, "");
const nameOf = (subject, lang) => (lang === "id" ? `${subject}.id` : subject);

const escape = (text) => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
/** Strips Markdown's marks. */
const plain = (text) => text.replace(/[`*]/g, "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
/** "Split feeds, 1.0" -> "split-feeds-10", and a rule's id unchanged: the same anchors as on GitHub. */
const slug = (text) => plain(text).trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").replace(/\s/g, "-");

/** An element's entries in the manifest, as a Markdown table. */
function listed(manifest, tag, group) {
  const declarations = manifest.modules.flatMap(({ declarations }) => declarations);
  const items = declarations.find(({ tagName }) => tagName === tag)?.[group];
  if (!items) throw new Error(`www/custom-elements.json lists no ${group} of ${tag}`);
  const cell = (text) => text.replaceAll("|", "\\|");
  const rows = items.map(({ name, type, description }) => `| \`${name}\` | ${type ? `\`${cell(type.text)}\`` : ""} | ${cell(description ?? "")} |`);
  return `| name | type | what |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
}

/** A page with its comments replaced. */
function completed(markdown, folder) {
  const manifest = JSON.parse(readFileSync(join(folder, "../custom-elements.json"), "utf8"));
  return markdown
    .replace(/^<!-- table: ([\w-]+) (\w+) -->$/gm, (_, tag, group) => listed(manifest, tag, group))
    .replace(/^<!-- part: ([\w.-]+) -->$/gm, (_, name) => readFileSync(join(folder, `${name}.html`), "utf8"));
}

/** Renders a Markdown page as HTML, with its title and section headings. `foreign` says which pages are in another language. */
function read(markdown, lang, foreign) {
  const used = new Map();
  const sections = [];
  let title = "";
  let under = "";
  let tables = 0;
  /** Makes every anchor of a page unique: the second "example" is "example-1". */
  const anchor = (text) => {
    const wanted = slug(text);
    const times = used.get(wanted) ?? 0;
    used.set(wanted, times + 1);
    return times ? `${wanted}-${times}` : wanted;
  };
  const marked = new Marked({
    renderer: {
      heading({ depth, text, tokens }) {
        const id = anchor(text);
        under = plain(text);
        if (depth === 1) title ||= under;
        if (depth === 2) sections.push({ id, text: under });
        return `<h${depth} id="${id}"><a class="anchor" href="#${id}">${this.parser.parseInline(tokens)}</a></h${depth}>\n`;
      },
      // Sets roles explicitly: the style stacks the cells on narrow screens, where browsers drop the roles of a table.
      table({ header, rows }) {
        tables += 1;
        const head = header.map(({ text, tokens }) => (text ? `<th scope="col" role="columnheader">${this.parser.parseInline(tokens)}</th>` : '<td role="cell"></td>'));
        const body = rows.map((cells) => {
          const label = (column) => (header[column].text ? ` data-label="${escape(plain(header[column].text))}"` : "");
          const filled = cells.map(({ tokens }, column) => `<td role="cell"${label(column)}>${this.parser.parseInline(tokens)}</td>`);
          return `<tr role="row">${filled.join("")}</tr>`;
        });
        return `<table role="table" aria-label="${escape(words[lang].table(under, tables))}">
<thead role="rowgroup"><tr role="row">${head.join("")}</tr></thead>
<tbody role="rowgroup">${body.join("\n")}</tbody>
</table>
`;
      },
      code: ({ text }) => `<pre tabindex="0"><code>${escape(text)}</code></pre>\n`,
      link({ href, tokens }) {
        const name = /^([\w.-]+)\.md(?=#|$)/.exec(href)?.[1];
        const page = name ? href.replace(`${name}.md`, `${name}.html`) : href;
        const hreflang = name && foreign(name) ? ` hreflang="${languageOf(name)}"` : "";
        return `<a href="${escape(page)}"${hreflang}>${this.parser.parseInline(tokens)}</a>`;
      },
      // Comments are notes for the tests.
      html: ({ text }) => (/^\s*<!--[^]*-->\s*$/.test(text) ? "" : text),
    },
  });
  const content = marked.parse(markdown);
  return { title, sections, content };
}

const list = (items) => `<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>`;

/** Folds a long list until the reader opens it. */
const folded = (items, length, lang) => (length > 15 ? `<details><summary>${words[lang].folded(length)}</summary>${items}</details>` : items);

/** The menu of all pages, in the language of the page `name` where they exist in it. */
function menu(name, all) {
  const lang = languageOf(name);
  const say = words[lang];
  const link = (subject) => {
    if (subject === "publish.html") return `<a href="publish.html?lang=${lang}">${say.checker}</a>`;
    const page = all.get(nameOf(subject, lang)) ?? all.get(subject);
    const current = page.name === name ? ' aria-current="page"' : "";
    const foreign = page.lang === lang ? "" : ` hreflang="${page.lang}" lang="${page.lang}"`;
    return `<a href="${page.name}.html"${current}${foreign}>${escape(page.title)}</a>`;
  };
  const blocks = groups.map(({ id, pages }) => `${say[id] ? `<h2>${say[id]}</h2>\n` : ""}<ul>${pages.map((subject) => `<li>${link(subject)}</li>`).join("")}</ul>`);
  return `<nav class="menu" aria-label="${say.docs}">\n${blocks.join("\n")}\n</nav>`;
}

/** The link to the same page in the other language, or to the index without one. */
function otherLanguage({ name, lang }, all) {
  const other = lang === "id" ? "en" : "id";
  const counterpart = nameOf(subjectOf(name), other);
  const target = all.has(counterpart) ? counterpart : nameOf("docs", other);
  return `<a class="language" href="${target}.html" hreflang="${other}" lang="${other}">${words[other].language}</a>`;
}

/** Metadata for search engines and browsers on a page that exists in two languages. */
function alternates(name, all) {
  const names = [subjectOf(name), `${subjectOf(name)}.id`].filter((other) => all.has(other));
  if (names.length < 2) return "";
  return names.map((other) => `<link rel="alternate" hreflang="${languageOf(other)}" href="${other}.html">\n`).join("");
}

function html(page, all) {
  const { name, lang, title, sections, content } = page;
  const say = words[lang];
  const here = list(sections.map(({ id, text }) => `<a href="#${id}">${escape(text)}</a>`));
  const contents = `</h1>\n<nav class="here" aria-label="${say.here}">${folded(here, sections.length, lang)}</nav>`;
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<title>${escape(title)} - slot finder</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${alternates(name, all)}<link rel="icon" href="icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="docs.css">
</head>
<body class="docs">
<a class="skip" href="#content">${say.skip}</a>
<header><nav aria-label="${say.site}">${list([`<a href="./?lang=${lang}">${say.finder}</a>`, `<a href="${nameOf("docs", lang)}.html">${say.docs}</a>`, `<a href="publish.html?lang=${lang}">${say.checker}</a>`, otherLanguage(page, all)])}</nav></header>
<div class="columns">
<main id="content">
${sections.length > 3 ? content.replace("</h1>", contents) : content}</main>
${menu(name, all)}
</div>
</body>
</html>
`;
}

/** Renders a folder of Markdown: `[{ name, lang, html }]`, in the order of the menu. */
export function docPages(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith(".md")).map((name) => basename(name, ".md"));
  const order = groups.flatMap(({ pages }) => pages);
  const lost = names.filter((name) => !order.includes(subjectOf(name)));
  if (lost.length) throw new Error(`${folder}/${lost[0]}.md is in no group of the menu; add it to tools/build-docs.mjs`);
  names.sort((a, b) => order.indexOf(subjectOf(a)) - order.indexOf(subjectOf(b)) || a.length - b.length);
  const all = new Map(names.map((name) => {
    const lang = languageOf(name);
    const markdown = completed(readFileSync(join(folder, `${name}.md`), "utf8"), folder);
    return [name, { name, lang, ...read(markdown, lang, (other) => languageOf(other) !== lang) }];
  }));
  for (const { name, title } of all.values()) {
    if (!title) throw new Error(`${folder}/${name}.md has no title; begin it with a line such as "# The format"`);
  }
  return [...all.values()].map((page) => ({ name: page.name, lang: page.lang, html: html(page, all) }));
}
