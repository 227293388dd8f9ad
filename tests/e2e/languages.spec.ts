import { readFileSync } from "node:fs";
import { expect, FAILURES, test } from "./finder";
import { blitar, feed, sundayMorning } from "./feeds";

type Message = string | Record<string, string>;
const catalogue = (name: string): Record<string, Message> =>
  JSON.parse(readFileSync(new URL(`../../www/i18n/${name}.json`, import.meta.url), "utf8")) as Record<string, Message>;

for (const file of ["", "-more", "-summary"]) {
  test(`every message of *${file}.json exists in both languages, with the same values and its plural forms`, () => {
    const [id, en] = [catalogue(`id${file}`), catalogue(`en${file}`)];
    expect(Object.keys(en)).toEqual(Object.keys(id));
    const values = (message: Message): string[] => {
      const texts = typeof message === "string" ? [message] : Object.values(message);
      return [...new Set(texts.flatMap((text) => [...text.matchAll(/\{(\w+)/g)].map((match) => match[1] ?? "")))].sort();
    };
    for (const [key, message] of Object.entries(id)) {
      const other = en[key] ?? "";
      expect(values(other).filter((name) => name !== "n"), key).toEqual(values(message).filter((name) => name !== "n"));
      if (typeof other !== "string") expect(Object.keys(other), key).toEqual(["one", "other"]);
    }
  });
}

test("English reads as it was drawn", async ({ finder, page }) => {
  await finder.open({ lang: "en" });
  await finder.askForThree();
  await expect(finder.folded).toHaveText("Kota Kediri · 3 people Change");
  await expect(finder.answer).toHaveText("5 offices have places for 3 people");
  await expect(page.getByText("Checked 12 minutes ago (08:00 WIB)")).toBeVisible();
  await expect(finder.note).toHaveText(
    "Kediri, nearest (10 km): full until 30 Nov. New places open Friday 27 November, 09:00 WIB (in 5 days).",
  );
  const card = finder.card("Blitar");
  await expect(card.locator(".places")).toHaveText("12 places left");
  await expect(card).toContainText("27 km in a straight line");
  await expect(card).toContainText("Thursday, 26 November");
  await expect(card).toContainText("in 4 days · likely ready Wed, 2 Dec");
  await expect(card).toContainText("First because it is the nearest with room for 3.");
  await expect(finder.card("Trenggalek")).toContainText("16 km further, 1 day sooner, 8 fewer places.");
  await expect(page.getByRole("button", { name: "Percepatan (+Rp 1,000,000): 1 office" })).toHaveCount(0);
});

test("one of a thing is not many", async ({ finder }) => {
  await finder.open({ lang: "en", feed: feed([{ ...blitar, quota: [{ service: "regular", from: "2026-11-23", open: [1] }] }]) });
  await expect(finder.answer).toHaveText("1 office has places for 1 person");
  await expect(finder.card("Blitar").locator(".places")).toHaveText("1 place left");
});

test("the language is changed in place: page, title, address and answer", async ({ finder, page }) => {
  await finder.open({ feed: sundayMorning({ sample: true }) });
  await finder.askForThree();
  await expect(page.locator("html")).toHaveAttribute("lang", "id");
  await page.getByRole("button", { name: "English" }).click();
  await expect(finder.answer).toHaveText(/^5 offices have places for 3 people/);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page).toHaveTitle("Sample: Find a passport appointment");
  expect(new URL(page.url()).searchParams.get("lang")).toBe("en");
  await expect(page.getByRole("button", { name: "Bahasa Indonesia" })).toBeFocused();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Find a passport appointment");
});

test("a publisher's text in another language is marked as such", async ({ finder, page }) => {
  await finder.open({ lang: "en", feed: feed([{ ...blitar, notes: ["Parkir di belakang."] }]) });
  await finder.card("Blitar").getByText("Office details").click();
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
