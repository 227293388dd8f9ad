import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./finder";
import { blitar, feed, full, kediri, malang, sundayMorning, surabaya, SUNDAY_MORNING, week, withRows, type Feed } from "./feeds";

/** Opens an article with a <slot-summary> under the site's strict policy. */
async function article(page: Page, feed: Feed | string, attributes = "", lang = "id", now = SUNDAY_MORNING): Promise<void> {
  await page.clock.setFixedTime(now);
  await page.route("**/feed.json", (route) => route.fulfill({ contentType: "application/json", body: typeof feed === "string" ? feed : JSON.stringify(feed) }));
  const policy = (await page.request.get("./")).headers()["content-security-policy"] ?? "";
  await page.route("**/article.html", (route) => route.fulfill({
    contentType: "text/html; charset=utf-8",
    headers: { "Content-Security-Policy": policy },
    body: `<!doctype html><html lang="${lang}"><title>Article</title><script type="module" src="slot-finder.js"></script>
      <main><h1>Article</h1><slot-summary src="feed.json" ${attributes}><p>Daftar lewat M-Paspor.</p></slot-summary></main></html>`,
  }));
  await page.goto("./article.html");
}

const sentence = (page: Page) => page.locator("slot-summary .sentence");
const source = (page: Page) => page.locator("slot-summary .source");

// In the seven days from Monday 23: Blitar, Trenggalek, Madiun, Malang and Surabaya have places; Kediri is full, and
// two days of Ponorogo are unknown. Surabaya's numbers are three hours old.
// Places of the ordinary service: Blitar 1 + 12, Trenggalek 4, Madiun 18 + 4, Malang 3 + 5 + 30 + 42, Surabaya 40.
test("an article sums up a region in one true sentence, with absolute times", async ({ page, finder: _ }) => {
  await article(page, sundayMorning(), 'region="ID-JI"');
  await expect(page.getByRole("heading", { level: 2 })).toHaveText("Kuota paspor di Jawa Timur");
  await expect(sentence(page)).toHaveText(
    "5 dari 7 titik layanan paspor di Jawa Timur masih punya kuota dalam 7 hari ke depan. Paling cepat: Senin 23 November, di Malang dan Surabaya. "
    + "Data 1 kantor belum diketahui. Data 1 kantor sudah lebih dari 1 jam.");
  await expect(page.locator("slot-summary dd")).toHaveText(["5 dari 7", "159 kuota", "Sen 23 Nov"]);
  await expect(source(page)).toHaveText("Data 22 November 2026, 08.00 WIB, dari Kantor Contoh. Kuota berikutnya dibuka Jumat 27 November, 09.00 WIB.");
  await expect(page.locator("slot-summary")).not.toContainText("lalu");
});

test("the same in English", async ({ page, finder: _ }) => {
  await article(page, sundayMorning(), 'region="ID-JI"', "en");
  await expect(sentence(page)).toHaveText(
    "5 of 7 passport service points in Jawa Timur have places in the next 7 days. Soonest: Monday 23 November, in Malang and Surabaya. "
    + "1 office is unknown. The data of 1 office is more than 1 hour old.");
  await expect(source(page)).toHaveText("Data of 22 November 2026, 08:00 WIB, from Example Office. New places open Friday 27 November, 09:00 WIB.");
});

test("kinds decide the noun and what is counted, services too", async ({ page, finder: _ }) => {
  const kinds = [{ id: "kanim", name: "kantor imigrasi" }, { id: "mpp", name: "MPP" }];
  await article(page, sundayMorning({ kinds }), 'kinds="kanim"');
  await expect(sentence(page)).toContainText("4 dari 6 kantor imigrasi masih punya kuota");
  await page.locator("slot-summary").evaluate((element) => element.setAttribute("services", "percepatan"));
  await expect(page.getByRole("heading", { level: 2 })).toHaveText("Kuota Percepatan");
  await expect(sentence(page)).toContainText("1 dari 6 kantor imigrasi");
});

test("where all are full it says until when, and when more is released", async ({ page, finder: _ }) => {
  await article(page, feed([full(kediri), full(blitar)]), 'region="ID-JI"');
  await expect(sentence(page)).toHaveText("Tidak ada kuota paspor di Jawa Timur sampai Senin 30 November. Kuota berikutnya dibuka Jumat 27 November, 09.00 WIB.");
});

