// Collects the licences of third-party work that ships: the crates in the Wasm files, the npm packages in the scripts,
// the data. In: what cargo and npm have installed. Out: one text, the same on every machine for the same lock files.
//
// Picks MIT where a package offers MIT or Apache-2.0, since its text is in the package. A package without a text falls
// back to Apache-2.0, whose text is the same for all and is in this project. Macros run in the compiler and do not
// ship.

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const metadata = () => JSON.parse(execFileSync("tools/with", [
  "wasm", "cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", "wasm32-unknown-unknown",
], { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] }));

/** The crates compiled into the Wasm: direct dependencies and theirs. */
function crates() {
  const { packages, resolve } = metadata();
  const byId = new Map(packages.map((crate) => [crate.id, crate]));
  const needs = new Map(resolve.nodes.map(({ id, deps }) => [id, deps.filter(({ dep_kinds: kinds }) => kinds.some(({ kind }) => kind === null))]));
  const found = new Set();
  const visit = (id) => {
    if (found.has(id) || byId.get(id).targets.some(({ kind }) => kind.includes("proc-macro"))) return;
    found.add(id);
    for (const { pkg } of needs.get(id)) visit(pkg);
  };
  const ours = packages.filter(({ name }) => ["slot-finder", "slot-checker", "slot-publisher"].includes(name)).map(({ id }) => id);
  ours.forEach(visit);
  ours.forEach((id) => found.delete(id));
  return [...found].map((id) => byId.get(id)).map(({ name, version, license, authors, manifest_path: manifest }) =>
    ({ what: `the crate ${name} ${version}`, kind: "cargo", name, version, license, authors, folder: dirname(manifest) }));
}

function npm(name) {
  const folder = `node_modules/${name}`;
  const { version, license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return { what: `the npm package ${name} ${version}`, kind: "npm", name, version, license, authors: [author?.name ?? author].filter(Boolean), folder };
}

const APACHE = "Apache-2.0, whose text is in LICENSE-APACHE beside this file";

/** The licence text of a package; nothing if it has none and allows Apache-2.0. */
function textOf({ what, license, folder }) {
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|unlicense)/i.test(name)).sort();
  const name = names.find((name) => /mit/i.test(name)) ?? names.find((name) => !/apache/i.test(name)) ?? names[0];
  if (name) return readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n").trim();
  if (/Apache-2\.0/.test(license ?? "")) return undefined;
  throw new Error(`${what} has no licence text in ${folder}; find out under what it may be shipped`);
}

/** The npm packages in the page's scripts. */
const IN_SCRIPTS = ["d3-array", "d3-geo", "internmap", "kdbush", "preact", "supercluster"];

/** What others wrote and is shipped, in the order of kinds and names. */
export const shipped = () => [...crates(), ...IN_SCRIPTS.map(npm)].sort((a, b) => (a.what < b.what ? -1 : 1));

/** The file THIRD-PARTY-LICENSES. */
export function licences() {
  const all = shipped();
  const sections = all.map((part) => {
    const authors = part.authors.map((author) => author.replace(/ *<.*>/, ""));
    const by = authors.length ? `, by ${authors.join(", ")}` : "";
    return `${part.what}${by}\n${part.license}\n\n${textOf(part) ?? `Taken under ${APACHE}.`}`;
  });
  const rest = [
    `the Rust standard library, by the Rust project\nMIT OR Apache-2.0\n\nTaken under ${APACHE}.`,
    "the outline of Indonesia, from Natural Earth\npublic domain",
    ...["www/places.json", "www/src/office/holidays.json"].map((path) => {
      const { attribution, source } = JSON.parse(readFileSync(path, "utf8"));
      return `the data in ${basename(path)}\n${attribution ?? source}`;
    }),
  ];
  const line = "-".repeat(80);
  return `The slot finder is under MIT or Apache-2.0. What others wrote and is shipped with it, in the Wasm or in the scripts:\n\n${[...sections, ...rest].map((text) => `${line}\n${text}\n`).join("\n")}`;
}
