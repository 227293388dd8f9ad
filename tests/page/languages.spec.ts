import { expect, FAILURES, test, type Finder } from "./finder";
import { blitar, feed, sundayMorning } from "./feeds";

test("English reads as it was drawn", async ({ finder, page }) => {
  await finder.open({ lang: "en" });
  await finder.askForThree();
  await finder.hasAsked("Kota Kediri", 3);
  await expect(finder.answer).toHaveText("5 offices have places for 3 people");
  await expect(page.getByText("Checked 12 minutes ago (08:00 WIB)")).toBeVisible();
  await expect(finder.own.locator(".places")).toHaveText("full");
  await expect(finder.own.locator(".when")).toHaveText("until 30 Nov · new places Fri 27 Nov 09:00 WIB");
  const row = finder.row("Blitar");
  await expect(row.locator(".places")).toHaveText("12 places left");
  await expect(row.locator(".km")).toHaveText("27 km");
  await expect(row.locator(".when")).toHaveText("Thu 26 Nov · in 4 days · ready Wed 2 Dec");
  await expect(row.locator(".why")).toHaveText("First: the nearest with room for 3.");
  await expect(finder.row("Trenggalek")).toContainText("16 km further, 1 day sooner, 8 fewer places");
  await expect(page.getByRole("button", { name: "Percepatan (+Rp 1,000,000): 1 office" })).toHaveCount(0);
});

test("one of a thing is not many", async ({ finder }) => {
  await finder.open({ lang: "en", feed: feed([{ ...blitar, quota: [{ service: "regular", from: "2026-11-23", open: [1] }] }]) });
  await expect(finder.answer).toHaveText("1 office has places for 1 person");
  await expect(finder.row("Blitar").locator(".places")).toHaveText("1 place left");
});

test("the language is changed in place: page, title, address and answer", async ({ finder, page }) => {
  await finder.open({ feed: sundayMorning({ sample: true }) });
  await finder.askForThree();
  await expect(page.locator("html")).toHaveAttribute("lang", "id");
  await page.getByRole("button", { name: "English" }).click();
  await expect(finder.answer).toHaveText(/^5 offices have places for 3 people/);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page).toHaveTitle("Sample: Find a passport appointment");
  await expect.poll(() => new URL(page.url()).searchParams.get("lang")).toBe("en");
  await expect(page.getByRole("button", { name: "Bahasa Indonesia" })).toBeFocused();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Find a passport appointment");
});

test("a publisher's text in another language is marked as such", async ({ finder, page }) => {
  await finder.open({ lang: "en", feed: feed([{ ...blitar, notes: ["Parkir di belakang."] }]) });
  await finder.row("Blitar").locator(".open-office").click();
  await expect(page.getByText("Parkir di belakang.")).toHaveAttribute("lang", "id");
  await expect(page.getByText("Children under 6 may walk in.")).not.toHaveAttribute("lang");
});

test.describe("without the English words", () => {
  test.use({ allowed: FAILURES });
  test("the page stays in Indonesian", async ({ finder, page }) => {
    await page.route(/\/en-\w+\.js$/, (route) => route.abort());
    const asked = page.waitForEvent("requestfailed");
    await finder.open({ lang: "en" });
    await asked;
    await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 5 kantor");
  });
});

test.describe("a host's own words", () => {
  test.use({ allowed: FAILURES });
  const element = { attributes: 'src="feed.json" lang="id"' };
  const setWords = ({ element }: Finder, words: unknown) => element.evaluate((node, value) => Object.assign(node, { words: value }), words);
  const told = async ({ page }: Finder, act: () => Promise<unknown>): Promise<string[]> => {
    await page.evaluate(() => {
      const told: string[] = [];
      Object.assign(window, { told });
      document.addEventListener("slot-finder-error", (event) => told.push((event as Event & { message: string }).message));
    });
    await act();
    return page.evaluate(() => (window as unknown as { told: string[] }).told);
  };

  test("take the place of the element's, in each language, at first and later", async ({ finder, page }) => {
    await finder.open({ element });
    await setWords(finder, { id: { title: "Kuota hari ini", detail: "Tentang kantor ini", people: "{n} pemohon" }, en: { offices: { one: "one office", other: "{n} places" }, title: "Today" } });
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Kuota hari ini");
    await expect(finder.answer).toHaveText("Ada kuota untuk 1 pemohon di 5 kantor");
    await expect(finder.people.getByRole("option").nth(1)).toHaveText("2 pemohon");
    await page.getByRole("button", { name: "English" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Today");
  });

  test("may be there before the element is, and then nothing else is ever drawn", async ({ finder, page }) => {
    await page.addInitScript(() => {
      const titles = new Set<string>();
      Object.assign(window, { titles });
      new MutationObserver(() => {
        const node = document.querySelector("slot-finder") as (Element & { words?: unknown }) | null;
        if (!node) return;
        if (!node.shadowRoot) node.words ??= { id: { title: "Kuota hari ini", remember: "Ingat" } };
        else new MutationObserver(() => titles.add(node.shadowRoot?.querySelector("h1")?.textContent ?? "")).observe(node.shadowRoot, { subtree: true, childList: true });
      }).observe(document, { subtree: true, childList: true });
    });
    await finder.open({ element: { attributes: `${element.attributes} storage="ask"` } });
    await expect(page.getByRole("checkbox", { name: "Ingat" })).toBeVisible();
    await expect(page.getByText("Selama halaman ini terbuka")).toBeVisible();
    const titles = await page.evaluate(() => [...(window as unknown as { titles: Set<string> }).titles]);
    expect(titles.filter(Boolean)).toEqual(["Kuota hari ini"]);
  });

  test("that cannot be used are named, and the others are used", async ({ finder, page }) => {
    await finder.open({ element });
    const messages = await told(finder, async () => {
      await setWords(finder, {
        fr: { title: "Rendez-vous" },
        id: { titel: "x", people: "{count} orang", retry: 7, title: "Kuota hari ini" },
        en: { offices: { few: "x", other: "y" } },
      });
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Kuota hari ini");
    });
    expect(messages).toEqual([
      "words.fr: expected messages under one of id, en",
      'words.id["titel"]: there is no such message',
      'words.id["people"]: expected no {count}, only {n}',
      'words.id["retry"]: expected a text, or texts for other',
      'words.en["offices"]: expected a text, or texts for one, other',
    ]);
  });
});
