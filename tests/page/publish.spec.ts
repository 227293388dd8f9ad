// Tests the publisher's page with spreadsheets: from a workbook to the files to publish, without a terminal and without
// an upload.

import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type CheckerPage } from "./checker";
import { ods, xlsx, type Cell, type Sheet } from "./workbook";

const OFFICES: Sheet = { name: "Kantor", rows: [["Kode", "Nama", "Nama pendek", "Koordinat"], ["kediri", "Kantor Imigrasi Kediri", "Kediri", "-7.7552, 111.9498"], ["blitar", "Kantor Imigrasi Blitar", "Blitar", "-8.0624, 112.0704"]] };
const SERVICES: Sheet = { name: "Layanan", rows: [["Kode", "Nama"], ["regular", "Paspor biasa"]] };
const ABOUT: Sheet = { name: "Penerbit", rows: [["Nama penerbit", "Redaksi"], ["Zona waktu", "WIB"], ["Diperbarui setiap", "1 hari kerja"]] };
const HEADINGS = ["Kantor", "Layanan", "Tanggal", "Sisa"];
const quota = (...rows: Cell[][]): Sheet => ({ name: "Kuota", rows: [HEADINGS, ...rows] });
const book = (quota: Sheet): Sheet[] => [OFFICES, SERVICES, ABOUT, quota];
const day = (office: string, date: string, open: Cell): Cell[] => [office, "regular", date, open];
const GOOD = book(quota(day("Kediri", "23/11/2026", 3), day("Blitar", "23/11/2026", 12), day("Blitar", "24/11/2026", "penuh")));

const file = (name: string, content: string | Buffer) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });
const cells = (page: Page) => page.locator(".cells .finding");

async function drop(checker: CheckerPage, name: string, content: string | Buffer): Promise<void> {
  await checker.open();
  await checker.choose.setInputFiles(file(name, content));
}

async function saved(page: Page, name: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name, exact: true }).click()]);
  expect(download.suggestedFilename()).toBe(name);
  return readFile(await download.path(), "utf8");
}

test("from nothing to three files to publish: the template, its feed, and the widget beside it", async ({ checker, page }) => {
  await checker.open();
  const button = page.getByRole("button", { name: "Belum punya? Unduh lembar kerja contoh" });
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  expect(download.suggestedFilename()).toBe("quota.xlsx");
  await checker.choose.setInputFiles(file("quota.xlsx", await readFile(await download.path())));
  await expect(page.locator(".cells")).toContainText("quota.xlsx selesai: 2 kantor");
  await expect(page.locator(".cells")).toContainText("Ditandai sebagai contoh");
  await expect(page.locator("slot-finder .sample")).toContainText("CONTOH");
  await expect(page.locator("slot-finder #answer")).toHaveText(/^Ada kuota untuk 1 orang di 2 kantor/);
  const feed = JSON.parse(await saved(page, "feed.json")) as { format: string; offices: unknown[]; sample: boolean };
  expect([feed.format, feed.offices.length, feed.sample]).toEqual(["slot-feed", 2, true]);
  expect(await saved(page, "list.html")).toMatch(/^<!DOCTYPE html>[^]*CONTOH[^]*Kediri/);
  expect(await saved(page, "releases.ics")).toMatch(/^BEGIN:VCALENDAR\r\n/);
});

for (const [kind, content] of [["xlsx", xlsx(GOOD)], ["ods", ods(GOOD)]] as const) {
  test(`a good .${kind} gives the numbers that it shows`, async ({ checker, page }) => {
    await drop(checker, `kuota.${kind}`, content);
    await expect(page.locator("slot-finder #answer")).toHaveText("Ada kuota untuk 1 orang di 2 kantor");
    await expect(cells(page)).toHaveCount(0);
    const { offices, publisher } = JSON.parse(await saved(page, "feed.json")) as { offices: { id: string; quota: { open: number[] }[] }[]; publisher: { name: string } };
    expect(publisher.name).toBe("Redaksi");
    expect(offices.map(({ id, quota }) => [id, quota[0]?.open])).toEqual([["kediri", [3]], ["blitar", [12, 0]]]);
  });
}

