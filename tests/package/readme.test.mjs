// The commands of the README do what it says. A comment, which readers do not see, marks the block of `sh` after it:
//
//     <!-- run -->               the block must end well
//     <!-- run until: WORDS -->  the block must print WORDS, and is stopped then
//
// Each block is run by bash in the project's folder, with no input, and stops at the first command that fails.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { env, kill } from "node:process";
import { test } from "node:test";

const readme = readFileSync("README.md", "utf8");
const blocks = [...readme.matchAll(/^<!-- run(?: until: (.+))? -->\n+```sh\n([^]*?)^```$/gm)].map(([, until, commands]) => ({ until, commands }));

/** Runs a block; resolves with what it printed when it has ended, or has printed the words to wait for and was stopped. */
const run = ({ until, commands }) =>
  new Promise((done, failed) => {
    // Tests may run inside of `make`, whose flags are not the reader's; the port may be in use by another server.
    const { MAKEFLAGS, MAKELEVEL, MFLAGS, NODE_TEST_CONTEXT, ...rest } = env;
    // In a process group of its own, all that it started can be stopped at once.
    const child = spawn("bash", ["-euo", "pipefail", "-c", commands], { env: rest, stdio: ["ignore", "pipe", "pipe"], detached: true });
    let output = "";
    let seen = false;
    const take = (text) => {
      output += text;
      if (until && !seen && output.includes(until)) {
        seen = true;
        kill(-child.pid, "SIGTERM");
      }
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", take);
    child.on("error", failed);
    child.on("close", (code) => {
      if (until ? seen : code === 0) done(output);
      else failed(new Error(`it ended with ${code}, having printed:\n${output}`));
    });
  });

test("every mark stands before a block of commands", () => {
  assert.equal(blocks.length, readme.match(/<!-- run/g)?.length, "a mark without its block, or a block without end");
});

for (const block of blocks) test(`\`${block.commands.trim().replaceAll("\n", "; ")}\` does what the README says`, () => run(block));
