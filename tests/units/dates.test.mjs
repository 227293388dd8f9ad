import assert from "node:assert/strict";
import { test } from "node:test";
import { load, SUNDAY } from "./sources.mjs";

const dates = await load("text/dates", "text/more-dates", "text/words");
const { addDays, age, clockTime, dayAlone, dayChip, dayFull, daysBetween, daySentence, dayShort, dayYear, inDays, loadWords, moreWords, localDate, moment, mondayOf, monthName, wallTime, weekdayName, weekdayShort } = dates;
const [id, en] = [await loadWords("id", {}, moreWords), await loadWords("en", {}, moreWords)];

test("adds days across the ends of months and years, and leap days", () => {
  assert.equal(addDays("2026-11-30", 1), "2026-12-01");
  assert.equal(addDays("2027-01-01", -1), "2026-12-31");
  assert.equal(addDays("2028-02-28", 1), "2028-02-29");
  assert.equal(addDays("2027-02-28", 1), "2027-03-01");
});

test("a week begins on Monday", () => {
  assert.equal(mondayOf("2026-11-23"), "2026-11-23");
  assert.equal(mondayOf("2026-11-29"), "2026-11-23");
  assert.equal(mondayOf("2027-01-01"), "2026-12-28");
});

test("counts days between two dates backwards too", () => {
  assert.equal(daysBetween("2026-11-22", "2026-12-27"), 35);
  assert.equal(daysBetween("2026-11-22", "2026-11-20"), -2);
});

test("the date of an instant follows the zone, not the machine", () => {
  const late = Date.parse("2026-11-22T23:30:00+07:00");
  assert.deepEqual(["Asia/Jakarta", "Asia/Jayapura", "America/New_York"].map((zone) => localDate(late, zone)), ["2026-11-22", "2026-11-23", "2026-11-22"]);
});

test("Indonesian zones have their own names, in both languages", () => {
  assert.equal(clockTime(id, SUNDAY, "Asia/Jakarta"), "08.12 WIB");
  assert.equal(clockTime(en, SUNDAY, "Asia/Jakarta"), "08:12 WIB");
  assert.equal(clockTime(id, SUNDAY, "Asia/Makassar"), "09.12 WITA");
  assert.equal(clockTime(id, SUNDAY, "Asia/Ujung_Pandang"), "09.12 WITA");
  assert.equal(clockTime(id, SUNDAY, "Asia/Jayapura"), "10.12 WIT");
});

test("midnight is 00, never 24", () => assert.equal(clockTime(id, Date.parse("2026-11-22T00:05:00+07:00"), "Asia/Jakarta"), "00.05 WIB"));

test("formats a local time for the language, whatever the zone of the machine", () => {
  assert.deepEqual([wallTime(id, "08:00"), wallTime(en, "08:00")], ["08.00", "08:00"]);
});

test("formats days as each context needs them", () => {
  assert.equal(dayShort(id, "2026-12-27"), "27 Des");
  assert.equal(weekdayShort(id, "2026-12-02"), "Rab, 2 Des");
  assert.equal(dayAlone(id, "2026-11-26"), "Kamis, 26 November");
  assert.equal(daySentence(id, "2026-11-26"), "Kamis 26 November");
  assert.equal(dayFull(id, "2026-11-26"), "Kamis, 26 November 2026");
  assert.equal(dayYear(id, "2026-11-22"), "22 Nov 2026");
  assert.equal(monthName(id, "2026-12-02"), "Desember");
  assert.equal(dayShort(en, "2026-12-27"), "27 Dec");
});

test("a chip names the month only if it differs", () => {
  assert.equal(dayChip(id, "2026-11-24", "2026-11-26"), "Sel 24");
  assert.equal(dayChip(id, "2026-12-01", "2026-11-26"), "Sel 1 Des");
});

test("1 is Monday and 7 is Sunday", () => {
  assert.deepEqual([1, 7].map((day) => weekdayName(id, day, "long")), ["Senin", "Minggu"]);
  assert.deepEqual([1, 7].map((day) => weekdayName(en, day, "short")), ["Mon", "Sun"]);
});

test("names the next days, counts the others", () => {
  assert.deepEqual([0, 1, 2, 4].map((days) => inDays(id, days)), ["hari ini", "besok", "lusa", "4 hari lagi"]);
});

test("gives an age in its greatest whole unit", () => {
  assert.deepEqual([0, 59, 60, 3_599, 3_600, 86_399, 86_400, 200_000].map((seconds) => age(id, seconds)), [
    "kurang dari 1 menit", "kurang dari 1 menit", "1 menit", "59 menit", "1 jam", "23 jam", "1 hari", "2 hari",
  ]);
  assert.deepEqual([60, 120].map((seconds) => age(en, seconds)), ["1 minute", "2 minutes"]);
});

test("describes a moment by day, time and distance, in days of its own zone", () => {
  assert.deepEqual(moment(id, "2026-11-27T02:00:00Z", "Asia/Jakarta", SUNDAY), { date: "Jumat 27 November", time: "09.00 WIB", in: "5 hari lagi" });
  // 22.30 UTC on the 22nd is the 23rd in Jakarta: tomorrow.
  assert.equal(moment(id, "2026-11-22T22:30:00Z", "Asia/Jakarta", SUNDAY).in, "besok");
});
