// Tests the JSON Schemas with an independent validator: they accept every example and sample, and agree with the reader
// on good feeds and on feeds broken in one place. The lists at the end hold the necessary differences.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { before, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import init, { Places, SlotFinder } from "../../pkg/slot_finder.js";

const read = (path) => readFileSync(path, "utf8");
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, strictTypes: false, strictRequired: false });
addFormats.default(ajv);
const validFeed = ajv.compile(JSON.parse(read("www/slot-feed-1.schema.json")));
const validPlaces = ajv.compile(JSON.parse(read("www/slot-places-1.schema.json")));

const bytes = (value) => new TextEncoder().encode(JSON.stringify(value));
const slotFeed = (...args) => execFileSync("tools/slot-feed", args, { encoding: "utf8", maxBuffer: 1 << 26 });

before(() => init({ module_or_path: readFileSync("pkg/slot_finder_bg.wasm") }));

/** The reader's verdict on a feed: why it refuses it, or what it leaves out. */
function complaints(feed) {
  let finder;
  try {
    finder = new SlotFinder(bytes(feed));
  } catch (error) {
    return [error.code];
  }
  const { problems } = finder.info;
  finder.free();
  return problems.map(({ code, pointer }) => `${code} ${pointer}`);
}

function assertAccepted(feed) {
  assert.ok(validFeed(feed), ajv.errorsText(validFeed.errors));
  assert.deepEqual(complaints(feed), []);
}

/** The listings of a page that are whole files of the project's formats. */
const examples = (path) =>
  [...read(path).matchAll(/^```json\n([^]*?)^```$/gm)].map(([, text]) => JSON.parse(text)).filter(({ format }) => format);

const pages = ["README.md", ...readdirSync("www/docs").filter((name) => name.endsWith(".md")).map((name) => `www/docs/${name}`)];

test("the examples of every page are what they say", () => {
  const all = pages.flatMap(examples);
  const feeds = all.filter(({ format }) => format === "slot-feed");
  const places = all.filter(({ format }) => format === "slot-places");
  assert.ok(feeds.length >= 3 && places.length >= 1, "README and format.md have examples");
  feeds.forEach(assertAccepted);
  for (const example of places) assert.ok(validPlaces(example), ajv.errorsText(validPlaces.errors));
});

test("the full example has every field that the schema knows", () => {
  const full = JSON.parse(/<!-- full example -->\n```json\n([^]*?)^```$/m.exec(read("www/docs/format.md"))[1]);
  const { $defs: types, properties } = JSON.parse(read("www/slot-feed-1.schema.json"));
  const names = (value, found = new Set()) => {
    if (value && typeof value === "object") {
      for (const [name, inner] of Object.entries(value)) {
        if (!Array.isArray(value)) found.add(name);
        names(inner, found);
      }
    }
    return found;
  };
  const used = names(full);
  const known = [properties, ...Object.values(types).map((type) => type.properties ?? {})].flatMap(Object.keys);
  assert.deepEqual(known.filter((name) => !used.has(name)), []);
});

test("every field of the schema is described in format.md", () => {
  const { $defs: types, properties } = JSON.parse(read("www/slot-feed-1.schema.json"));
  const page = read("www/docs/format.md");
  const known = [properties, ...Object.values(types).map((type) => type.properties ?? {})].flatMap(Object.keys);
  assert.deepEqual(known.filter((name) => !page.includes(`\`${name}\``) && !page.includes(`"${name}"`)), []);
});

test("samples of every kind are accepted", () => {
  for (const options of [[], ["--offices", "60", "--services", "5", "--days", "40", "--seed", "7"]]) {
    assertAccepted(JSON.parse(slotFeed("sample", "--start", "2026-11-22", ...options)));
  }
});

const feed = () => ({
  format: "slot-feed", version: "1.0", generated_at: "2026-11-22T08:00:00+07:00", language: "id", time_zone: "Asia/Jakarta",
  publisher: { name: "Kantor" }, services: [{ id: "regular", name: "Paspor" }],
  offices: [{ id: "blitar", name: "Blitar", lat: -8.06, lon: 112.07, quota: [{ service: "regular", from: "2026-11-23", open: [0, 4, -1, null, 12] }] }],
});
const office = (more) => (feed) => Object.assign(feed.offices[0], more);
const row = (more) => (feed) => Object.assign(feed.offices[0].quota[0], more);
const whole = (more) => (feed) => Object.assign(feed, more);
const service = (more) => (feed) => Object.assign(feed.services[0], more);
const long = (length) => "x".repeat(length);

