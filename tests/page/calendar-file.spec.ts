// Reads the files with an independent iCalendar parser.

import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import type { Page } from "@playwright/test";
import { expect, test } from "./finder";
import { blitar, feed, kediri, sundayMorning, week, withRows, type Office } from "./feeds";

async function save(page: Page): Promise<{ name: string; text: string; calendar: ICAL.Component; event: ICAL.Event }> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /Tambah ke kalender|Add to calendar/ }).last().click()]);
  const text = readFileSync(await download.path(), "utf8");
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const event = calendar.getFirstSubcomponent("vevent");
  if (!event) throw new Error(`no event in ${text}`);
  return { name: download.suggestedFilename(), text, calendar, event: new ICAL.Event(event) };
}

const withHours = (office: Office, more: object = {}): Office => ({
  ...withRows(office, week([4], { session: { start: "10:00", end: "11:00" } }), week([3], { session: { start: "08:00", end: "09:00" } })), ...more,
});

test("a day with hours lasts from the first to the end of the last, in the office's zone", async ({ finder, page }) => {
  await finder.open({ feed: feed([withHours(blitar, { address: "Jl. Mastrip 45, Blitar; lantai 2" })]) });
  await finder.book.first().click();
  const { name, calendar, event } = await save(page);
  expect(name).toBe("kanim-blitar-regular-app-2026-11-23.ics");
  expect(calendar.getFirstPropertyValue("version")).toBe("2.0");
  expect(event.startDate.zone?.tzid).toBe("Asia/Jakarta");
  expect(event.startDate.toString()).toBe("2026-11-23T08:00:00");
  // 08.00 and 11.00 WIB are 01.00 and 04.00 UTC.
  expect(event.startDate.toJSDate().toISOString()).toBe("2026-11-23T01:00:00.000Z");
  expect(event.endDate.toJSDate().toISOString()).toBe("2026-11-23T04:00:00.000Z");
  expect(event.location).toBe("Jl. Mastrip 45, Blitar; lantai 2");
  expect(event.summary).toBe("Rencana paspor: Kantor Imigrasi Kelas II Non TPI Blitar (belum tentu dipesan)");
  expect(event.description).toContain("Paspor, 1 orang: Kantor Imigrasi Kelas II Non TPI Blitar, Senin 23 November 2026. Jam 08.00-09.00 (3), 10.00-11.00 (4) WIB. Sisa kuota 7 pada 22 Nov 2026 pukul 08.00 WIB.");
});

test("the file says what the page says, also after the language has changed", async ({ finder, page }) => {
  await finder.open({ feed: feed([withRows(blitar, week([20]))]) });
  await finder.book.first().click();
  expect((await save(page)).event.description).toContain("Paspor, 1 orang");
  await page.evaluate(() => document.querySelector("slot-finder")?.setAttribute("party", "12"));
  await page.evaluate(() => document.querySelector("slot-finder")?.setAttribute("lang", "en"));
  await expect(page.getByRole("link", { name: "Add to calendar" })).toBeVisible();
  expect((await save(page)).event.description).toContain("Passport, 12 people");
});

test("invented data says so in the calendar too", async ({ finder, page }) => {
  await finder.open({ feed: sundayMorning({ sample: true }) });
  await finder.row("Blitar").locator(".open-office").click();
  const { event } = await save(page);
  expect(event.summary).toMatch(/^Contoh: Rencana paspor/);
  expect(event.description).toMatch(/^CONTOH, angka dikarang\./);
});

test("the next release reminds ten minutes before", async ({ finder, page }) => {
  await finder.open({ feed: feed([kediri]) });
  const { event } = await save(page);
  expect(event.startDate.zone?.tzid).toBe("Asia/Jakarta");
  // Friday 27 November, 09.00 WIB.
  expect(event.startDate.toJSDate().toISOString()).toBe("2026-11-27T02:00:00.000Z");
  const trigger = event.component.getFirstSubcomponent("valarm")?.getFirstPropertyValue("trigger");
  expect(String(trigger)).toBe("-PT10M");
  expect(event.description).toContain("Kuota paspor berikutnya dibuka Jumat 27 November 2026, 09.00 WIB.");
});