test("where an office or a row could not be read it does not say that there is no place", async ({ page, finder: _ }) => {
  const nowhere = { ...malang, time_zone: "Asia/Malang" };
  await article(page, feed([full(kediri), full(blitar), nowhere]), 'region="ID-JI"');
  await expect(sentence(page)).toHaveText("Kuota berikutnya dibuka Jumat 27 November, 09.00 WIB. 1 kantor tidak bisa dibaca: zona waktu.");
  await article(page, feed([kediri, withRows(blitar, week([0, 0, 0, 0, 0, -1, -1, 2])), withRows(malang, week([3], { from: "nie" }))]));
  await expect(sentence(page)).toHaveText("Paling cepat: Senin 30 November, di Blitar. Data 1 kantor tidak lengkap.");
  await article(page, feed([blitar, nowhere]));
  await expect(sentence(page)).toContainText("1 kantor tidak bisa dibaca: zona waktu.");
  await article(page, feed([nowhere]));
  await expect(sentence(page)).toHaveText("1 kantor tidak bisa dibaca: zona waktu.");
});

test("places beyond the week are not called places of the week", async ({ page, finder: _ }) => {
  await article(page, feed([kediri, withRows(blitar, week([0, 0, 0, 0, 0, -1, -1, 2]))]));
  await expect(sentence(page)).toHaveText("Tidak ada kuota paspor dalam 7 hari ke depan. Paling cepat: Senin 30 November, di Blitar.");
});

test("services that overlap are never added up", async ({ page, finder: _ }) => {
  await article(page, feed([malang], { services_overlap: true }), 'services="regular percepatan"');
  await expect(page.locator("slot-summary dd")).toHaveText(["1 dari 1", "Sen 23 Nov"]);
  await expect(sentence(page)).toContainText("Yang dihitung: Paspor biasa dan Percepatan.");
});

test("one office is named instead of counted", async ({ page, finder: _ }) => {
  await article(page, feed([blitar]));
  await expect(sentence(page)).toHaveText("Kantor Imigrasi Kelas II Non TPI Blitar masih punya kuota dalam 7 hari ke depan. Paling cepat: Selasa 24 November.");
});

test("a sample says so first", async ({ page, finder: _ }) => {
  await article(page, sundayMorning({ sample: true }));
  await expect(sentence(page)).toHaveText(/^Contoh: 5 dari 7/);
});

test("data that is too old has no figures, only when it was made", async ({ page, finder: _ }) => {
  await article(page, sundayMorning(), "", "id", "2026-11-24T08:12:00+07:00");
  await expect(sentence(page)).toHaveText("Data terlalu lama, jadi kuota tidak ditampilkan. Terakhir dicek 22 November 2026, 08.00 WIB. Kuota berikutnya dibuka Jumat 27 November, 09.00 WIB.");
  await expect(page.locator("slot-summary dl, slot-summary ol")).toHaveCount(0);
});

test("the bar is a list of thirty days in words, and tells full days from those that are not open", async ({ page, finder: _ }) => {
  await article(page, feed([blitar, surabaya]));
  const days = page.getByRole("list", { name: /^30 hari ke depan/ }).getByRole("listitem");
  await expect(days).toHaveCount(30);
  await expect(days.nth(0)).toHaveText("Senin, 23 November: 50 persen kantor punya kuota");
  await expect(days.nth(2)).toHaveText("Rabu, 25 November: tidak ada kuota");
  await expect(days.nth(8)).toHaveText("Selasa, 1 Desember: belum dibuka");
});

test("only an editor is offered to copy the sentence, whole and with its source", async ({ page, context, finder: _ }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await article(page, feed([blitar]));
  await expect(sentence(page)).toBeVisible();
  await expect(page.getByRole("button", { name: "Salin kalimat" })).toHaveCount(0);
  await page.locator("slot-summary").evaluate((element) => element.setAttribute("editor", ""));
  await page.getByRole("button", { name: "Salin kalimat" }).click();
  await expect(page.getByText("Tersalin")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    "Kantor Imigrasi Kelas II Non TPI Blitar masih punya kuota dalam 7 hari ke depan. Paling cepat: Selasa 24 November. Data 22 November 2026, 08.00 WIB, dari Kantor Contoh.");
});

