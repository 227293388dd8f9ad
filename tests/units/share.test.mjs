import assert from "node:assert/strict";
import { test } from "node:test";
import { load, offer } from "./sources.mjs";

globalThis.location = { hostname: "kuota.example", href: "https://kuota.example/?party=3#office=other" };
const { loadWords, moreWords, offerText, releaseText, whatsappLink } = await load("share/share-text", "text/words");
const words = await loadWords("id", {}, moreWords);

const services = [
  { id: "regular", isDefault: true, name: { text: "Paspor biasa" } },
  { id: "fast", isDefault: false, name: { text: "Percepatan" }, surcharge: { amount: 1_000_000, currency: "IDR", per: "person" } },
];
const text = (shared, { sample = false, syncUrl = undefined, party = 3 } = {}) =>
  offerText({ words, state: { info: { sample, services }, question: { party } }, controller: { options: { syncUrl } } }, shared);

test("the text is complete and stays true: absolute dates, the age of the number, and where to book", () => {
  assert.equal(
    text(offer()),
    "Paspor, 3 orang: Kantor Imigrasi Kelas II Non TPI Kediri, Kamis 26 November 2026. Sisa kuota 12 pada 22 Nov 2026 pukul 08.00 WIB. "
    + "Pesan di M-Paspor. Bukan info resmi. https://kuota.example/?party=3",
  );
});

test("the link opens the office if the page supports that", () => {
  assert.match(text(offer(), { syncUrl: { prefix: "" } }), /https:\/\/kuota\.example\/\?party=3#office=kanim-kediri$/);
});

test("mentions anything unusual: another service, its surcharge, an event, hours", () => {
  const special = offer({
    serviceId: "fast", service: { text: "Percepatan" }, event: { id: "e", name: { text: "Paspor Simpatik" } },
    sessions: [{ start: "08:00", end: "09:00", open: 4 }],
  });
  assert.match(text(special), /2026\. Percepatan\. Tambahan Rp ?1\.000\.000 per orang\. Paspor Simpatik\. Jam 08\.00-09\.00 \(4\) WIB\. Sisa/);
});

test("each way to book has its own words", () => {
  const how = (channel, booking = {}) => /WIB\. (.*?) Bukan/.exec(text(offer({ channel, booking })))[1];
  assert.equal(how("app"), "Pesan di M-Paspor.");
  assert.equal(how("web", { web: "https://www.booking.example/start" }), "Pesan di booking.example.");
  assert.equal(how("phone", { phone: "+62354111222" }), "Pesan lewat telepon +62354111222.");
  assert.equal(how("walk_in"), "Datang langsung, tanpa pesan.");
});

test("an estimate is shared as one", () => assert.match(text(offer({ precision: "estimate" })), /Sisa kuota sekitar 12 pada/));

test("invented numbers say so first", () => assert.match(text(offer(), { sample: true }), /^CONTOH, angka dikarang\. Paspor/));

test("a release is shared with its day and minute in the zone of the office", () => {
  assert.equal(
    releaseText(words, "2026-11-27T02:00:00Z", "Asia/Jakarta", false),
    "Kuota paspor berikutnya dibuka Jumat 27 November 2026, 09.00 WIB. Bukan info resmi. https://kuota.example/?party=3",
  );
});

test("a WhatsApp link carries the text unharmed", () => {
  assert.equal(new URL(whatsappLink("a & b = c? #d é")).searchParams.get("text"), "a & b = c? #d é");
});
