// Next.js and Parcel, which are large and take long to build: `make test-bundlers` installs them.

import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertFolderWorks, makeProject, useProject } from "../site.mjs";

const here = import.meta.dirname;
const run = (name, args, cwd) => execFileSync(process.execPath, [join(here, "node_modules", name), ...args], {
  cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", PARCEL_WORKERS: "0" },
});
const project = useProject(here);

test("Next 15 renders it on the server and takes it over in the browser", async () => {
  const { scratch } = project;
  // Without the page of the others, which Next would take for its own.
  rmSync(project.app, { recursive: true });
  mkdirSync(project.app);
  writeFileSync(join(project.app, "layout.jsx"), `export default function Layout({ children }) { return <html lang="id"><body>{children}</body></html>; }`);
  writeFileSync(join(project.app, "page.jsx"), `"use client";
import { useEffect } from "react";
import "slot-finder/element";
import init, { SlotFinder } from "slot-finder";
export default function Page() {
  useEffect(() => {
    init().then(async () => {
      const finder = await SlotFinder.load(new URL("feed.json", location.href).href);
      globalThis.offices = finder.info.offices;
      finder.free();
    });
  }, []);
  return <slot-finder src="feed.json" lang="id"><p>Tautan</p></slot-finder>;
}`);
  writeFileSync(join(scratch, "next.config.mjs"), `export default { output: "export", eslint: { ignoreDuringBuilds: true }, outputFileTracingRoot: ${JSON.stringify(scratch)} };`);
  run("next/dist/bin/next", ["build"], scratch);
  await assertFolderWorks(join(scratch, "out"));
});

test("Parcel builds it", async () => {
  const parcel = makeProject(here);
  try {
    run("parcel/lib/bin.js", ["build", join(parcel.app, "index.html"), "--public-url", "./", "--dist-dir", join(parcel.scratch, "out"), "--no-cache", "--no-source-maps"], parcel.scratch);
    await assertFolderWorks(join(parcel.scratch, "out"));
  } finally {
    parcel.remove();
  }
});
