// The generator of the page for embedders: a form in, the code to paste and a preview of it out.

const form = document.getElementById("generator");
const at = (id) => document.getElementById(id);
const value = (name) => form.elements.namedItem(name).value;
const here = (name) => new URL(name, location.href).href;

const TOKENS = ["accent", "on-accent", "bg", "text"];
const WORDS = {
  id: { title: "Cari kuota paspor", link: "Daftar lewat M-Paspor" },
  en: { title: "Find a passport appointment", link: "Book in M-Paspor" },
};
/** What the page itself says, in its own language. */
const says = {
  id: {
    preview: "Hasilnya",
    pairs: ["Tulisan di tombol", "Tulisan", "Tautan"],
    contrast: (what, ratio) => `${what}: kontras ${ratio}, perlu sedikitnya 4,5 supaya terbaca oleh semua orang.`,
    ratio: (ratio) => ratio.toFixed(1).replace(".", ","),
    status: (status) => `jawabannya ${status}`,
    noFeed: "ini bukan feed; periksa di publish.html",
    unreadable: (why) => `Feed tidak bisa dibaca dari sini (${why}). Feed di hosting lain perlu https dan Access-Control-Allow-Origin.`,
    copied: "Tersalin.",
    selected: "Sudah dipilih: salin dengan papan ketik.",
  },
  en: {
    preview: "How it looks",
    pairs: ["Text on buttons", "Text", "Links"],
    contrast: (what, ratio) => `${what}: contrast ${ratio}, at least 4.5 is needed to be read by everybody.`,
    ratio: (ratio) => ratio.toFixed(1),
    status: (status) => `it answers ${status}`,
    noFeed: "it is no feed; check it with publish.html",
    unreadable: (why) => `The feed cannot be read from here (${why}). A feed on another host needs https and Access-Control-Allow-Origin.`,
    copied: "Copied.",
    selected: "Selected: copy it with your keyboard.",
  },
}[document.documentElement.lang];
/** Text for a body of HTML, or for an attribute in double quotes. */
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

/** What is chosen: attributes by their names, and tokens by theirs. */
function choice() {
  const summary = value("what") === "slot-summary";
  const own = form.elements.namedItem("own").checked;
  const attributes = [
    ["src", value("src")],
    ...(summary ? [] : [["places", here("places.json")]]),
    ["lang", value("lang")],
    ["region", value("region")],
    ...(summary ? [] : [["view", value("view")]]),
    ["theme", value("theme")],
  ].filter(([, text]) => text);
  return { tag: value("what"), frame: value("how") === "frame" && !summary, attributes, tokens: own ? TOKENS.map((name) => [name, value(name)]) : [] };
}

const frameAddress = ({ attributes, tokens }) => `${here("embed.html")}?${new URLSearchParams([...attributes, ...tokens])}`;

function code(chosen) {
  const { title, link } = WORDS[value("lang")];
  if (chosen.frame) {
    return `<iframe data-slot-finder title="${title}" src="${escaped(frameAddress(chosen))}" width="100%" height="600" allow="geolocation; web-share; clipboard-write"></iframe>
<script src="${here("slot-finder-frame.js")}"></script>`;
  }
  const style = chosen.tokens.map(([name, colour]) => `--slot-finder-${name}: ${colour}`).join("; ");
  const attributes = [...chosen.attributes, ...(style ? [["style", style]] : [])].map(([name, text]) => `${name}="${escaped(text)}"`);
  return `<script type="module" src="${here("slot-finder.js")}"></script>
<${chosen.tag} ${attributes.join(" ")}>
  <a href="https://www.imigrasi.go.id/">${link}</a>
</${chosen.tag}>`;
}

function preview(chosen) {
  const shown = document.createElement(chosen.frame ? "iframe" : chosen.tag);
  if (chosen.frame) {
    Object.assign(shown, { title: says.preview, src: frameAddress(chosen), width: "100%", height: "600" });
  } else {
    for (const [name, text] of chosen.attributes) shown.setAttribute(name, text);
    for (const [name, colour] of chosen.tokens) shown.style.setProperty(`--slot-finder-${name}`, colour);
  }
  at("preview").replaceChildren(shown);
}

/** The contrast of two colours as WCAG 2 reckons it, from 1 to 21. */
function contrast(one, other) {
  const [light, dark] = [one, other].map((colour) => {
    const [r, g, b] = [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }).sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function warn({ tokens }) {
  const colour = Object.fromEntries(tokens);
  const [buttons, text, links] = says.pairs;
  const pairs = tokens.length ? [["accent", "on-accent", buttons], ["bg", "text", text], ["bg", "accent", links]] : [];
  const poor = pairs.map(([one, other, what]) => [what, contrast(colour[one], colour[other])]).filter(([, ratio]) => ratio < 4.5);
  at("contrast").textContent = poor.map(([what, ratio]) => says.contrast(what, says.ratio(ratio))).join(" ");
}

function show() {
  const chosen = choice();
  for (const name of ["how", "view"]) form.elements.namedItem(name).disabled = chosen.tag === "slot-summary";
  at("colours").hidden = chosen.tokens.length === 0;
  at("code").textContent = code(chosen);
  at("copied").textContent = "";
  warn(chosen);
  preview(chosen);
}

/** Offers the regions that the feed names. */
async function readFeed() {
  const { lang } = document.documentElement;
  const say = (name) => (typeof name === "string" ? name : (name?.[lang] ?? Object.values(name ?? {})[0] ?? ""));
  let regions = [];
  let problem = "";
  try {
    const response = await fetch(value("src"));
    if (!response.ok) throw new Error(says.status(response.status));
    const feed = await response.json();
    if (feed?.format !== "slot-feed") throw new Error(says.noFeed);
    regions = Array.isArray(feed.regions) ? feed.regions : [];
  } catch (error) {
    problem = says.unreadable(error.message);
  }
  at("feed-problem").textContent = problem;
  const everywhere = form.elements.namedItem("region").options[0];
  form.elements.namedItem("region").replaceChildren(everywhere, ...regions.map(({ id, name }) => new Option(say(name) || id, id)));
}

form.elements.namedItem("src").value = here("feed.json");
form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", async ({ target }) => {
  if (target.name === "src") await readFeed();
  show();
});
at("copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(at("code").textContent);
    at("copied").textContent = says.copied;
  } catch {
    getSelection().selectAllChildren(at("code"));
    at("copied").textContent = says.selected;
  }
});
await readFeed();
show();
