import { expect, test, type Finder } from "./finder";
import { blitar, feed, kediri, malang, sundayMorning, surabaya, week, withRows } from "./feeds";

async function openFirst(finder: Finder): Promise<void> {
  await finder.open();
  await finder.askForThree();
  await finder.book.first().click();
  await expect(finder.dialog).toBeVisible();
}

test("the hand-off says what to choose, what to bring, and how old the number is", async ({ finder }) => {
  await openFirst(finder);
  await expect(finder.dialog.getByRole("heading", { level: 2 })).toHaveText("Pesan di aplikasi M-Paspor");
  await expect(finder.dialog.getByRole("heading", { level: 2 })).toBeFocused();
  await expect(finder.dialog.locator(".steps").getByRole("listitem")).toHaveText([
    "Pilih kantor: Kantor Imigrasi Kelas II Non TPI Blitar",
    "Pilih layanan: Paspor biasa",
    "Pilih tanggal: Kamis, 26 November 2026",
    "Isi 3 orang (paling banyak 5 per akun)",
  ]);
  await expect(finder.dialog).toContainText("Bayar dalam 2 jam.");
  await expect(finder.dialog).toContainText("KTP asli");
  // One list alone is numbered: what to choose in the app.
  await expect(finder.dialog.locator("ol")).toHaveCount(1);
  await expect(finder.dialog).toContainText("Sisa 12 dicek 12 menit lalu.");
});

test("the office is called as the app calls it", async ({ finder }) => {
  await finder.open({ feed: feed([{ ...blitar, booking: { office_label: "KANIM BLITAR" } }]) });
  await finder.book.first().click();
  await expect(finder.dialog).toContainText("Pilih kantor: KANIM BLITAR");
});

