import { expect, test } from "./finder";
import { sundayMorning } from "./feeds";

const asked = (url: string): Record<string, string> => Object.fromEntries(new URL(url).searchParams);

test("the question is in the address and survives a reload", async ({ finder, page }) => {
  await finder.open();
  await finder.askForThree();
  await finder.filter.click();
  await page.getByLabel("Jarak").selectOption("100");
  await page.getByLabel("Kamis", { exact: true }).check();
  await page.getByLabel("Paling awal").fill("2026-11-24");
  await finder.sort.selectOption("most_open");
  // Thursday 26: Blitar 12, Malang 30.
  await expect(finder.names).toHaveText(["Malang", "Blitar"]);
  await expect.poll(() => asked(page.url())).toEqual({
    place: "Kota Kediri, Jawa Timur", party: "3", within: "100", from: "2026-11-24", weekdays: "4", sort: "most_open",
  });
  await page.reload();
  await expect(finder.answer).toHaveText("Ada kuota untuk 3 orang di 2 kantor");
  await finder.hasAsked("Kota Kediri", 3);
  await expect(finder.names).toHaveText(["Malang", "Blitar"]);
  await expect(finder.filter).toHaveText("Saring 3");
});

test("it is there again on the way back from another page", async ({ finder, page }) => {
  await finder.open();
  await finder.filter.click();
  await page.getByLabel("Kamis", { exact: true }).check();
  await expect.poll(() => asked(page.url())).toEqual({ weekdays: "4" });
  await page.goto("./icon.svg");
  await page.goBack();
  await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 2 kantor");
  await expect(page.getByRole("button", { name: "Hapus saringan: Kamis" })).toBeVisible();
});

test("view, order and filters are in the address, and a reload shows what was seen", async ({ finder, page }) => {
  await finder.open();
  await finder.askForThree();
  await page.getByRole("button", { name: "Kalender", exact: true }).click();
  await finder.sort.selectOption("most_open");
  await expect.poll(() => asked(page.url())).toEqual({ place: "Kota Kediri, Jawa Timur", party: "3", view: "board", sort: "most_open" });
  await page.reload();
  await expect(page.locator(".board")).toBeVisible();
  await expect(page.getByRole("button", { name: "Kalender", exact: true })).toHaveAttribute("aria-pressed", "true");
  await expect(finder.sort).toHaveValue("most_open");
  await finder.hasAsked("Kota Kediri", 3);
});

