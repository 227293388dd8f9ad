// The main states of the page, each with the steps to reach it, for tests of general requirements and for the pictures
// of `make screenshots`.

import { expect, type Finder, type Opening } from "./finder";
import { feed, full, kediri, sundayMorning, week, withRows } from "./feeds";

type Language = "id" | "en";
export interface MainState {
  name: string;
  /** Brings a page to the state, in a language. */
  reach(finder: Finder, lang: Language): Promise<void>;
  /** Problems on the way are part of it. */
  fails?: true;
}

/** The page with its first answer, and further steps. */
const opened = (opening: Opening, then: (finder: Finder) => Promise<void> = async () => undefined) =>
  async (finder: Finder, lang: Language): Promise<void> => {
    await finder.open({ ...opening, lang });
    await then(finder);
    // The lazy parts are there too.
    await expect(finder.page.locator("[part=foot]")).toBeVisible();
  };
const lookAt = (name: RegExp) => async (finder: Finder): Promise<void> => {
  await finder.askForThree();
  await finder.page.getByRole("button", { name }).click();
};

export const mainStates: readonly MainState[] = [
  { name: "first-visit", reach: opened({ feed: sundayMorning({ sample: true }) }) },
  { name: "first-list", reach: opened({}, (finder) => finder.askForThree()) },
  {
    name: "outside",
    reach: opened({}, async (finder) => {
      await finder.chooseTown("jakarta selatan", /^Kota Jakarta Selatan/);
      await expect(finder.page.locator(".elsewhere")).toBeVisible();
    }),
  },
  {
    name: "suggestions",
    reach: opened({}, async (finder) => {
      await finder.place.fill("kediri");
      await finder.page.keyboard.press("ArrowDown");
      await expect(finder.suggestions.first()).toBeVisible();
    }),
  },
  {
    name: "filters",
    reach: opened({ feed: sundayMorning({ offices: [...sundayMorning().offices, { ...withRows(kediri, week([4], { session: { start: "08:00", end: "09:00" } })), id: "mpp-kediri" }] }) }, async (finder) => {
      await finder.askForThree();
      await finder.filter.click();
      await finder.page.locator("#weekday-4").check();
      await expect(finder.page.locator("#weekday-4")).toBeChecked();
    }),
  },
  {
    name: "calendar",
    reach: opened({}, async (finder) => {
      await lookAt(/^(Kalender|Calendar)$/)(finder);
      await expect(finder.page.locator(".board td .cell").first()).toBeVisible();
    }),
  },
  {
    name: "map",
    reach: opened({}, async (finder) => {
      await lookAt(/^(Peta|Map)$/)(finder);
      await expect(finder.page.locator(".map svg").first()).toBeVisible();
    }),
  },
  {
    name: "hand-off",
    reach: opened({}, async (finder) => {
      await finder.askForThree();
      await finder.book.first().click();
      await expect(finder.dialog).toBeVisible();
    }),
  },
  {
    name: "office",
    reach: opened({}, async (finder) => {
      await finder.rows.first().locator(".open-office").click();
      await expect(finder.dialog).toBeVisible();
    }),
  },
  { name: "nothing-open", reach: opened({ feed: feed([{ ...full(kediri), phone: "+62354111222" }]) }, (finder) => finder.chooseTown()) },
  { name: "not-released", reach: opened({ feed: feed([withRows(kediri, week([3, 2, 1], { from: "2026-11-16" }))]) }) },
  { name: "stale", reach: opened({ now: "2026-11-22T11:05:00+07:00" }) },
  { name: "expired", reach: opened({ now: "2026-11-24T08:00:00+07:00" }) },
  {
    name: "feed-down",
    fails: true,
    async reach(finder, lang) {
      await finder.start({ lang, feed: "nothing" });
      await expect(finder.page.locator(".notice.error")).toBeVisible();
    },
  },
];