test("Escape returns to the same place and focus", async ({ finder, page }) => {
  await finder.open();
  await finder.askForThree();
  const day = finder.row("Malang").getByRole("button", { name: /^Kam/ });
  await page.setViewportSize({ width: 360, height: 400 });
  await day.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  expect(before).toBeGreaterThan(0);
  await day.click();
  await expect(finder.dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(finder.dialog).toHaveCount(0);
  await expect(day).toBeFocused();
  expect(await page.evaluate(() => scrollY)).toBe(before);
});

test("Back returns to the same place and focus, and stays on the page", async ({ finder, page }) => {
  await finder.open();
  await finder.askForThree();
  // The question comes into the address once the later parts are there.
  await expect(page).toHaveURL(/party=3/);
  const [url, entries] = [page.url(), await page.evaluate(() => history.length)];
  const day = finder.row("Malang").getByRole("button", { name: /^Kam/ });
  await day.click();
  await expect(finder.dialog).toBeVisible();
  expect(await page.evaluate(() => history.length)).toBe(entries + 1);
  await page.goBack();
  await expect(finder.dialog).toHaveCount(0);
  await expect(day).toBeFocused();
  expect(page.url()).toBe(url);
  await expect(finder.answer).toHaveText("Ada kuota untuk 3 orang di 5 kantor");
});

test("closing by its button leaves no extra step for Back", async ({ finder, page }) => {
  await page.goto("about:blank");
  await openFirst(finder);
  await finder.dialog.getByRole("button", { name: "Kembali" }).click();
  await expect(finder.dialog).toHaveCount(0);
  await expect(finder.book.first()).toBeFocused();
  await page.goBack();
  expect(page.url()).toBe("about:blank");
});

test("a tap beside it closes it", async ({ finder, page }) => {
  await openFirst(finder);
  await page.mouse.click(5, 5);
  await expect(finder.dialog).toHaveCount(0);
});

test("the second choice is the best offer of another office, one tap away", async ({ finder }) => {
  await openFirst(finder);
  await finder.dialog.getByRole("button", { name: "Surabaya, Senin 23 November (sisa 40)" }).click();
  await expect(finder.dialog.locator(".steps")).toContainText("Kantor Imigrasi Kelas I Khusus TPI Surabaya");
  await expect(finder.dialog).toContainText("Sisa 40 dicek 3 jam lalu, mungkin sudah berubah.");
  await expect(finder.dialog).toContainText("Blitar, Kamis 26 November (sisa 12)");
});

test("another day opens its own hand-off", async ({ finder }) => {
  await finder.open();
  await finder.askForThree();
  await finder.row("Malang").getByRole("button", { name: /^Jum/ }).click();
  await expect(finder.dialog.locator(".steps")).toContainText("Jumat, 27 November 2026");
  await expect(finder.dialog).toContainText("Sisa 42 dicek 12 menit lalu.");
});

test("a party larger than an account takes reads that it needs more accounts", async ({ finder }) => {
  await finder.open({ feed: feed([malang]) });
  await finder.people.selectOption("11");
  await finder.book.first().click();
  await expect(finder.dialog).toContainText("Satu akun M-Paspor untuk 5 orang. Pesan dengan 3 akun.");
});

test("links out name their host and pass nothing on", async ({ finder }) => {
  await openFirst(finder);
  const links = [
    ["Buka situs pemesanan booking.example", "https://booking.example/start"],
    ["Buka M-Paspor (Play Store) play.google.com", "https://play.google.com/store/apps/details?id=example"],
    ["Buka M-Paspor (App Store) apps.apple.com", "https://apps.apple.com/id/app/example/id1"],
  ] as const;
  for (const [name, href] of links) {
    const link = finder.dialog.getByRole("link", { name });
    await expect(link).toHaveAttribute("href", href);
    await expect(link).toHaveAttribute("rel", "noopener noreferrer external");
    await expect(link).toHaveAttribute("referrerpolicy", "no-referrer");
  }
});

test("the app's store comes first, and a site where the site is the way to book", async ({ finder }) => {
  await finder.open({ feed: feed([withRows(blitar, week([5])), withRows(malang, week([4], { channel: "web" }))]) });
  await finder.book.first().click();
  await expect(finder.dialog.getByRole("link").first()).toHaveText("Buka M-Paspor (Play Store) play.google.com");
  await finder.dialog.getByRole("button", { name: "Kembali" }).click();
  await finder.row("Malang").getByRole("button", { name: /^Sen/ }).click();
  await expect(finder.dialog.getByRole("heading", { level: 2 })).toHaveText("Cara pesan");
  await expect(finder.dialog.getByRole("link").first()).toHaveText("Buka situs pemesanan booking.example");
});

test.describe("on an iPhone", () => {
  test.use({ userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1" });
  test("the App Store comes first", async ({ finder }) => {
    await openFirst(finder);
    await expect(finder.dialog.getByRole("link").first()).toHaveText("Buka M-Paspor (App Store) apps.apple.com");
  });
});

test("a sample feed has no link out of the hand-off", async ({ finder }) => {
  await finder.open({ feed: sundayMorning({ sample: true }) });
  await finder.book.first().click();
  await expect(finder.dialog).toContainText("Ini contoh dengan kuota yang dikarang, jadi tidak ada tautan untuk memesan.");
  // The calendar file does not count as a way out.
  await expect(finder.dialog.locator("a:not([download])")).toHaveCount(0);
});

test("the text that is shared is complete and true tomorrow", async ({ finder, page }) => {
  await openFirst(finder);
  const href = await finder.dialog.getByRole("link", { name: "Kirim ke WhatsApp" }).getAttribute("href");
  expect(href).toMatch(/^https:\/\/wa\.me\/\?text=/);
  expect(decodeURIComponent(href?.split("text=")[1] ?? "")).toBe(
    "Paspor, 3 orang: Kantor Imigrasi Kelas II Non TPI Blitar, Kamis 26 November 2026. "
    + `Sisa kuota 12 pada 22 Nov 2026 pukul 08.00 WIB. Pesan di M-Paspor. Bukan info resmi. ${page.url().replace(/#.*/, "")}#office=kanim-blitar`,
  );
});

test("the shared text names the service, what it costs more, the hours, and the way to come", async ({ finder }) => {
  const shared = async (): Promise<string> => {
    const href = await finder.dialog.getByRole("link", { name: "Kirim ke WhatsApp" }).getAttribute("href");
    return decodeURIComponent(href?.split("text=")[1] ?? "");
  };
  const fast = week([4], { service: "percepatan", channel: "web", session: { start: "08:00", end: "09:00" } });
  await finder.open({ feed: feed([withRows(malang, fast)]) });
  await finder.page.getByRole("button", { name: "Percepatan (+Rp 1.000.000): 1 kantor" }).click();
  await finder.book.first().click();
  expect(await shared()).toContain(
    "Kantor Imigrasi Kelas I TPI Malang, Senin 23 November 2026. Percepatan. Tambahan Rp 1.000.000 per orang. Jam 08.00-09.00 (4) WIB. "
    + "Sisa kuota 4 pada 22 Nov 2026 pukul 08.00 WIB. Pesan di booking.example. Bukan info resmi.",
  );
});

test("a number that goes while its hand-off is open is marked there, and the newer data is one tap away", async ({ finder, page }) => {
  await finder.open({ feed: feed([blitar, malang], { ttl: 60 }), running: true });
  await expect(page.locator(".living")).toBeVisible();
  await finder.book.first().click();
  await expect(finder.dialog).toContainText("Sisa");
  const full = withRows(malang, week([0, 0, 0, 0, 0, -1, -1, 0]));
  await finder.serveFeed(feed([blitar, full, surabaya], { ttl: 60, generated_at: "2026-11-22T08:13:00+07:00" }));
  await page.clock.runFor(80_000);
  await finder.dialog.getByRole("button", { name: "Tampilkan" }).click();
  await expect(finder.dialog.locator(".notice")).toHaveText("Sudah tidak ada: menurut data terbaru, tanggal ini tidak cukup untuk 1 orang.");
  await expect(finder.dialog.getByRole("button", { name: "Salin" })).toHaveCount(0);
  await expect(finder.dialog.getByRole("button", { name: /^Surabaya/ })).toBeVisible();
});

test("the phone's own share sheet is used where there is one", async ({ finder, page }) => {
  await page.addInitScript(() => {
    navigator.share = async (data) => {
      document.documentElement.dataset.shared = data?.text ?? "";
    };
  });
  await finder.open({ feed: sundayMorning({ sample: true }) });
  await finder.askForThree();
  await finder.book.first().click();
  await finder.dialog.getByRole("button", { name: "Bagikan" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-shared", /^CONTOH, angka dikarang\. Paspor, 3 orang: Kantor Imigrasi Kelas II Non TPI Blitar/);
});

test("the text can be copied", async ({ finder, page }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await openFirst(finder);
  await finder.dialog.getByRole("button", { name: "Salin" }).click();
  await expect(finder.dialog.getByRole("status")).toHaveText("Tersalin");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^Paspor, 3 orang: Kantor Imigrasi Kelas II Non TPI Blitar/);
});

test("where copying is refused the text can be selected", async ({ finder, page }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
  });
  await openFirst(finder);
  await finder.dialog.getByRole("button", { name: "Salin" }).click();
  await expect(finder.dialog.getByText(/^Paspor, 3 orang: Kantor Imigrasi/)).toBeVisible();
});

test("an office that can only be called is called", async ({ finder }) => {
  await finder.open({
    feed: feed([{ ...blitar, booking: { phone: "+62342555000" } }, kediri], { booking: { lead_days: 1 } }),
  });
  await finder.book.first().click();
  await expect(finder.dialog.getByRole("link", { name: "Telepon +62342555000" })).toHaveAttribute("href", "tel:+62342555000");
});
