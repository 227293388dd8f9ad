// Runs every part of the tests, even after a failure, and counts. The last line is `N passed, N failed`.
//
// A part that runs no test fails, and so does one that exits with an error although all its tests passed.
//
//     node tools/test.mjs [--quick] [PART[,PART]...]      all parts, or those named
//
// --quick is for between two edits: the parts without browser or new Wasm, with few random cases.

import { execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import process, { argv, env, stdout } from "node:process";
import { installed } from "../tests/engines/engines.mjs";

const quick = argv.includes("--quick");
const asked = argv.slice(2).filter((word) => !word.startsWith("--")).flatMap((word) => word.split(",")).filter(Boolean);

// Reads the counts from a tool's output.

/** The sum of the first number that `pattern` finds in each match. */
const sum = (output, pattern) => [...output.matchAll(pattern)].reduce((total, [, n]) => total + Number(n), 0);
const count = (passed, failed) => (output) => ({ passed: sum(output, passed), failed: sum(output, failed) });

const cargo = count(/^test result: .*?(\d+) passed/gm, /^test result: .*?(\d+) failed/gm);
const node = count(/^ℹ pass (\d+)/gm, /^ℹ (?:fail|cancelled) (\d+)/gm);
/** A test that passes on a retry counts as passed, but its name is printed. */
const playwright = count(/^ +(\d+) (?:passed|flaky)/gm, /^ +(\d+) (?:failed|interrupted|did not run)/gm);
/** One check that passes or fails. */
const one = (_, ok) => ({ passed: Number(ok), failed: Number(!ok) });

// The commands of the tools.

const native = (...command) => ["tools/with", "native", ...command];
const wasm = (...command) => ["tools/with", "wasm", ...command];
const lint = (...command) => ["tools/with", "lint", ...command];
const clippy = (...what) => lint("cargo", "clippy", ...what, "--", "--deny", "warnings");
const nodeTests = (...folders) => [
  "node", "--test", "--test-concurrency=1", "--test-reporter=spec",
  ...folders.flatMap((folder) => readdirSync(folder).filter((name) => /\.test\.m?[jt]s$/.test(name)).map((name) => `${folder}/${name}`)),
];

/** The tests from JavaScript's side, of the very package that ships. */
const boundary = (...where) => ({ count: cargo, command: wasm("wasm-pack", "test", ...where), env: { SLOT_FINDER_PACKAGE: "1" } });

/** Only rustup's compilers have clippy, and it can lint Wasm where rustup could add that target (ways 1 and 2 of the set-up). */
function wasmLints() {
  const target = ["--target", "wasm32-unknown-unknown"];
  const [program, ...query] = lint("rustc", "--print", "target-libdir", ...target);
  if (existsSync(execFileSync(program, query, { encoding: "utf8" }).trim())) {
    return [{ count: one, command: clippy("--package", "slot-finder", "--package", "slot-checker", "--package", "slot-publisher", "--lib", "--tests", ...target) }];
  }
  console.log("test: the lints of what is for Wasm need rustup's wasm32-unknown-unknown; they are left out");
  return [];
}

/** Few random questions for the oracles; the tests of the questions themselves need all. */
const few = { env: { PROPTEST_CASES: "20" }, tests: ["--", "--skip", "random_questions_reach"] };

const { here, missing } = installed();
if (missing.length && !quick) console.log(`test: not tested, since not installed here: ${missing.join(", ")}; \`make test-engines\` gets them`);

// The parts, in running order. Each has steps: commands and how to count their output. `build` marks a part that tests
// the output of `make build`, which then runs first.

const build = { name: "build", steps: [{ count: one, command: ["make", "--no-print-directory", "build"] }] };
const parts = [
  { name: "format", quick: true, steps: [{ count: one, command: lint("cargo", "fmt", "--all", "--check") }] },
  { name: "lints", quick: true, steps: [{ count: one, command: clippy("--workspace", "--all-targets") }, ...(quick ? [] : wasmLints())] },
  build,
  { name: "types", quick: true, build: !quick, steps: [".", "tests/page"].map((project) => ({ count: one, command: ["npx", "tsc", "--project", project] })) },
  ...(existsSync("tests/units") ? [{ name: "units", quick: true, build: !quick, steps: [{ count: node, command: nodeTests("tests/units") }] }] : []),
  {
    name: "native", quick: true,
    steps: [{ count: cargo, command: native("cargo", "test", "--workspace", "--no-fail-fast", ...(quick ? few.tests : [])), env: quick ? few.env : {} }],
  },
  { name: "wasm-node", build: true, steps: [boundary("--node")] },
  { name: "wasm-chrome", build: true, steps: [boundary("--headless", "--chrome")] },
  { name: "package", build: true, steps: [{ count: node, command: nodeTests("tests/package", "tests/budgets") }] },
  {
    name: "bundlers", build: true,
    steps: [{ count: one, command: ["tools/npm-ci.sh", "tests/bundlers"] }, { count: node, command: nodeTests("tests/bundlers") }],
  },
  {
    name: "frameworks", build: true,
    steps: [{ count: one, command: ["tools/npm-ci.sh", "tests/frameworks", "tests/types"] }, { count: node, command: nodeTests("tests/frameworks", "tests/types") }],
  },
  { name: "page", build: true, steps: [{ count: playwright, command: ["npx", "playwright", "test", "--config", "tests/page"] }] },
  {
    name: "engines", title: here.map(({ name }) => name).join(", "), build: true,
    steps: [
      { count: node, command: nodeTests("tests/engines") },
      ...(here.some(({ name }) => name === "Firefox") ? [boundary("--headless", "--firefox")] : []),
    ],
  },
];

const unknown = asked.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length) {
  console.error(`test: there is no part ${unknown.join(", ")}; there are ${parts.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}
const named = asked.length ? parts.filter(({ name }) => asked.includes(name)) : parts.filter((part) => part.quick || !quick);
const needed = named.some((part) => part.build) && !named.includes(build) ? [build] : [];
const chosen = parts.filter((part) => named.includes(part) || needed.includes(part));

// Counts come from the tools' output, which must have no colours.
const plain = { ...env, CARGO_TERM_COLOR: "never", NO_COLOR: "1" };
delete plain.FORCE_COLOR;
// A `make` inside of `make test` must not inherit its flags.
for (const name of ["MAKEFLAGS", "MFLAGS", "MAKELEVEL", "ONLY"]) delete plain[name];

/** Runs a command, shows its output, and returns the output and whether it succeeded. */
const run = ({ command: [program, ...args], env: more }) =>
  new Promise((done) => {
    let output = "";
    const child = spawn(program, args, { env: { ...plain, ...more }, stdio: ["ignore", "pipe", "pipe"] });
    const take = (text) => {
      output += text;
      stdout.write(text);
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", take);
    child.on("error", (error) => take(`${error.message}\n`));
    child.on("close", (code) => done({ output, ok: code === 0 }));
  });

/** Failed tests as the tools report them; the tail of a long log must name them too. */
const FAILED = /^ *(?:✘ .*|✖ (?!failing tests).*|test .* \.\.\. FAILED|error(?:\[\w+\])?: .*)$/gm;

const since = (start) => Math.round((Date.now() - start) / 1000);
const begin = Date.now();
const lines = [];
const total = { passed: 0, failed: 0 };
for (const [at, { name, title, steps }] of chosen.entries()) {
  const start = Date.now();
  const sums = { passed: 0, failed: 0 };
  const names = [];
  const whys = [];
  for (const step of steps) {
    console.log(`\n=== ${at + 1} of ${chosen.length}, ${name}${title ? ` (${title})` : ""}, after ${since(begin)} s: ${step.command.join(" ")}`);
    const { output, ok } = await run(step);
    const { passed, failed } = step.count(output, ok);
    const broken = failed === 0 && (!ok || passed === 0);
    if (broken) whys.push(ok ? "no test ran" : "ended badly");
    sums.passed += passed;
    sums.failed += failed + Number(broken);
    if (broken || failed || /^ +\d+ flaky/m.test(output)) names.push(...(output.match(FAILED) ?? []));
  }
  total.passed += sums.passed;
  total.failed += sums.failed;
  const verdict = sums.failed ? "FAILED" : "ok    ";
  lines.push([verdict, name.padEnd(12), `${sums.passed} passed, ${sums.failed} failed, ${since(start)} s`, ...whys].join("  "));
  lines.push(...[...new Set(names)].slice(0, 20).map((name) => `       ${name.trim()}`));
}
console.log(`\n${lines.join("\n")}\n\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed ? 1 : 0;
