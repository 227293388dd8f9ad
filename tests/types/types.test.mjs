// The package's types hold in projects as they are: TypeScript 4.9 to 5.9, in every way of finding modules, with strict checks of
// the declaration files too; and in JSX of React 18, React 19, Preact and Vue.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";

const here = import.meta.dirname;
const versions = readdirSync(join(here, "node_modules")).filter((name) => name.startsWith("ts")).sort();
const scratch = mkdtempSync(join(tmpdir(), "slot-finder-types-"));

before(() => {
  const [{ filename }] = JSON.parse(execFileSync("npm", ["pack", "--json", "--pack-destination", scratch], { cwd: "pkg", encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  mkdirSync(join(scratch, "slot-finder"));
  execFileSync("tar", ["-xzf", join(scratch, filename), "--strip-components=1", "-C", join(scratch, "slot-finder")]);
});
after(() => rmSync(scratch, { recursive: true }));

/** A project with the package and these other packages, given as the names that it knows them by and those of this folder. */
function project(name, packages, files) {
  const folder = join(scratch, name);
  mkdirSync(join(folder, "node_modules/@types"), { recursive: true });
  symlinkSync(join(scratch, "slot-finder"), join(folder, "node_modules/slot-finder"));
  for (const [known, kept] of Object.entries(packages)) symlinkSync(join(here, "node_modules", kept), join(folder, "node_modules", known));
  writeFileSync(join(folder, "package.json"), '{"type": "module"}');
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return folder;
}

/** What a compiler says of a project. */
function compile(version, folder, options) {
  const strict = { noEmit: true, strict: true, skipLibCheck: false, target: "es2022", lib: ["es2022", "dom"], types: [], preserveSymlinks: true, ...options };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: strict, include: ["*.ts", "*.tsx"] }));
  const { stdout, stderr } = spawnSync(process.execPath, [join(here, "node_modules", version, "bin/tsc"), "--project", folder, "--pretty", "false"], { encoding: "utf8", cwd: resolve(".") });
  return stdout + stderr;
}

const USES = `import init, { Places, SlotFinder, type Ranking } from "slot-finder";
import { check } from "slot-finder/checker";
import "slot-finder/element";
import type { SlotFinderElement } from "slot-finder/element";
const element: SlotFinderElement | null = document.querySelector("slot-finder");
if (element) {
  element.query = { party: 3, neededBy: "2026-12-27" };
  element.feed = new TextEncoder().encode("{}");
  element.feed = { format: "slot-feed" };
  const kept: Uint8Array | undefined = element.feed;
  told(element.ranking, kept);
}
element?.addEventListener("slot-finder-results", ({ ranking }) => told(ranking));
document.addEventListener("slot-finder-select", ({ offer }) => console.log(offer.officeId, offer.date));
function told(ranking: Ranking | undefined, ...rest: unknown[]): number { return (ranking?.offers.length ?? 0) + rest.length; }
// @ts-expect-error a question has no such field
if (element) element.query = { partie: 3 };
export const all = [init, SlotFinder, check, document.createElement("slot-summary").lang];
export const dispose = (places: Places): void => places[Symbol.dispose]();
`;
/** TypeScript 5.2 knows \`using\`, with the library for it. */
const USING = `import { SlotFinder } from "slot-finder";
export function offices(bytes: Uint8Array): number { using finder = new SlotFinder(bytes); return finder.info.offices; }
`;

const asNumber = (version) => Number(version.slice(2));

test("the oldest and the newest versions are there", () => {
  assert.deepEqual(versions, ["ts4.9", "ts5.0", "ts5.4", "ts5.7", "ts5.9"]);
});

for (const version of versions) {
  const ways = [["node", "esnext"], ["node16", "node16"], ["nodenext", "nodenext"], ...(asNumber(version) >= 5 ? [["bundler", "esnext"]] : [])];
  test(`${version} reads the types in every way of finding modules: ${ways.map(([way]) => way).join(", ")}`, () => {
    for (const [moduleResolution, module] of ways) {
      const knowsUsing = asNumber(version) >= 5.2;
      const folder = project(`${version}-${moduleResolution}`, {}, { "uses.ts": USES, ...(knowsUsing && { "using.ts": USING }) });
      const lib = ["es2022", "dom", ...(knowsUsing ? ["esnext.disposable"] : [])];
      assert.equal(compile(version, folder, { moduleResolution, module, lib }), "", moduleResolution);
    }
  });
}

const jsx = (framework, query) => `import type {} from "slot-finder/${framework}";
import type { SlotFinderElement } from "slot-finder/element";
export const Quota = ({ party }: { party: number }) => (
  <div>
    <slot-finder src="feed.json" lang="id" within-km={50} sync-url="sf-" view="map" ${query} id="finder" ref={(element: SlotFinderElement | null) => console.log(element?.ranking?.offices)}>
      <a href="https://publisher.example/">M-Paspor</a>
    </slot-finder>
    <slot-summary src="feed.json" region="ID-JI" view="capacity" editor href="https://news.example/"></slot-summary>
  </div>
);
// @ts-expect-error there is no such view
export const noView = <slot-finder view="globe"></slot-finder>;
// @ts-expect-error a question has no such field
export const noField = <slot-finder query={{ partie: 3 }}></slot-finder>;
`;
const listens = (name) => `query={{ party }} ${name}={({ ranking }) => console.log(ranking.offices)}`;

for (const [name, packages, framework, listener] of [
  ["React 18", { react: "@types/react-18", "@types/react": "@types/react-18", csstype: "csstype", "@types/prop-types": "@types/prop-types" }, "react", "onslot-finder-results"],
  ["React 19", { react: "@types/react-19", "@types/react": "@types/react-19", csstype: "csstype" }, "react", "onslot-finder-results"],
  ["Preact", { preact: "preact" }, "preact", "onslot-finder-results"],
]) {
  test(`JSX of ${name} knows the elements, their attributes, properties and events`, () => {
    const folder = project(framework + name.slice(-2).trim(), packages, { "quota.tsx": jsx(framework, listens(listener)) });
    for (const version of ["ts5.9"]) {
      assert.equal(compile(version, folder, { moduleResolution: "bundler", module: "esnext", jsx: "react-jsx", jsxImportSource: framework }), "", version);
    }
  });
}

test("JSX and templates of Vue know the elements, their attributes, properties and events", () => {
  const folder = project("vue", { vue: "vue", "@vue": "@vue", "@babel": "@babel", csstype: "csstype" }, {
    "quota.tsx": jsx("vue", listens("onSlot-finder-results")).replace(/ref=\{\(element: SlotFinderElement \| null\)[^}]*\}/, 'ref="finder"').replace("import type { SlotFinderElement }", "import type {}"),
    "template.ts": `import type {} from "slot-finder/vue";
import type { GlobalComponents } from "vue";
type Props = InstanceType<GlobalComponents["slot-finder"]>["$props"];
export const props: Props = { src: "feed.json", "within-km": 50, query: { party: 3 } };
// @ts-expect-error there is no such view
export const wrong: Props = { view: "globe" };
`,
  });
  assert.equal(compile("ts5.9", folder, { moduleResolution: "bundler", module: "esnext", jsx: "preserve", jsxImportSource: "vue" }), "");
});