/** Files as people have them: the message, and its places. */
const DIRTY: readonly (readonly [what: string, name: string, content: string | Buffer, message: string | RegExp, places: string[]])[] = [
  ["a share", "kuota.xlsx", xlsx(book(quota(day("Kediri", "23/11/2026", 3), day("Kediri", "24/11/2026", { share: 1 })))), /^100 % adalah persentase/, ["Lembar Kuota, baris 3, kolom D"]],
  ["a share in LibreOffice", "kuota.ods", ods(book(quota(day("Kediri", "23/11/2026", { share: 0.5 })))), /^50 % adalah persentase/, ["Lembar Kuota, baris 2, kolom D"]],
  ["an office that was renamed", "kuota.xlsx", xlsx(book(quota(...["23", "24", "25"].map((date) => day("Kedirri", `${date}/11/2026`, 1))))),
    /^kantor "Kedirri" tidak ada di daftar kantor; maksudnya "kediri"\? 3 tempat$/, ["Lembar Kuota, baris 2, kolom A", "Lembar Kuota, baris 3, kolom A", "Lembar Kuota, baris 4, kolom A"]],
  ["a number with words", "kuota.xlsx", xlsx(book(quota(day("Kediri", "23/11/2026", "sisa 12 orang")))), /12/, ["Lembar Kuota, baris 2, kolom D"]],
  ["a day that no month has", "kuota.xlsx", xlsx(book(quota(day("Kediri", "31/11/2026", 1)))), /^tidak ada tanggal "31\/11\/2026"/, ["Lembar Kuota, baris 2, kolom C"]],
  ["a formula that fails", "kuota.xlsx", xlsx(book(quota(day("Kediri", "23/11/2026", { fails: "#DIV/0!" })))), /^rumus gagal: #DIV\/0!; perbaiki rumusnya/, ["Lembar Kuota, baris 2, kolom D"]],
  ["a formula that fails in LibreOffice", "kuota.ods", ods(book(quota(day("Kediri", "23/11/2026", { fails: "#N/A" })))), /^rumus gagal: #N\/A; perbaiki rumusnya/, ["Lembar Kuota, baris 2, kolom D"]],
  ["more left than there are", "kuota.xlsx", xlsx(book({ name: "Kuota", rows: [[...HEADINGS, "Kuota"], [...day("Kediri", "23/11/2026", 9), 5]] })), "sisa 9 lebih dari kuota 5", ["Lembar Kuota, baris 2, kolom D"]],
  ["a day beside its own sessions", "kuota.xlsx", xlsx(book({ name: "Kuota", rows: [[...HEADINGS, "Mulai", "Selesai"], day("Kediri", "23/11/2026", 5), [...day("Kediri", "23/11/2026", 5), "08:00", "09:00"]] })),
    /terhitung dua kali/, ["Lembar Kuota, baris 2, kolom D"]],
  ["a column of shares", "kuota.xlsx", xlsx(book(quota(...["23", "24", "25"].map((date, at) => day("Kediri", `${date}/11/2026`, { share: at / 2 }))))),
    /^0 %, 50 %, 100 % adalah persentase.* 3 tempat$/, ["Lembar Kuota, baris 2, kolom D", "Lembar Kuota, baris 3, kolom D", "Lembar Kuota, baris 4, kolom D"]],
  ["a month above its days", "kuota.xlsx", xlsx(book({ name: "Kuota", rows: [["Kantor", "Layanan", "Desember 2026"], ["", "", "1", "2"], ["Kediri", "regular", 3, 4]] })),
    /^judul kolom ada di dua baris/, ["Lembar Kuota, baris 2, kolom C"]],
  ["a second table with more columns", "kuota.xlsx", xlsx(book({ name: "Kuota", rows: [HEADINGS, day("Kediri", "23/11/2026", 3), [""], [...HEADINGS, "Kuota"], [...day("Blitar", "23/11/2026", 4), 60]] })),
    /^tabel lain dimulai di sini, di bawah tabel Kuota!A1/, ["Lembar Kuota, baris 4, kolom A"]],
  ["a workbook without quota", "kuota.xlsx", xlsx([OFFICES, SERVICES, ABOUT]), /^tidak ada lembar Kuota, Quota; yang ada: Kantor, Layanan, Penerbit/, ["kuota.xlsx"]],
  ["a workbook cut short", "kuota.xlsx", xlsx(GOOD).subarray(0, 900), /^buku kerja rusak atau terpotong/, ["kuota.xlsx"]],
  ["an old workbook", "kuota.xls", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), /^ini buku kerja Excel lama/, ["kuota.xls"]],
];

for (const [what, name, content, message, places] of DIRTY) {
  test(`${what} is refused with its place and the way out, and no feed is offered`, async ({ checker, page }) => {
    await drop(checker, name, content);
    await expect(cells(page).getByRole("heading")).toHaveText([message]);
    await expect(cells(page).locator("li")).toHaveText(places);
    await expect(checker.verdict).toContainText("Belum siap diterbitkan");
    await expect(checker.status).toHaveText("Belum siap diterbitkan: 1 kesalahan.");
    await expect(page.locator(".downloads, slot-finder")).toHaveCount(0);
  });
}

test("what a workbook hides is left out and told, beside the feed", async ({ checker, page }) => {
  for (const [name, write] of [["kuota.xlsx", xlsx], ["kuota.ods", ods]] as const) {
    const hiding = { ...quota(day("Kediri", "23/11/2026", 3), day("Kediri", "24/11/2026", 4)), hidden: [3] };
    await drop(checker, name, write(book(hiding)));
    await expect(cells(page).getByRole("heading")).toHaveText(["baris tersembunyi tidak dibaca: 3"]);
    expect(await saved(page, "feed.json")).toContain('"open":[3]');
  }
});

test("sums and notes below a table are left out and told, and what is hidden is told where it is missing", async ({ checker, page }) => {
  await drop(checker, "kuota.xlsx", xlsx(book(quota(day("Kediri", "23/11/2026", 3), ["Jumlah", "", "", 3], ["Catatan: dapat berubah"]))));
  await expect(cells(page).getByRole("heading")).toHaveText([/^baris ini catatan atau jumlah, dan tidak dibaca 2 tempat$/]);
  expect(await saved(page, "feed.json")).toContain('"open":[3]');
  const hiding = { ...quota(day("Kediri", "23/11/2026", 3), day("Kedirri", "24/11/2026", 4)), hidden: [2] };
  await drop(checker, "kuota.xlsx", xlsx(book(hiding)));
  await expect(cells(page).getByRole("heading")).toHaveText([/^kantor "Kedirri"/, /^baris tersembunyi tidak dibaca: 2/]);
  await expect(checker.status).toHaveText("Belum siap diterbitkan: 1 kesalahan.");
});

test("a table asks three things that it does not say, and an unclosed quote is told by its line", async ({ checker, page }) => {
  await drop(checker, "kuota.csv", "Kantor,Layanan,Tanggal,Sisa\nKediri,Paspor biasa,23/11/2026,4\n");
  const form = page.getByRole("form", { name: "kuota.csv: tiga hal yang tidak ada di tabel" });
  await form.getByLabel("Nama penerbit").fill("Kanim Kediri");
  await form.getByRole("button", { name: "Buat data" }).click();
  await expect(page.locator("slot-finder")).toContainText("Kediri");
  await expect(cells(page).getByRole("heading")).toHaveText([/^tidak ada daftar kantor/]);
  const feed = JSON.parse(await saved(page, "feed.json")) as Record<string, unknown>;
  expect(feed).toMatchObject({ publisher: { name: "Kanim Kediri" }, time_zone: "Asia/Jakarta", offices: [{ id: "kediri", name: "Kediri" }], services: [{ id: "paspor-biasa" }] });

  await checker.choose.setInputFiles(file("kuota.csv", 'Kantor,Layanan,Tanggal,Sisa\nKediri,"Paspor,23/11/2026,4\nKediri,Paspor,24/11/2026,4\n'));
  await form.getByLabel("Nama penerbit").fill("Kanim Kediri");
  await form.getByRole("button", { name: "Buat data" }).click();
  await expect(cells(page).getByRole("heading")).toHaveText([/^tanda kutip pembuka sel di baris 2 tidak ditutup/]);
});

test("a published Google Sheet is read from its link, and the editor's address says how to publish", async ({ checker, page }) => {
  await checker.open();
  const asked: string[] = [];
  await page.route("https://docs.google.com/**", async (route) => {
    asked.push(route.request().url());
    await route.fulfill({ contentType: "text/csv", headers: { "Access-Control-Allow-Origin": "*" }, body: "Kantor,Layanan,Tanggal,Sisa\nKediri,Paspor,23/11/2026,4\n" });
  });
  await checker.checkAddress("https://docs.google.com/spreadsheets/d/1abc/edit#gid=0");
  await expect(checker.trouble).toContainText("Terbitkan dulu lembarnya");
  expect(asked).toEqual([]);
  await page.getByText("Cara menerbitkan Google Sheet").click();
  await expect(page.getByRole("listitem").filter({ hasText: "Publikasikan ke web" })).toBeVisible();
  await checker.checkAddress("https://docs.google.com/spreadsheets/d/e/2PACX-x/pubhtml?gid=0&single=true");
  await page.getByLabel("Nama penerbit").fill("Redaksi");
  await page.getByRole("button", { name: "Buat data" }).click();
  await expect(page.locator("slot-finder #answer")).toHaveText("Ada kuota untuk 1 orang di 1 kantor");
  expect(asked).toEqual(["https://docs.google.com/spreadsheets/d/e/2PACX-x/pub?gid=0&single=true&output=csv"]);
});

test("another language writes the messages again, from the same file", async ({ checker, page }) => {
  await drop(checker, "kuota.xlsx", xlsx(book(quota(day("Kediri", "23/11/2026", { share: 1 })))));
  await expect(cells(page).getByRole("heading")).toHaveText([/^100 % adalah persentase/]);
  await page.locator("#checker > header").getByText("English").click();
  await expect(cells(page).getByRole("heading")).toHaveText([/^100 % is a share/]);
  await expect(cells(page).locator("li")).toHaveText(["Sheet Kuota, row 2, column D"]);
});

test("nothing is uploaded or stored, and the tools are fetched only for a spreadsheet or a file to publish", async ({ checker, page, baseURL }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.method()} ${request.url()}${request.postData() ?? ""}`));
  await checker.open();
  expect(asked.filter((request) => request.includes("slot_publisher"))).toEqual([]);
  await checker.choose.setInputFiles(file("kuota.xlsx", xlsx(GOOD)));
  await expect(page.locator("slot-finder #answer")).toBeVisible();
  await saved(page, "list.html");
  expect(asked.filter((request) => /slot_publisher_bg-\w{10}\.wasm/.test(request))).toHaveLength(1);
  expect(asked.filter((request) => !request.startsWith(`GET ${baseURL}`) && !request.startsWith("GET blob:"))).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
});

test("the page's old address shows the same page", async ({ checker, page }) => {
  await checker.open();
  await page.goto("./check.html");
  await expect(checker.choose).toBeAttached();
  await expect(page).toHaveTitle("Terbitkan kuota");
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });
    for (const [what, name, content] of [["a refused workbook", "kuota.xlsx", DIRTY[0]?.[2] ?? ""], ["a good one", "kuota.xlsx", xlsx(GOOD)], ["a table", "kuota.csv", "Kantor,Sisa\n"]] as const) {
      test(`axe has no objection to the page with ${what}`, async ({ checker, page }) => {
        await drop(checker, name, content);
        await expect(page.locator(".cells, .asking, .checked").first()).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
      });
    }
  });
}
