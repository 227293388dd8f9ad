// Reads the files with an independent iCalendar parser.

import assert from "node:assert/strict";
import { test } from "node:test";
import ICAL from "ical.js";
import { load, offer, office, SUNDAY } from "./sources.mjs";

globalThis.location = { hostname: "kuota.example", href: "https://kuota.example/?lang=id#office=x" };
const { calendarFile, loadWords, moreWords, offerEvent, releaseEvent } = await load("share/icalendar", "share/calendar-events", "text/words");
const words = await loadWords("id", {}, moreWords);

function parse(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  return new ICAL.Event(calendar.getFirstSubcomponent("vevent"));
}
const event = (more = {}) => ({ uid: "a@b", title: "Paspor", text: "Text", start: "2026-11-23T08:00", end: "2026-11-23T11:00", timeZone: "Asia/Jakarta", now: SUNDAY, ...more });
const props = { words, state: { info: { sample: false, services: [] }, question: { party: 1 } }, controller: { options: {} } };
const sessions = [{ start: "10:00", end: "11:00", open: 4 }, { start: "08:00", end: "09:00", open: 3 }];

test("a time follows the office's zone: 08.00 WIB is 01.00 UTC", () => {
  const { startDate, endDate } = parse(calendarFile(event()));
  assert.equal(startDate.zone.tzid, "Asia/Jakarta");
  assert.equal(startDate.toString(), "2026-11-23T08:00:00");
  assert.equal(startDate.toJSDate().toISOString(), "2026-11-23T01:00:00.000Z");
  assert.equal(endDate.toJSDate().toISOString(), "2026-11-23T04:00:00.000Z");
});

test("converts a zone west of UTC with summer time", () => {
  const start = (date) => parse(calendarFile(event({ timeZone: "America/St_Johns", start: `${date}T08:00`, end: `${date}T09:00` }))).startDate.toJSDate().toISOString();
  // Newfoundland: 3.5 hours west of UTC in winter, 2.5 in summer; summer began on 8 March 2026 at 2.00.
  assert.equal(start("2026-11-23"), "2026-11-23T11:30:00.000Z");
  assert.equal(start("2026-07-01"), "2026-07-01T10:30:00.000Z");
  assert.equal(start("2026-03-08"), "2026-03-08T10:30:00.000Z");
});

test("a day without hours is a whole day, even at the end of a month and of a year", () => {
  for (const [date, next] of [["2026-11-30", "2026-12-01"], ["2026-12-31", "2027-01-01"], ["2028-02-28", "2028-02-29"]]) {
    const { startDate, endDate } = parse(calendarFile(offerEvent(props, offer({ date }))));
    assert.ok(startDate.isDate);
    assert.deepEqual([startDate.toString(), endDate.toString()], [date, next]);
  }
});

test("a day with hours lasts from the start of the first to the end of the last", () => {
  const { startDate, endDate } = parse(calendarFile(offerEvent(props, offer({ date: "2026-11-23", sessions }))));
  assert.deepEqual([startDate.toString(), endDate.toString()], ["2026-11-23T08:00:00", "2026-11-23T11:00:00"]);
});

test("no line is longer than 75 octets or cut within a character, and all end in CRLF", () => {
  const title = `Kantor ${"é漢😀".repeat(30)}; lantai 2, \\kiri\nbaru`;
  const text = calendarFile(event({ title }));
  assert.ok(text.endsWith("END:VCALENDAR\r\n"));
  const lines = text.split("\r\n");
  assert.ok(!lines.some((line) => line.includes("\n")));
  assert.ok(lines.every((line) => Buffer.byteLength(line) <= 75));
  assert.equal(parse(text).summary, title);
});

test("the location is the office's address, else its name; includes a known position", () => {
  const placed = parse(calendarFile(offerEvent(props, offer({ office: office({ address: "Jl. Mastrip 45, Blitar; lantai 2" }) }))));
  assert.equal(placed.location, "Jl. Mastrip 45, Blitar; lantai 2");
  assert.deepEqual(placed.component.getFirstPropertyValue("geo"), [-7.75517, 111.94975]);
  const nowhere = parse(calendarFile(offerEvent(props, offer({ office: office({ lat: undefined, lon: undefined }) }))));
  assert.equal(nowhere.location, "Kantor Imigrasi Kelas II Non TPI Kediri");
  assert.equal(nowhere.component.getFirstPropertyValue("geo"), null);
});

test("a day that is not booked is free time, and says so in its title", () => {
  const saved = parse(calendarFile(offerEvent(props, offer())));
  assert.equal(saved.component.getFirstPropertyValue("transp"), "TRANSPARENT");
  assert.equal(saved.summary, "Rencana paspor: Kantor Imigrasi Kelas II Non TPI Kediri (belum tentu dipesan)");
  assert.equal(saved.uid, "kanim-kediri/regular/app/2026-11-26@kuota.example");
});

test("invented data says so in the calendar too", () => {
  const saved = parse(calendarFile(offerEvent({ ...props, state: { ...props.state, info: { sample: true, services: [] } } }, offer())));
  assert.match(saved.summary, /^Contoh: Rencana paspor/);
  assert.match(saved.description, /^CONTOH, angka dikarang\./);
});

test("the next release reminds ten minutes before, in the office's zone", () => {
  const saved = parse(calendarFile(releaseEvent(words, "2026-11-27T02:00:00Z", "Asia/Jakarta", false)));
  assert.equal(saved.startDate.toString(), "2026-11-27T09:00:00");
  assert.equal(saved.endDate.toString(), "2026-11-27T09:30:00");
  assert.equal(String(saved.component.getFirstSubcomponent("valarm").getFirstPropertyValue("trigger")), "-PT10M");
  assert.match(saved.description, /Kuota paspor berikutnya dibuka Jumat 27 November 2026, 09\.00 WIB\./);
});
