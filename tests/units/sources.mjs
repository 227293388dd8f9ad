// Loads modules of www/src into Node, bundled by esbuild like the page's. Leaves out the engine: the tested modules
// take its answers as arguments.

import { build } from "esbuild";

/** The exports of some modules of www/src, given by their paths without extension, all in one object. */
export async function load(...modules) {
  const { outputFiles } = await build({
    stdin: { contents: modules.map((name) => `export * from "./www/src/${name}";`).join("\n"), resolveDir: "." },
    bundle: true,
    write: false,
    format: "esm",
    target: "node20",
    jsx: "automatic",
    jsxImportSource: "preact",
    loader: { ".css": "text" },
    external: ["*/slot_finder.js", "*/slot_checker.js", "*/slot_publisher.js"],
    logLevel: "error",
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

/** Instants for the tests: a Sunday morning in Java. */
export const SUNDAY = Date.parse("2026-11-22T08:12:00+07:00");

/** An office as the engine returns it, by default in Kediri. */
export const office = (more = {}) => ({
  id: "kanim-kediri", name: { text: "Kantor Imigrasi Kelas II Non TPI Kediri", lang: "id" }, short: { text: "Kediri", lang: "id" },
  lat: -7.75517, lon: 111.94975, timeZone: "Asia/Jakarta", observedAt: "2026-11-22T08:00:00+07:00", notes: [], closed: [], ...more,
});

/** An offer as the engine returns it, by default on Thursday 26 November with 12 places left. */
export const offer = (more = {}) => {
  const at = more.office ?? office();
  return {
    officeId: at.id, office: at, serviceId: "regular", service: { text: "Paspor biasa", lang: "id" }, channel: "app", date: "2026-11-26", open: 12,
    precision: "exact", together: true, waitDays: 4, readyOn: "2026-12-02", ageSeconds: 720, stale: false, sessions: [], days: [],
    booking: { steps: [], leadDays: 1 }, ...more,
  };
};

/** An answer of the engine with these offers. */
export const ranking = (offers = [], more = {}) => ({
  offers, offices: offers.length, total: offers.length, highlights: {}, nearer: [], alternatives: [],
  freshness: { generatedAt: "2026-11-22T08:00:00+07:00", ageSeconds: 720, state: "fresh" }, ...more,
});
