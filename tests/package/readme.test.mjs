// The commands of the README do what it says, each run in the project's folder.

import { readFileSync } from "node:fs";
import { test } from "node:test";
import { blocksOf, run } from "./blocks.mjs";

for (const block of blocksOf(readFileSync("README.md", "utf8"))) {
  test(`\`${block.commands.trim().replaceAll("\n", "; ")}\` does what the README says`, () => run(block));
}
