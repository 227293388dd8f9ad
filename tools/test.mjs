// Runs every suite of tests, whether or not one before it failed, and counts. The last line is `N passed, N failed`.
//
// A suite that runs no test has failed, and so has one that ends badly although all its tests passed.
//
//     node tools/test.mjs [engines]      all, or only what runs in more than one browser

import { execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import process, { argv, env, stdout } from "node:process";
import { installed } from "../tests/engines/engines.mjs";

/** The sum of what `pattern` finds first in each match. */
const sum = (output, pattern) => [...output.matchAll(pattern)].reduce((total, [, n]) => total + Number(n), 0);
const count = (passed, failed) => (output) => ({ passed: sum(output, passed), failed: sum(output, failed) });

const cargo = count(/^test result: .*?(\d+) passed/gm, /^test result: .*?(\d+) failed/gm);
const node = count(/^ℹ pass (\d+)/gm, /^ℹ (?:fail|cancelled) (\d+)/gm);
/** What failed once and passed when tried again is among the passed; its name is shown all the same. */
const playwright = count(/^ +(\d+) (?:passed|flaky)/gm, /^ +(\d+) (?:failed|interrupted|did not run)/gm);
/** One check that holds or does not. */
const one = (_, ok) => ({ passed: Number(ok), failed: Number(!ok) });

const testFiles = (folder) => readdirSync(folder).filter((name) => name.endsWith(".test.mjs")).map((name) => `${folder}/${name}`);
const native = (...command) => ["tools/with", "native", ...command];
const wasm = (...command) => ["tools/with", "wasm", ...command];
const lint = (...command) => ["tools/with", "lint", ...command];
const clippy = (...what) => lint("cargo", "clippy", ...what, "--", "--deny", "warnings");

const nodeTests = (...files) => ["node", "--test", "--test-concurrency=1", "--test-reporter=spec", ...files];

const { here, missing } = installed();
const engines = [{ name: `smoke test: ${here.map(({ name }) => name).join(", ")}`, count: node, command: nodeTests("tests/engines/smoke.test.mjs") }];
if (here.some(({ name }) => name === "Firefox")) {
  engines.push({ name: "Wasm tests in Firefox", count: cargo, command: wasm("wasm-pack", "test", "--headless", "--firefox") });
}

const everything = [
  { name: "format", count: one, command: lint("cargo", "fmt", "--check") },
  { name: "lints", count: one, command: clippy("--all-targets", "--all-features") },
  { name: "build", count: one, command: ["make", "--no-print-directory", "build"] },
  { name: "types of the page", count: one, command: ["npx", "tsc", "--project", "."] },
  { name: "types of the end-to-end tests", count: one, command: ["npx", "tsc", "--project", "tests/page"] },
  { name: "native tests", count: cargo, command: native("cargo", "test", "--all-features", "--no-fail-fast") },
  { name: "Wasm tests in Node", count: cargo, command: wasm("wasm-pack", "test", "--node") },
  { name: "Wasm tests in Chromium", count: cargo, command: wasm("wasm-pack", "test", "--headless", "--chrome") },
  {
    name: "package, budgets, README",
    count: node,
    command: nodeTests(...testFiles("tests/package"), ...testFiles("tests/budgets")),
  },
  { name: "page in Chromium", count: playwright, command: ["npx", "playwright", "test", "--config", "tests/page"] },
  ...engines,
];

// Clippy comes with rustup's compilers only, and knows Wasm where rustup could add that target (ways 1 and 2 of the set-up).
const wasm32 = ["--target", "wasm32-unknown-unknown"];
const [program, ...query] = lint("rustc", "--print", "target-libdir", ...wasm32);
if (existsSync(execFileSync(program, query, { encoding: "utf8" }).trim())) {
  everything.splice(2, 0, { name: "lints of what is for Wasm", count: one, command: clippy("--all-targets", ...wasm32) });
  everything.splice(3, 0, { name: "lints of the checker's Wasm", count: one, command: clippy("--lib", "--features", "check", ...wasm32) });
} else {
  console.log("test: the lints of what is for Wasm need rustup's wasm32-unknown-unknown; they are not among the suites");
}

const suites = argv[2] === "engines" ? engines : everything;
if (missing.length) console.log(`test: not tested, since not installed here: ${missing.join(", ")}; \`make test-engines\` gets them`);

// Numbers are read from what the suites print, so it must be plain.
const plain = { ...env, CARGO_TERM_COLOR: "never", NO_COLOR: "1" };
delete plain.FORCE_COLOR;

/** Runs a command, shows what it prints, and gives that back with whether it ended well. */
const run = ([program, ...args]) =>
  new Promise((done) => {
    let output = "";
    const child = spawn(program, args, { env: plain, stdio: ["ignore", "pipe", "pipe"] });
    const take = (text) => {
      output += text;
      stdout.write(text);
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", take);
    child.on("error", (error) => take(`${error.message}\n`));
    child.on("close", (code) => done({ output, ok: code === 0 }));
  });

/** What the suites' own reports call a test that failed; the tail of a long log must name it too. */
const FAILED = /^ *(?:✘ .*|✖ (?!failing tests).*|test .* \.\.\. FAILED|error(?:\[\w+\])?: .*)$/gm;

const lines = [];
const total = { passed: 0, failed: 0 };
for (const { name, count, command } of suites) {
  console.log(`\n=== ${name}: ${command.join(" ")}`);
  const start = Date.now();
  const { output, ok } = await run(command);
  const { passed, failed } = count(output, ok);
  const broken = failed === 0 && (!ok || passed === 0);
  const why = broken ? (ok ? "  no test ran" : "  ended badly") : "";
  total.passed += passed;
  total.failed += failed + Number(broken);
  const seconds = Math.round((Date.now() - start) / 1000);
  const names = [...new Set(broken || failed || /^ +\d+ flaky/m.test(output) ? output.match(FAILED) : [])].slice(0, 20);
  lines.push(`${broken || failed ? "FAILED" : "ok    "} ${name.padEnd(30)} ${passed} passed, ${failed} failed, ${seconds} s${why}`, ...names.map((name) => `       ${name.trim()}`));
}
console.log(`\n${lines.join("\n")}\n\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed ? 1 : 0;