test("Back from the map returns to the list, and takes back filters and order one by one; place, people and date stay", async ({ finder, page }) => {
  await finder.open();
  await expect(page.locator("footer")).toBeVisible();
  await finder.sort.selectOption("most_open");
  await expect.poll(() => asked(page.url())).toEqual({ sort: "most_open" });
  await finder.filter.click();
  await page.getByLabel("Kamis", { exact: true }).check();
  await page.getByLabel("Jumat", { exact: true }).check();
  await finder.closeFilters();
  await expect.poll(() => asked(page.url())).toEqual({ weekdays: "4,5", sort: "most_open" });
  await page.getByRole("button", { name: "Peta", exact: true }).click();
  await expect.poll(() => asked(page.url())).toEqual({ view: "map", weekdays: "4,5", sort: "most_open" });
  await finder.askForThree();
  await finder.needed.fill("2026-12-27");
  const lasting = { place: "Kota Kediri, Jawa Timur", party: "3", needed: "2026-12-27" };
  await expect.poll(() => asked(page.url())).toEqual({ ...lasting, view: "map", weekdays: "4,5", sort: "most_open" });

  await page.goBack();
  await expect(finder.rows.first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Daftar", exact: true })).toHaveAttribute("aria-pressed", "true");
  await expect(finder.filter).toHaveText("Saring 1");
  await expect.poll(() => asked(page.url())).toEqual({ ...lasting, weekdays: "4,5", sort: "most_open" });
  await page.goBack();
  await expect(finder.filter).toHaveText("Saring");
  await expect(finder.sort).toHaveValue("most_open");
  await page.goBack();
  await expect(finder.sort).toHaveValue("best");
  await finder.hasAsked("Kota Kediri", 3);
  await expect(finder.needed).toHaveValue("2026-12-27");
  await page.goForward();
  await expect(finder.sort).toHaveValue("most_open");
  await finder.hasAsked("Kota Kediri", 3);
});

test("Back closes the sheet of filters, and what was chosen in it stays", async ({ finder, page }) => {
  await finder.open();
  await expect(page.locator("footer")).toBeVisible();
  await finder.filter.click();
  await page.getByLabel("Kamis", { exact: true }).check();
  await page.goBack();
  await expect(finder.dialog).toHaveCount(0);
  await expect(finder.filter).toHaveText("Saring 1");
  await expect.poll(() => asked(page.url())).toEqual({ weekdays: "4" });
  await page.goBack();
  await expect(finder.filter).toHaveText("Saring");
  await expect.poll(() => asked(page.url())).toEqual({});
});

test("what is taken away leaves the address, and what others put there stays", async ({ finder, page }) => {
  await finder.open({ lang: "en" });
  await finder.people.selectOption("2");
  await expect.poll(() => asked(page.url())).toEqual({ lang: "en", party: "2" });
  await finder.people.selectOption("1");
  await expect.poll(() => asked(page.url())).toEqual({ lang: "en" });
});

test("what is asked before the page keeps itself up to date is in the address too", async ({ finder, page }) => {
  let release = (): void => {};
  const clicked = new Promise<void>((resolve) => { release = resolve; });
  await page.route("**/updates-*.js", async (route) => {
    await clicked;
    await route.continue();
  });
  await finder.open({ lang: "en" });
  await finder.people.selectOption("2");
  await expect(finder.answer).toContainText("2 people");
  release();
  await expect.poll(() => asked(page.url())).toEqual({ lang: "en", party: "2" });
});

test("a page that only opens leaves its address as it was typed", async ({ finder, page }) => {
  await finder.open({ lang: "en" });
  // The foot of the page comes with the last part that is fetched.
  await expect(page.locator("slot-finder footer").last()).toBeVisible();
  expect(asked(page.url())).toEqual({ lang: "en" });
});

test.describe("with a position of the phone", () => {
  test.use({ geolocation: { latitude: -7.8233, longitude: 112.0156 }, permissions: ["geolocation"] });

  test("the address never holds it", async ({ finder, page }) => {
    await finder.open();
    await finder.people.selectOption("2");
    await page.getByRole("button", { name: "Pakai lokasi saya" }).click();
    await expect(finder.place).toHaveValue("Lokasi Anda");
    await finder.filter.click();
    await page.getByLabel("Jarak").selectOption("100");
    await expect.poll(() => asked(page.url())).toEqual({ party: "2", within: "100" });
    // Without a place a radius has no effect, and nothing breaks.
    await page.reload();
    await expect(finder.answer).toHaveText("Ada kuota untuk 2 orang di 5 kantor");
  });
});

test("towns with the same name are distinguished", async ({ finder, page }) => {
  await finder.open();
  await finder.chooseTown("wates", /Kabupaten Blitar/i);
  await expect.poll(() => asked(page.url())["place"]).toMatch(/^Wates, .*Blitar$/i);
  const first = await finder.rows.first().locator(".km").textContent();
  await page.reload();
  await expect(finder.rows.first().locator(".km")).toHaveText(first ?? "");
});

test.describe("with nonsense in the address", () => {
  test.use({ allowed: /^slot-finder: \?/ });

  test("each value is named and counts as absent", async ({ finder, page }) => {
    const reports: string[] = [];
    page.on("console", (message) => reports.push(message.text()));
    await finder.start({ feed: sundayMorning() });
    await page.goto("./?party=0&needed=2026-02-30&within=-1&services=%3Cb%3E&weekdays=1,9&after=25:00&together=maybe&sort=worst&place=Atlantis&from=2026-11-30&to=2026-11-23");
    await expect(finder.answer).toBeVisible();
    // Only `from` counts, since the end is before it: Blitar on Monday 30.
    await expect(finder.names).toHaveText(["Blitar"]);
    for (const name of ["party=0", "needed=2026-02-30", "within=-1", "services=<b>", "weekdays=1,9", "after=25:00", "together=maybe", "sort=worst", "place=Atlantis"]) {
      expect(reports).toContainEqual(expect.stringContaining(`slot-finder: ?${name}: expected`));
    }
  });
});

test("an office that the feed lacks, asked for by the address, can be removed", async ({ finder, page }) => {
  await finder.start({});
  await page.goto("./?offices=gone");
  await expect(page.locator(".empty")).toContainText("Tidak ada kantor yang cocok dengan saringan ini.");
  await page.getByRole("button", { name: "Hapus saringan: Hanya gone" }).click();
  await expect(finder.names).toHaveCount(5);
});

test("a dialog that was open at a reload leaves no step that does nothing", async ({ finder, page }) => {
  await finder.open();
  await finder.askForThree();
  const start = page.url();
  const details = finder.row("Blitar").locator(".open-office");
  const heading = finder.dialog.getByRole("heading", { name: "Blitar", exact: true });
  await details.click();
  await expect(heading).toBeVisible();
  for (let times = 0; times < 2; times++) {
    await page.reload();
    await expect(heading).toBeVisible();
  }
  await page.goBack();
  await expect(finder.dialog).toHaveCount(0);
  expect(page.url()).toBe(start);
  await page.goForward();
  await expect(heading).toBeVisible();
  await finder.dialog.getByRole("button", { name: "Kembali" }).click();
  await expect(finder.dialog).toHaveCount(0);
  await expect.poll(() => page.url()).toBe(start);

  // A hand-off, alone and over an office, does not reopen.
  await finder.book.first().click();
  await expect(finder.dialog).toBeVisible();
  await page.reload();
  await expect(page.locator(".living")).toBeAttached();
  await details.click();
  await finder.dialog.getByRole("button", { name: /Kamis, 26 November/ }).click();
  await expect(page.locator(".handoff")).toBeVisible();
  await page.reload();
  await expect(heading).toBeVisible();
  await page.goBack();
  await expect(finder.dialog).toHaveCount(0);
  await expect.poll(() => page.url()).toBe(start);
  await page.goBack();
  await expect(page).toHaveURL("about:blank");
});

test("without sync-url the address of a host page is left alone", async ({ finder, page }) => {
  await finder.open({ element: { attributes: 'src="feed.json" places="places.json" lang="id"' } });
  const before = page.url();
  await finder.people.selectOption("2");
  await finder.row("Blitar").locator(".open-office").click();
  await expect(finder.dialog).toBeVisible();
  expect(page.url()).toBe(before);
});

const HOST = "?services=web&from=home&sort=price&to=nowhere&q=a%20b,c&flag&party=9";

test("with a prefix neither the host's parameters are read nor changed", async ({ finder, page }) => {
  await finder.start({ element: { attributes: 'src="feed.json" places="places.json" lang="id" sync-url="sf-"' } });
  await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 5 kantor");
  await page.goto(`./host.html${HOST}&sf-party=2`);
  await expect(finder.answer).toHaveText("Ada kuota untuk 2 orang di 5 kantor");
  await expect(finder.sort).toHaveValue("soonest");
  await expect(page.locator("slot-finder footer").last()).toBeVisible();
  await finder.sort.selectOption("most_open");
  await expect.poll(() => new URL(page.url()).search).toBe(`${HOST}&sf-party=2&sf-sort=most_open`);
  await finder.row("Blitar").locator(".open-office").click();
  await expect.poll(() => new URL(page.url()).hash).toBe("#sf-office=kanim-blitar");
  await page.goBack();
  await expect(finder.dialog).toHaveCount(0);
  await page.goBack();
  await expect(finder.sort).toHaveValue("soonest");
  await expect.poll(() => new URL(page.url()).search).toBe(`${HOST}&sf-party=2`);
});

test("a fragment of the host opens no office where there is a prefix", async ({ finder, page }) => {
  await finder.start({ element: { attributes: 'src="feed.json" lang="id" sync-url="sf-"' } });
  await expect(finder.answer).toBeVisible();
  await page.goto("./host.html?1#office=kanim-blitar");
  await expect(page.locator("slot-finder footer").last()).toBeVisible();
  await expect(finder.dialog).toHaveCount(0);
  expect(new URL(page.url()).hash).toBe("#office=kanim-blitar");
  await page.goto("./host.html?2#sf-office=kanim-blitar");
  await expect(finder.dialog.getByRole("heading", { name: "Blitar", exact: true })).toBeVisible();
});

test.describe("a prefix that cannot be told from the name after it", () => {
  test.use({ allowed: /^slot-finder: sync-url="sf": expected/ });
  test("is reported, and the address is left alone", async ({ finder, page }) => {
    await finder.open({ element: { attributes: 'src="feed.json" lang="id" sync-url="sf"' } });
    await expect(page.locator("slot-finder footer").last()).toBeVisible();
    await finder.people.selectOption("2");
    expect(new URL(page.url()).search).toBe("");
  });
});
