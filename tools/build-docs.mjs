// Makes the pages of the documentation: www/docs/*.md -> one HTML page each, with a navigation and an anchor on each heading.
//
// But for the generator, the pages need no script. On narrow screens tables are stacked and listings scroll by themselves, so that the page never
// does sideways. Links to other files of www/docs lead to their pages. Two comments stand for what is elsewhere:
//
//     <!-- part: generator -->                 www/docs/generator.html
//     <!-- table: slot-finder attributes -->   what www/custom-elements.json lists of an element

import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { Marked } from "marked";

/** The order of the navigation; pages not named here come after these, by name. */
const order = ["on-your-page", "publish", "spreadsheet", "checks", "format", "convert"];

const escape = (text) => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
/** Markdown's marks taken off. */
const plain = (text) => text.replace(/[`*]/g, "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
/** "Split feeds, 1.0" -> "split-feeds-10", and a rule's id as it is: what GitHub makes of a heading. */
const slug = (text) => plain(text).trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").replace(/\s/g, "-");

/** What the manifest lists of an element, as a table of Markdown. */
function listed(manifest, tag, group) {
  const declarations = manifest.modules.flatMap(({ declarations }) => declarations);
  const items = declarations.find(({ tagName }) => tagName === tag)?.[group];
  if (!items) throw new Error(`www/custom-elements.json lists no ${group} of ${tag}`);
  const cell = (text) => text.replaceAll("|", "\\|");
  const rows = items.map(({ name, type, description }) => `| \`${name}\` | ${type ? `\`${cell(type.text)}\`` : ""} | ${cell(description ?? "")} |`);
  return `| name | type | what |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
}

/** A page with what its comments stand for. */
function completed(markdown, folder) {
  const manifest = JSON.parse(readFileSync(join(folder, "../custom-elements.json"), "utf8"));
  return markdown
    .replace(/^<!-- table: ([\w-]+) (\w+) -->$/gm, (_, tag, group) => listed(manifest, tag, group))
    .replace(/^<!-- part: (\w+) -->$/gm, (_, name) => readFileSync(join(folder, `${name}.html`), "utf8"));
}

/** A page of Markdown as HTML, with its title and the headings of its sections. */
function read(markdown) {
  const used = new Map();
  const sections = [];
  let title = "";
  let under = "";
  let tables = 0;
  /** Every anchor of a page is its own: the second "example" is "example-1". */
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
      // Roles are said aloud, since the style stacks the cells on narrow screens, where browsers forget that it is a table.
      table({ header, rows }) {
        tables += 1;
        const head = header.map(({ text, tokens }) => (text ? `<th scope="col" role="columnheader">${this.parser.parseInline(tokens)}</th>` : '<td role="cell"></td>'));
        const body = rows.map((cells) => {
          const label = (column) => (header[column].text ? ` data-label="${escape(plain(header[column].text))}"` : "");
          const filled = cells.map(({ tokens }, column) => `<td role="cell"${label(column)}>${this.parser.parseInline(tokens)}</td>`);
          return `<tr role="row">${filled.join("")}</tr>`;
        });
        return `<table role="table" aria-label="${escape(`${under}, table ${tables}`)}">
<thead role="rowgroup"><tr role="row">${head.join("")}</tr></thead>
<tbody role="rowgroup">${body.join("\n")}</tbody>
</table>
`;
      },
      code: ({ text }) => `<pre tabindex="0"><code>${escape(text)}</code></pre>\n`,
      link({ href, tokens }) {
        const page = href.replace(/^([\w-]+)\.md(?=#|$)/, "$1.html");
        return `<a href="${escape(page)}">${this.parser.parseInline(tokens)}</a>`;
      },
      // Comments are notes to the tests.
      html: ({ text }) => (/^\s*<!--[^]*-->\s*$/.test(text) ? "" : text),
    },
  });
  const content = marked.parse(markdown);
  return { title, sections, content };
}

const list = (items) => `<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>`;

/** A long list is shown when it is asked for. */
const folded = (items, length) => (length > 15 ? `<details><summary>On this page: ${length} sections</summary>${items}</details>` : items);

function page(name, { title, sections, content }, all) {
  const links = all.map((other) => `<a href="${other.name}.html"${other.name === name ? ' aria-current="page"' : ""}>${escape(other.title)}</a>`);
  const here = sections.map(({ id, text }) => `<a href="#${id}">${escape(text)}</a>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escape(title)} - slot finder</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="docs.css">
</head>
<body>
<a class="skip" href="#content">Skip to the text</a>
<header><nav aria-label="Documentation">${list([`<a href="./">Slot finder</a>`, ...links])}</nav></header>
<main id="content">
${sections.length > 3 ? content.replace("</h1>", `</h1>\n<nav class="here" aria-label="On this page">${folded(list(here), here.length)}</nav>`) : content}</main>
</body>
</html>
`;
}

/** The pages of a folder of Markdown: `[{ name, html }]`, in the order of the navigation. */
export function docPages(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith(".md")).map((name) => basename(name, ".md")).sort();
  const place = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
  names.sort((a, b) => place(a) - place(b));
  const all = names.map((name) => ({ name, ...read(completed(readFileSync(join(folder, `${name}.md`), "utf8"), folder)) }));
  for (const { name, title } of all) {
    if (!title) throw new Error(`${folder}/${name}.md has no title; begin it with a line such as "# The format"`);
  }
  return all.map((read) => ({ name: read.name, html: page(read.name, read, all) }));
}
