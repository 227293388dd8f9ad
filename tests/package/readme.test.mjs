// Runs the commands of the README and of the developers' page in the project's folder.

import { readFileSync } from "node:fs";
import { test } from "node:test";
import { blocksOf, run } from "./blocks.mjs";

for (const page of ["README.md", "www/docs/developers.md"]) {
  for (const block of blocksOf(readFileSync(page, "utf8"))) {
    test(`${page}: \`${block.commands.trim().replaceAll("\n", "; ")}\` works`, () => run(block));
  }
}
