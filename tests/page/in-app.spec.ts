// The browsers inside of other apps, where sharing, saving and copying may do nothing: a tap always leads to another way.

import { expect, test, type Finder } from "./finder";
import { sundayMorning } from "./feeds";

async function openFirst(finder: Finder): Promise<void> {
  await finder.open();
  await finder.askForThree();
  await finder.book.first().click();
  await expect(finder.dialog).toBeVisible();
}

test("a share sheet that refuses leads to WhatsApp and to the text itself", async ({ finder, page }) => {
  await page.addInitScript(() => {
    navigator.share = () => Promise.reject(new DOMException("not here", "NotAllowedError"));
  });
  await openFirst(finder);
  await finder.dialog.getByRole("button", { name: "Bagikan" }).click();
  await expect(finder.dialog.getByRole("link", { name: "Kirim ke WhatsApp" })).toHaveAttribute("href", /^https:\/\/wa\.me\/\?text=Paspor/);
  await expect(finder.dialog.locator(".copy")).toContainText("Paspor, 3 orang: Kantor Imigrasi Kelas II Non TPI Blitar");
});

test("a share sheet that never opens leads there too", async ({ finder, page }) => {
  await page.addInitScript(() => {
    navigator.share = () => new Promise(() => undefined);
  });
  await openFirst(finder);
  await finder.dialog.getByRole("button", { name: "Bagikan" }).click();
  await expect(finder.dialog.getByRole("link", { name: "Kirim ke WhatsApp" })).toBeVisible();
});

test("a sheet that the visitor closes offers nothing else", async ({ finder, page }) => {
  await page.addInitScript(() => {
    navigator.share = () => Promise.reject(new DOMException("closed", "AbortError"));
  });
  await openFirst(finder);
  await finder.dialog.getByRole("button", { name: "Bagikan" }).click();
  await expect(finder.dialog.getByRole("button", { name: "Bagikan" })).toBeVisible();
  await expect(finder.dialog.getByRole("link", { name: "Kirim ke WhatsApp" })).toHaveCount(0);
});

test("without a clipboard the text is there to select", async ({ finder, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
  });
  await openFirst(finder);
  await finder.dialog.getByRole("button", { name: "Salin" }).click();
  await expect(finder.dialog.getByText("Tidak bisa menyalin. Pilih teks ini:")).toBeVisible();
  await expect(finder.dialog.locator(".copy")).toContainText("Paspor, 3 orang");
});

test("after the file for the calendar comes a calendar on the web, with the same day and hours", async ({ finder }) => {
  await openFirst(finder);
  const web = finder.dialog.getByRole("link", { name: "Simpan di Google Kalender" });
  await expect(web).toHaveCount(0);
  await finder.dialog.getByRole("link", { name: "Tambah ke kalender" }).click();
  const link = new URL((await web.getAttribute("href")) ?? "");
  expect(link.origin).toBe("https://calendar.google.com");
  // Blitar, Thursday 26 November, without hours in the feed: the whole day.
  expect(link.searchParams.get("dates")).toBe("20261126/20261127");
  expect(link.searchParams.get("ctz")).toBe("Asia/Jakarta");
});

test("invented data leads to no calendar on the web", async ({ finder }) => {
  await finder.open({ feed: sundayMorning({ sample: true }) });
  await finder.book.first().click();
  await finder.dialog.getByRole("link", { name: "Tambah ke kalender" }).click();
  await expect(finder.dialog.getByRole("link", { name: "Simpan di Google Kalender" })).toHaveCount(0);
});
