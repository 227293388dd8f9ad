// Lays out a release for static hosts in release/, from pkg/ and www/:
//
//     v1.2.3/    the site of this version, without a feed; never to be changed once it is published
//     v1/        what pages refer to that want the newest of a major version; it loads its parts from v1.2.3/
//
// Each folder has SHA256SUMS, for `sha256sum --check`, and integrity.json, which lists the hash of each file as an
// `integrity` attribute. The folder of a version has sbom.cdx.json too, its bill of materials. Builds everything twice and fails on a difference: every build of this version has the same
// bytes.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argv, exit } from "node:process";
import { billOfMaterials } from "./sbom.mjs";

/** The files that paste-codes name. */
const named = ["slot-finder.js", "slot-finder-frame.js", "embed.html", "places.json", "LICENSE-APACHE", "LICENSE-MIT", "THIRD-PARTY-LICENSES"];
/** The standalone page's worker belongs to a site with a feed; it would keep files that a release does not have. */
const siteOnly = ["sw.js"];

const digest = (algorithm, bytes, form) => createHash(algorithm).update(bytes).digest(form);

/** What is named by its content stays in the folder of its version, which never changes while `v1/` moves on. */
const elsewhere = (text, folder) => text.replace(/"([\w-]+-(?:[0-9A-F]{8}|[0-9a-f]{10})\.(?:js|css|wasm))( [A-Za-z0-9+/]{43})?"/g, `"../${folder}/$1$2"`);

function writeSums(folder) {
  const names = readdirSync(folder).sort();
  const bytes = names.map((name) => readFileSync(join(folder, name)));
  const sums = names.map((name, at) => `${digest("sha256", bytes[at], "hex")}  ${name}\n`).join("");
  const integrity = Object.fromEntries(names.map((name, at) => [name, `sha384-${digest("sha384", bytes[at], "base64")}`]));
  writeFileSync(join(folder, "SHA256SUMS"), sums);
  writeFileSync(join(folder, "integrity.json"), `${JSON.stringify(integrity, null, 2)}\n`);
}

/** Lays out the release from scratch. */
function layOut(folder, version) {
  const [whole, major] = [`v${version}`, `v${version.split(".")[0]}`];
  for (const name of [whole, major]) {
    rmSync(join(folder, name), { recursive: true, force: true });
    mkdirSync(join(folder, name), { recursive: true });
  }
  execFileSync("node", ["tools/build-site.mjs", join(folder, whole)], { stdio: "inherit" });
  writeFileSync(join(folder, whole, "sbom.cdx.json"), `${JSON.stringify(billOfMaterials(version), null, 2)}\n`);
  for (const name of siteOnly) rmSync(join(folder, whole, name));
  for (const name of named) copyFileSync(join(folder, whole, name), join(folder, major, name));
  for (const name of ["slot-finder.js", "embed.html"]) {
    writeFileSync(join(folder, major, name), elsewhere(readFileSync(join(folder, whole, name), "utf8"), whole));
  }
  for (const name of [whole, major]) writeSums(join(folder, name));
  return { whole, major };
}

const out = argv[2] ?? "release";
const { version } = JSON.parse(readFileSync("pkg/package.json", "utf8"));
const { whole, major } = layOut(out, version);
const again = mkdtempSync(join(tmpdir(), "slot-finder-release-"));
layOut(again, version);
const sums = (folder) => [whole, major].map((name) => readFileSync(join(folder, name, "SHA256SUMS"), "utf8")).join("");
const same = sums(out) === sums(again);
rmSync(again, { recursive: true });
if (!same) {
  console.error("release: built twice, it is not the same twice; nothing of it should be published");
  for (const name of [whole, major]) rmSync(join(out, name), { recursive: true });
  exit(1);
}
console.log(`${out}/${whole}/ and ${out}/${major}/; slot-finder.js of ${whole} is ${JSON.parse(readFileSync(join(out, whole, "integrity.json"), "utf8"))["slot-finder.js"]}`);
