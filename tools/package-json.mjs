// Makes the package.json of the npm package. Facts come from Cargo.toml.

import { execFileSync } from "node:child_process";

/** A script with its types, which come first: resolvers take the first condition that fits. */
const module = (path) => ({ types: `./${path}.d.ts`, default: `./${path}.js` });
/** The same, with a script of its own for Node. */
const moduleInNode = (path) => ({ types: `./${path}.d.ts`, node: `./${path}_node.js`, default: `./${path}.js` });

/** The object to write, for a package of these files. */
export function packageJson(files) {
  const metadata = execFileSync("tools/with", ["wasm", "cargo", "metadata", "--no-deps", "--format-version", "1"], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  const { name, version, description, license, keywords } = JSON.parse(metadata).packages.find(({ name }) => name === "slot-finder");
  const elements = "custom-elements.json";
  const asTheyAre = ["slot_finder_bg.wasm", "slot_checker_bg.wasm", "slot-feed-1.schema.json", "slot-places-1.schema.json", "places.json", elements, "package.json"];
  return {
    name,
    version,
    description,
    keywords,
    license,
    type: "module",
    // The oldest in which `fetch`, `CustomEvent` and streams are all there.
    engines: { node: ">=20" },
    main: "./slot_finder.js",
    types: "./slot_finder.d.ts",
    exports: {
      ".": moduleInNode("slot_finder"),
      "./element": module("element/slot-finder"),
      // Types alone; the module behind them defines the elements, as `./element` does.
      ...Object.fromEntries(["react", "preact", "vue"].map((name) => [`./${name}`, { types: `./element/${name}.d.ts`, default: "./element/slot-finder.js" }])),
      "./checker": moduleInNode("slot_checker"),
      // The names by which the files refer to one another.
      "./slot_finder.js": module("slot_finder"),
      "./slot_checker.js": module("slot_checker"),
      ...Object.fromEntries(asTheyAre.filter((file) => files.includes(file)).map((file) => [`./${file}`, `./${file}`])),
    },
    // For TypeScript's older resolution, which does not read `exports`.
    typesVersions: {
      "*": {
        element: ["./element/slot-finder.d.ts"],
        checker: ["./slot_checker.d.ts"],
        ...Object.fromEntries(["react", "preact", "vue"].map((name) => [name, [`./element/${name}.d.ts`]])),
      },
    },
    // Files with side effects: they define the elements and register their messages.
    sideEffects: ["./element/*.js"],
    ...(files.includes(elements) && { customElements: elements }),
    files: [...new Set(files.filter((file) => file !== "package.json").map((file) => file.split("/")[0]))].sort(),
  };
}
