import assert from "node:assert/strict";
import { test } from "node:test";
import { load, office } from "./sources.mjs";

const { contactLink, hostOf, licenseLink, mapLink } = await load("text/links", "text/publisher-links", "office/map-link");

test("a contact may be a mail address, a telephone number or a page", () => {
  assert.equal(contactLink("kuota@publisher.example"), "mailto:kuota@publisher.example");
  assert.equal(contactLink("+62 (354) 111-222"), "tel:+62354111222");
  assert.equal(contactLink("https://publisher.example/kontak"), "https://publisher.example/kontak");
});

test("any other contact is not a link", () => {
  for (const contact of ["javascript:alert(1)", "http://publisher.example", "Pak Budi", "a@b@c", "12"]) assert.equal(contactLink(contact), undefined, contact);
});

test("a Creative Commons licence links to its page, an unknown one to nothing", () => {
  assert.equal(licenseLink("CC-BY-4.0"), "https://creativecommons.org/licenses/by/4.0/");
  assert.equal(licenseLink("cc-by-nc-sa-3.0"), "https://creativecommons.org/licenses/by-nc-sa/3.0/");
  assert.equal(licenseLink("CC0-1.0"), "https://creativecommons.org/publicdomain/zero/1.0/");
  assert.equal(licenseLink("https://publisher.example/lisensi"), "https://publisher.example/lisensi");
  for (const license of ["MIT", "CC-BY-XX-4.0", "javascript:alert(1)"]) assert.equal(licenseLink(license), undefined, license);
});

test("names a host without www, and returns an invalid address unchanged", () => {
  assert.equal(hostOf("https://www.imigrasi.go.id/kontak?x=1"), "imigrasi.go.id");
  assert.equal(hostOf("http://127.0.0.1:8080/"), "127.0.0.1:8080");
  assert.equal(hostOf("kontak"), "kontak");
});

const ANDROID = "Mozilla/5.0 (Linux; Android 13; SM-A035F) Mobile";
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)";
const LINUX = "Mozilla/5.0 (X11; Linux x86_64)";
const NAME = "Kantor%20Imigrasi%20Kelas%20II%20Non%20TPI%20Kediri";

test("opens a position in the device's map", () => {
  assert.equal(mapLink(office(), ANDROID), `geo:-7.75517,111.94975?q=-7.75517,111.94975(${NAME})`);
  assert.equal(mapLink(office(), IPHONE), `https://maps.apple.com/?ll=-7.75517,111.94975&q=${NAME}`);
  assert.equal(mapLink(office(), LINUX), "https://www.openstreetmap.org/?mlat=-7.75517&mlon=111.94975#map=16/-7.75517/111.94975");
});

test("without a position searches for the address; with neither there is no link", () => {
  const nowhere = office({ lat: undefined, lon: undefined });
  assert.equal(mapLink({ ...nowhere, address: "Jl. A & B" }, ANDROID), `geo:0,0?q=${NAME}%2C%20Jl.%20A%20%26%20B`);
  assert.equal(mapLink(nowhere, LINUX), undefined);
});

test("a position on the equator or the prime meridian is valid", () => assert.match(mapLink(office({ lat: 0, lon: 0 }), LINUX), /mlat=0&mlon=0/));
