// Takes a visitor's first steps in each installed engine: load, type a town, list, calendar, hand-off; and checks the
// fallback for a broken feed. Uses the strict policy of tools/serve.mjs.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { serveThen, stopClock, writeSample } from "../sample.mjs";
import { installed, start } from "./engines.mjs";
import { until } from "./webdriver.mjs";

const { here } = installed();

const folder = mkdtempSync(join(tmpdir(), "slot-finder-engines-"));
let site;

/** A copy of the site with tampered files; tampered scripts would be noticed if they ran. */
function copyChanged(name, files) {
  const copy = join(folder, name);
  cpSync("www/dist", copy, { recursive: true });
  writeFileSync(join(copy, "host.html"), `<!doctype html><html lang="id"><title>Host</title><script type="module" src="slot-finder.js"></script>
    <slot-finder src="../feed.json" lang="id"><a href="https://publisher.example/">Daftar lewat M-Paspor</a></slot-finder></html>`);
  stopClock(copy);
  for (const file of files) {
    const bytes = readFileSync(join(copy, file));
    writeFileSync(join(copy, file), file.endsWith(".js") ? Buffer.concat([Buffer.from("globalThis.changed=1;"), bytes]) : bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte)));
  }
}

before(async () => {
  cpSync("www/dist", folder, { recursive: true });
  writeSample(join(folder, "feed.json"));
  writeFileSync(join(folder, "broken.json"), readFileSync(join(folder, "feed.json")).subarray(0, 2_000));
  writeFileSync(join(folder, "broken.html"), `<!doctype html><html lang="id"><title>Host</title><script type="module" src="slot-finder.js"></script>
    <slot-finder src="broken.json" lang="id"><a href="https://publisher.example/">Daftar lewat M-Paspor</a></slot-finder></html>`);
  stopClock(folder);
  const parts = readdirSync(folder).filter((name) => /-[0-9A-F]{8}\.js$/.test(name));
  // The entry asks for the words of the page's language, which the HTML cannot know.
  const isFirst = (name) => /^(id|en)-\w{8}\.js$/.test(name) || readFileSync(join(folder, "index.html"), "utf8").includes(`href="${name}"`);
  copyChanged("first", parts.filter(isFirst));
  copyChanged("later", parts.filter((name) => !isFirst(name)));
  copyChanged("wasm", readdirSync(folder).filter((name) => name.startsWith("slot_finder_bg-")));
  site = await serveThen(folder);
});
after(async () => {
  await site?.close();
  rmSync(folder, { recursive: true });
});

for (const { name, engine } of here) {
  describe(name, () => {
    let session, stop;
    before(async () => {
      ({ session, stop } = await start(engine));
    });
    after(() => stop?.());

    test("the page opens with a list, nearest first once a town is typed", async () => {
      await session.open(site.url);
      await session.wait(".row h3");
      await session.type("#place", "kota kediri");
      await session.click("[role=option]", "^Kota Kediri");
      assert.match(await session.text(".row .km", "km"), /\d+ km/);
      assert.match(await session.text(".row.own", "Kediri"), /Kediri/);
    });

    test("the calendar shows the same offices by day, and the list comes back", async () => {
      const first = await session.text(".row h3");
      await session.click(".toolbar button", "^Kalender");
      await session.wait("[role=grid]");
      assert.ok(await session.wait("[role=grid] *", first));
      await session.click(".toolbar button", "^Daftar");
      assert.equal(await session.text(".row h3"), first);
    });

    test("the way to book opens over the list and closes again", async () => {
      await session.click("button", "^Cara pesan");
      assert.match(await session.text("dialog h2"), /M-Paspor/);
      await session.click("dialog button", "^Kembali");
      assert.equal(await session.find("dialog"), null);
    });

    for (const part of ["first", "wasm"]) {
      test(`where the ${part} part was changed on the host nothing of it runs, and the page's own link stays`, async () => {
        await session.open(`${site.url}${part}/host.html`);
        // A refused file is not requested again, so after a moment nothing more can come.
        await until("the refusal", () => session.run((part) => part === "first" || Boolean(document.querySelector("slot-finder").shadowRoot?.querySelector(".notice.error")), part));
        await pause(1_000);
        const { link, changed, lists } = await session.run(() => ({
          link: document.querySelector("slot-finder > a").getBoundingClientRect().height,
          changed: globalThis.changed ?? null,
          lists: document.querySelector("slot-finder").shadowRoot?.querySelectorAll(".row h3").length ?? 0,
        }));
        assert.ok(link > 0, "the link is not shown");
        assert.equal(changed, null);
        assert.equal(lists, 0);
      });
    }

    test("where later parts were changed on the host the list is there, and nothing of them runs", async () => {
      await session.open(`${site.url}later/host.html`);
      await session.wait(".row h3");
      await session.wait(".notice.error");
      assert.equal(await session.run(() => globalThis.changed ?? null), null);
    });

    test("where the feed is broken the page's own link stays", async () => {
      await session.open(`${site.url}broken.html`);
      await session.wait(".notice.error");
      const { link, height } = await session.run(() => {
        const link = document.querySelector("slot-finder > a");
        return { link: link.textContent, height: link.getBoundingClientRect().height };
      });
      assert.equal(link, "Daftar lewat M-Paspor");
      assert.ok(height > 0, "the link is not shown");
    });
  });
}