const good = {
  "a quota that is null": office({ quota: null }),
  "a precision that is null": row({ precision: null }),
  "nothing but what is required": (feed) => { delete feed.services; delete feed.publisher; delete feed.offices[0].quota; },
  "no offices": whole({ offices: [] }),
  "a later minor version with fields of its own": whole({ version: "1.7", shiny: { new: [true] } }),
  "null for what is optional": whole({ ttl: null, services: null, publisher: null, booking: null, closed: null, sample: null }),
  "null in an office": office({ lat: null, lon: null, kind: null, short: null, booking: null, notes: null, time_zone: null }),
  "null in a row": row({ channel: null, session: null, event: null, total: null, booking: null, ended: null }),
  "a channel of its own": row({ channel: "kiosk" }),
  "a precision of a later version": row({ precision: "guess" }),
  "a service that is not listed": row({ service: "other" }),
  "an empty row": row({ open: [] }),
  "a whole number with a decimal point": row({ open: [4.0], total: 5.0 }),
  "one total for all days": row({ total: 40 }),
  "a total for each day": row({ total: [40, 40, 0, null, 40] }),
  "texts by language": office({ name: { id: "Blitar", en: "Blitar office" }, notes: ["A", { en: "B" }] }),
  "a session": row({ session: { start: "08:00", end: "23:59" } }),
  "an event": row({ event: { id: "e", name: "E", note: "N", url: "https://e.example/" } }),
  "a time in UTC with a fraction": whole({ generated_at: "2026-11-22T01:00:00.123Z" }),
  "a link with everything": office({ url: "HTTPS://blitar.example:8443/a/b?c=d@e#f" }),
  "a position on a pole": office({ lat: -90, lon: 180 }),
  "offices with zones of their own": (feed) => { delete feed.time_zone; feed.offices[0].time_zone = "Asia/Makassar"; },
  "a surcharge": service({ surcharge: { amount: 0.5, currency: "IDR" } }),
  "the longest text": office({ notes: [long(2000)] }),
  "the largest number": row({ open: [1_000_000] }),
};

const bad = {
  "another format": whole({ format: "gtfs" }),
  "no format": (feed) => delete feed.format,
  "another major version": whole({ version: "2.0" }),
  "a version that is a number": whole({ version: 1 }),
  "no time": (feed) => delete feed.generated_at,
  "a time without offset": whole({ generated_at: "2026-11-22T08:00:00" }),
  "a time with a blank": whole({ generated_at: "2026-11-22 08:00:00+07:00" }),
  "no language": whole({ language: "" }),
  "no offices": (feed) => delete feed.offices,
  "offices by id": whole({ offices: { blitar: {} } }),
  "a negative ttl": whole({ ttl: -1 }),
  "a stale_after in words": whole({ stale_after: "1h" }),
  "a stale_after of a second": whole({ stale_after: 1 }),
  "an expires_after with a fraction": whole({ expires_after: 86400.5 }),
  "a sample that is a word": whole({ sample: "yes" }),
  "a publisher that is a name": whole({ publisher: "Kantor" }),
  "a publisher's page without https": whole({ publisher: { name: "A", url: "http://a.example/" } }),
  "a script for a page": whole({ publisher: { name: "A", url: "javascript:alert(1)" } }),
  "a link with a user": office({ url: "https://good.example@evil.example/" }),
  "a link with a blank": office({ url: "https://a.example/ b" }),
  "a link without host": office({ url: "https:///x" }),
  "services by id": whole({ services: { regular: {} } }),
  "a service without id": (feed) => delete feed.services[0].id,
  "a service with a name that is a number": service({ name: 1 }),
  "ready_days below 0": service({ ready_days: -1 }),
  "ready_days beyond 1000": service({ ready_days: 1001 }),
  "a surcharge without currency": service({ surcharge: { amount: 1 } }),
  "a surcharge in words": service({ surcharge: { amount: "1 juta", currency: "IDR" } }),
  "a party of none": whole({ booking: { max_party: 0 } }),
  "lead_days with a fraction": whole({ booking: { lead_days: 0.5 } }),
  "a booking that is a link": whole({ booking: "https://a.example/" }),
  "steps that are one text": whole({ booking: { steps: "Pay" } }),
  "a step that is a number": whole({ booking: { steps: [1] } }),
  "a release that is a time": whole({ release: "2026-11-27T09:00:00+07:00" }),
  "a release at a date": whole({ release: { next_at: "2026-11-27" } }),
  "a closure without end": whole({ closed: [{ from: "2026-12-25" }] }),
  "a closure that is a date": office({ closed: ["2026-12-25"] }),
  "an alert without text": whole({ alerts: [{ url: "https://a.example/" }] }),
  "a kind without id": whole({ kinds: [{ name: "K" }] }),
  "an office that is a name": (feed) => feed.offices.push("Kediri"),
  "an office without id": (feed) => delete feed.offices[0].id,
  "an id with a blank": office({ id: "kanim blitar" }),
  "an id of 65 characters": office({ id: long(65) }),
  "an id that is a number": office({ id: 5 }),
  "an office without name": (feed) => delete feed.offices[0].name,
  "a name that is empty": office({ name: "" }),
  "a name without languages": office({ name: {} }),
  "a name that is null": office({ name: null }),
  "a quota by service": office({ quota: { regular: [] } }),
  "a latitude beyond the pole": office({ lat: -91 }),
  "a longitude that is a text": office({ lon: "112.07" }),
  "a latitude alone": (feed) => delete feed.offices[0].lon,
  "a zone that is an offset": office({ time_zone: "+07:00" }),
  "no zone anywhere": (feed) => delete feed.time_zone,
  "an observed_at that is a number": office({ observed_at: 1795309200 }),
  "an approx_km below 0": office({ approx_km: -1 }),
  "a kind that is a sentence": office({ kind: "Kantor imigrasi" }),
  "an address that is a list": office({ address: ["Jalan"] }),
  "an empty phone number": office({ phone: "" }),
  "a row without service": (feed) => delete feed.offices[0].quota[0].service,
  "a row without first day": (feed) => delete feed.offices[0].quota[0].from,
  "a day that does not exist": row({ from: "2026-02-30" }),
  "a day in another order": row({ from: "23-11-2026" }),
  "a row without cells": (feed) => delete feed.offices[0].quota[0].open,
  "cells that are one number": row({ open: 4 }),
  "a cell that is a text": row({ open: ["4"] }),
  "a cell below -1": row({ open: [-2] }),
  "a cell with a fraction": row({ open: [0.5] }),
  "a cell beyond a million": row({ open: [1_000_001] }),
  "a total that is a text": row({ total: "40" }),
  "a total below 0": row({ total: -1 }),
  "a channel that is a sentence": row({ channel: "walk in" }),
  "a session without end": row({ session: { start: "08:00" } }),
  "a session at 24:00": row({ session: { start: "08:00", end: "24:00" } }),
  "a session in words": row({ session: "pagi" }),
  "an event without id": row({ event: { name: "E" } }),
  "an ended that is a number": row({ ended: 1 }),
  "a text of 2,001 characters": office({ notes: [long(2001)] }),
  "a row of 1,001 days": row({ open: Array(1001).fill(0) }),
  "a precision that is a number": row({ precision: 1 }),
  "501 rows": (feed) => { feed.offices[0].quota = Array(501).fill(feed.offices[0].quota[0]); },
  "1,001 services": whole({ services: Array.from({ length: 1001 }, (_, n) => ({ id: `s${n}` })) }),
};