// Days with service from today on: Kediri 6 of 6 full; Blitar 3 of 6; Malang 2 of 6.
test("offices see the share of their full days, in a table that sorts and copies as CSV", async ({ page, context, finder: _ }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await article(page, feed([malang, kediri, blitar]), 'view="capacity" editor');
  const names = page.locator("slot-summary tbody th");
  await expect(names).toHaveText(["Kediri", "Blitar", "Malang"]);
  await expect(page.locator("slot-summary tbody tr").nth(1).locator("td")).toHaveText(["50%", "6", "15", "belum diketahui"]);
  await expect(page.locator("slot-summary tfoot td").first()).toHaveText("61%");
  await page.getByRole("button", { name: "Sisa kuota" }).click();
  await expect(names).toHaveText(["Malang", "Blitar", "Kediri"]);
  await expect(page.getByRole("columnheader", { name: "Sisa kuota" })).toHaveAttribute("aria-sort", "descending");
  await page.getByRole("button", { name: "Kantor" }).click();
  await expect(names).toHaveText(["Blitar", "Kediri", "Malang"]);
  await page.getByRole("button", { name: "Salin sebagai CSV" }).click();
  await expect(page.getByText("Tersalin")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    "Kantor,Hari penuh,Hari layanan,Sisa kuota,Kuota\r\nBlitar,0.500,6,15,\r\nKediri,1.000,6,0,\r\nMalang,0.333,6,80,");
});

test("a cell of the CSV is never a formula", async ({ page, context, finder: _ }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await article(page, feed([{ ...blitar, short: '=HYPERLINK("x")' }]), 'view="capacity" editor');
  await page.getByRole("button", { name: "Salin sebagai CSV" }).click();
  await expect(page.getByText("Tersalin")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`"'=HYPERLINK(""x"")",0.500`);
});

test("it looks again when the data may be newer", async ({ page, finder: _ }) => {
  await article(page, feed([blitar], { ttl: 300 }));
  await expect(sentence(page)).toContainText("Selasa 24 November");
  await page.clock.install({ time: SUNDAY_MORNING });
  await page.reload();
  await expect(sentence(page)).toContainText("Selasa 24 November");
  await page.route("**/feed.json", (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(feed([withRows(blitar, week([9, 9]))])) }));
  // The feed's five minutes, plus at most a tenth.
  await page.clock.fastForward(331_000);
  await expect(sentence(page)).toContainText("Senin 23 November");
});

test.describe("where the feed is broken", () => {
  test.use({ allowed: /^slot-summary: |Failed to load|net::/ });
  test("the article's own words stay", async ({ page, finder: _ }) => {
    await article(page, "{");
    await expect(page.getByText("Daftar lewat M-Paspor.")).toBeVisible();
    await expect(page.locator("slot-summary .summary")).toHaveCount(0);
  });

  test("what stood there stays", async ({ page, finder: _ }) => {
    await article(page, feed([blitar], { ttl: 300 }));
    await page.clock.install({ time: SUNDAY_MORNING });
    await page.reload();
    await expect(sentence(page)).toContainText("Selasa 24 November");
    const asked = page.waitForRequest("**/feed.json");
    await page.route("**/feed.json", (route) => route.fulfill({ status: 500, body: "" }));
    await page.clock.fastForward(331_000);
    await asked;
    await page.clock.runFor(5_000);
    await expect(sentence(page)).toContainText("Selasa 24 November");
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`on a phone, ${colorScheme}`, () => {
    test.use({ colorScheme, viewport: { width: 320, height: 740 } });
    for (const attributes of ['region="ID-JI" editor', 'view="capacity" editor']) {
      test(`axe finds nothing, and nothing scrolls sideways: ${attributes}`, async ({ page, finder: _ }) => {
        await article(page, sundayMorning({ sample: true }), attributes);
        await expect(page.getByRole("heading", { level: 2 })).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
      });
    }
  });
}

test("an article has its own words for some messages, and a wrong one is reported", async ({ page }) => {
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  await article(page, sundayMorning(), 'region="ID-JI" href="https://news.example/"');
  await expect(sentence(page)).toBeVisible();
  const set = (words: unknown): Promise<void> => page.locator("slot-summary").evaluate((element, given) => { Object.assign(element, { words: given }); }, words);
  await set({ id: { "summary.link": "Cari di peta kami", "summary.title.in": "Antrean paspor {region}", "summary.lnik": "?" } });
  await expect(page.locator("slot-summary .link")).toHaveText("Cari di peta kami");
  await expect(page.getByRole("heading", { level: 2 })).toHaveText("Antrean paspor Jawa Timur");
  await expect.poll(() => said).toContainEqual(expect.stringContaining('words.id["summary.lnik"]: there is no such message'));
  await set(undefined);
  await expect(page.getByRole("heading", { level: 2 })).toHaveText("Kuota paspor di Jawa Timur");
});
