// Tests that www/custom-elements.json, which editors and documentation read, describes the elements exactly.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "./finder";
import { blitar, kediri, malang, sundayMorning, SUNDAY_MORNING, week, withRows } from "./feeds";

const source = (path: string): string => readFileSync(new URL(`../../www/${path}`, import.meta.url), "utf8");
interface Named { name: string }
interface Declaration { tagName: string; attributes: Named[]; members: (Named & { readonly?: boolean })[]; events: Named[]; cssParts: Named[]; cssProperties: Named[] }
const manifest = JSON.parse(source("custom-elements.json")) as { schemaVersion: string; modules: { declarations: Declaration[] }[] };
const declarations = manifest.modules.flatMap(({ declarations }) => declarations);
const [finderSaid, summarySaid] = ["slot-finder", "slot-summary"].map((tag) => declarations.find(({ tagName }) => tagName === tag));
const names = (list: Named[] | undefined): string[] => (list ?? []).map(({ name }) => name).sort();
const sorted = (found: Iterable<string>): string[] => [...new Set(found)].sort();

const sheets = (readdirSync(new URL("../../www/src", import.meta.url), { recursive: true }) as string[]).filter((name) => name.endsWith(".css"));

test("the manifest is of schema 1.0.0 and names the tokens of the style sheets and the events that the types name", () => {
  expect(manifest.schemaVersion).toBe("1.0.0");
  const tokens = sorted(sheets.flatMap((name) => source(`src/${name}`).match(/--slot-finder-[a-z-]+/g) ?? []));
  for (const said of [finderSaid, summarySaid]) expect(names(said?.cssProperties)).toEqual(tokens);
  expect(tokens).toEqual(expect.arrayContaining(["accent", "on-accent", "bg", "text", "radius", "font"].map((name) => `--slot-finder-${name}`)));
  expect(names(finderSaid?.events)).toEqual(sorted(source("src/state/events.ts").match(/"slot-finder-[a-z]+"/g)?.map((text) => text.slice(1, -1)) ?? []));
});

test("the manifest names the attributes and members of the elements", async ({ finder, page }) => {
  await finder.open();
  const found = await page.evaluate(() => ["slot-finder", "slot-summary"].map((tag) => {
    const element = customElements.get(tag) as CustomElementConstructor & { observedAttributes: string[] };
    // A shell is around the class that has the members, and only the shell calls `leave`.
    const members = Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(element.prototype))).filter(([name]) => !/^(constructor|leave)$|Callback$/.test(name));
    return { attributes: element.observedAttributes, members: members.map(([name, { get, set }]) => (get && !set ? `${name}, to read` : name)) };
  }));
  for (const [at, said] of [finderSaid, summarySaid].entries()) {
    expect(names(said?.attributes)).toEqual(sorted(found[at]?.attributes ?? []));
    expect(sorted(said?.members.map(({ name, readonly }) => (readonly ? `${name}, to read` : name)) ?? [])).toEqual(sorted(found[at]?.members ?? []));
  }
});

test("the manifest names the parts that are drawn", async ({ finder, page }) => {
  const parts = new Set<string>();
  const look = async (tag = "slot-finder"): Promise<void> => {
    const drawn = await page.locator(tag).evaluate((element) => [...(element.shadowRoot?.querySelectorAll("[part]") ?? [])].flatMap((part) => [...part.part]));
    for (const name of drawn) parts.add(name);
  };
  await page.addInitScript(() => void (Math.random = () => 0.5));
  await finder.open({ feed: sundayMorning({ sample: true, ttl: 300 }), running: true });
  await expect(page.locator("footer")).toBeAttached();
  await look();
  await finder.serveFeed(sundayMorning({ sample: true, ttl: 300, generated_at: "2026-11-22T08:14:00+07:00", offices: [withRows(kediri, week([9])), blitar, malang] }));
  // The feed's five minutes, plus a tenth.
  await page.clock.runFor(332_000);
  await expect(finder.bar).toBeVisible();
  await look();
  await finder.book.first().click();
  await expect(page.locator("[part=handoff]")).toBeVisible();
  await look();
  await page.keyboard.press("Escape");
  await finder.names.first().getByRole("button").click();
  await expect(page.locator("[part=office]")).toBeVisible();
  await look();
  await page.keyboard.press("Escape");
  await finder.filter.click();
  await expect(page.locator("[part=filters]")).toBeVisible();
  await look();
  await page.keyboard.press("Escape");
  for (const [view, part] of [["Kalender", "board"], ["Peta", "map"]] as const) {
    await page.getByRole("button", { name: view }).click();
    await expect(page.locator(`[part=${part}]`)).toBeVisible();
    await look();
  }
  expect(sorted(parts)).toEqual(names(finderSaid?.cssParts));

  parts.clear();
  await page.clock.setFixedTime(SUNDAY_MORNING);
  await page.evaluate(() => {
    for (const view of ["sentence", "capacity"]) {
      const summary = document.createElement("slot-summary");
      summary.setAttribute("src", "feed.json");
      summary.setAttribute("view", view);
      summary.id = view;
      document.body.append(summary);
    }
  });
  for (const [id, part] of [["sentence", "sentence"], ["capacity", "capacity"]] as const) {
    await expect(page.locator(`#${id} [part=${part}]`)).toBeVisible();
    await look(`slot-summary#${id}`);
  }
  expect(sorted(parts)).toEqual(names(summarySaid?.cssParts));
});