// Rules that a schema cannot express, at least not readably: relations between values, and with the world.
const onlyTheReaderComplains = {
  "an id used twice": (feed) => feed.offices.push({ ...feed.offices[0] }),
  "a service listed twice": (feed) => feed.services.push({ ...feed.services[0] }),
  "a zone that does not exist": office({ time_zone: "Asia/Kediri" }),
  "a session that ends before it starts": row({ session: { start: "09:00", end: "08:00" } }),
  "a closure that ends before it starts": whole({ closed: [{ from: "2026-12-26", to: "2026-12-25" }] }),
  "an expiry before the warning": whole({ stale_after: 7200, expires_after: 3600 }),
  "a relative link, where the reader is not told where the feed is from": office({ url: "blitar.html" }),
  "a link with a character that turns the text": office({ url: "https://a.example/\u202e" }),
};

// The schema is stricter than the reader, which shows what there is, or does not use the field.
const onlyTheSchemaComplains = {
  "a short name of 25 characters": office({ short: long(25) }),
  "aliases that are no texts": office({ aliases: [1] }),
  "a currency in words": service({ surcharge: { amount: 1, currency: "Rupiah" } }),
  "a language without text beside one with": office({ name: { id: "Blitar", en: "" } }),
  "an alert about an office that can't be": whole({ alerts: [{ text: "A", offices: ["kanim blitar"] }] }),
};

for (const [cases, readerAccepts, schemaAccepts] of [
  [good, true, true], [bad, false, false], [onlyTheReaderComplains, false, true], [onlyTheSchemaComplains, true, false],
]) {
  for (const [what, change] of Object.entries(cases)) {
    test(`${what}: the reader ${readerAccepts ? "takes" : "minds"} it, the schema ${schemaAccepts ? "takes" : "minds"} it`, () => {
      const changed = feed();
      change(changed);
      const said = complaints(changed);
      assert.equal(said.length === 0, readerAccepts, said.join(", "));
      assert.equal(validFeed(changed), schemaAccepts, ajv.errorsText(validFeed.errors));
    });
  }
}

test("the list of places that is shipped is valid", () => {
  assert.ok(validPlaces(JSON.parse(read("www/places.json"))), ajv.errorsText(validPlaces.errors));
});

test("what is broken in a list of places is refused by both", () => {
  const places = () => ({ format: "slot-places", version: "1.0", name: ["A", "B"], parent: [-1, 0], kind: ["province", "city"], lat: [-77500, -78233], lon: [1127500, 1120156] });
  new Places(bytes(places())).free();
  assert.ok(validPlaces(places()));
  for (const more of [{ format: "slot-feed" }, { version: "2.0" }, { name: ["A", 1] }, { parent: [-2, 0] }, { lat: [-77500, -900_001] }, { lon: [0.5, 1] }, { kind: "city" }, { attribution: 1 }]) {
    const changed = { ...places(), ...more };
    assert.ok(!validPlaces(changed), JSON.stringify(more));
    assert.throws(() => new Places(bytes(changed)), JSON.stringify(more));
  }
});
