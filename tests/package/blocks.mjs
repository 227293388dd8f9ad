// Runs the commands of a Markdown page. A comment, which readers do not see, marks the block of `sh` after it:
//
//     <!-- run -->               the block must end well
//     <!-- run until: WORDS -->  the block must print WORDS, and is stopped then
//     <!-- serve -->             the block must print an address of this machine, and runs on until the test has ended

import { spawn } from "node:child_process";
import { env, kill } from "node:process";

const address = /http:\/\/127\.0\.0\.1:\d+\//;

/** The marked blocks of a page: their purpose, and their commands. */
export function blocksOf(markdown) {
  const found = [...markdown.matchAll(/^<!-- (run|serve)(?: until: (.+))? -->\n+```sh\n([^]*?)^```$/gm)];
  const marks = markdown.match(/<!-- (?:run|serve)/g)?.length ?? 0;
  if (found.length !== marks) throw new Error("a mark without its block, or a block without end");
  return found.map(([, mark, until, commands]) => ({ mark, until: mark === "serve" ? address : until, commands }));
}

/**
 * Runs a block with bash, without input, stopping at the first failing command. Resolves with the output once it has
 * ended or has printed the expected words, and with a function that stops what may still run.
 */
export const run = ({ mark, until, commands }, { cwd, more = {} } = {}) =>
  new Promise((done, failed) => {
    // Tests may run inside of `make`, whose flags must not leak; another server may use the port.
    const { MAKEFLAGS, MAKELEVEL, MFLAGS, NODE_TEST_CONTEXT, ...rest } = env;
    // In a process group of its own, to stop everything that it started at once.
    const child = spawn("bash", ["-euo", "pipefail", "-c", commands], { cwd, env: { ...rest, ...more }, stdio: ["ignore", "pipe", "pipe"], detached: true });
    let output = "";
    let seen = false;
    let ended = false;
    const stop = () => {
      if (!ended) kill(-child.pid, "SIGTERM");
    };
    const take = (text) => {
      output += text;
      if (!until || seen || output.search(until) < 0) return;
      seen = true;
      if (mark === "serve") done({ output, stop });
      else stop();
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", take);
    child.on("error", failed);
    child.on("close", (code) => {
      ended = true;
      if (until ? seen : code === 0) done({ output, stop });
      else failed(new Error(`it ended with ${code}, having printed:\n${output}`));
    });
  });
