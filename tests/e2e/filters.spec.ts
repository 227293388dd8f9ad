import { expect, test } from "./finder";
import { blitar, feed, full, kediri, madiun, malang, sundayMorning, surabaya, trenggalek, week, withRows } from "./feeds";

test("the four orders", async ({ finder }) => {
  await finder.open();
  await finder.askForThree();
  await expect(finder.sort).toHaveValue("best");
  await expect(finder.names).toHaveText(["Blitar", "Surabaya", "Malang", "Madiun", "Trenggalek"]);
  await finder.sort.focus();
  await finder.sort.selectOption({ label: "Terdekat" });
  await expect(finder.names).toHaveText(["Blitar", "Trenggalek", "Madiun", "Malang", "Surabaya"]);
  await finder.sort.selectOption({ label: "Tercepat" });
  await expect(finder.names).toHaveText(["Surabaya", "Malang", "Trenggalek", "Blitar", "Madiun"]);
  await finder.sort.selectOption({ label: "Sisa terbanyak" });
  await expect(finder.names).toHaveText(["Malang", "Surabaya", "Madiun", "Blitar", "Trenggalek"]);
  await expect(finder.sort).toBeFocused();
});

test("nearest cannot be chosen before a place is known", async ({ finder }) => {
  await finder.open();
  await expect(finder.sort.getByRole("option")).toHaveText(["Paling cocok", "Tercepat", "Sisa terbanyak"]);
  await finder.chooseTown();
  await expect(finder.sort.getByRole("option")).toHaveText(["Paling cocok", "Terdekat", "Tercepat", "Sisa terbanyak"]);
});

test("forgetting the place gives up the order by distance", async ({ finder }) => {
  await finder.open();
  await finder.chooseTown();
  await finder.sort.selectOption("nearest");
  await finder.folded.click();
  await finder.place.fill("");
  await expect(finder.sort).toHaveValue("soonest");
});

test("people: offices with too few places leave the list", async ({ finder, page }) => {
  await finder.open();
  await finder.chooseTown();
  await finder.folded.click();
  for (let party = 2; party <= 13; party++) await finder.more.click();
  // Blitar has 12 at most, Trenggalek 4.
  await expect(finder.answer).toHaveText("Ada kuota untuk 13 orang di 3 kantor");
  // Malang 4 + 3.5 + 3.0 = 10.6, Madiun 5 + 2.4 + 5.1 = 12.5, Surabaya 1 + 4.8 + 2.3 x 3 = 12.6.
  await expect(finder.names).toHaveText(["Malang", "Madiun", "Surabaya"]);
  await finder.less.click();
  await expect(finder.answer).toHaveText("Ada kuota untuk 12 orang di 4 kantor");
  await page.getByRole("button", { name: "Lihat 4 kantor" }).first().click();
  await expect(finder.folded).toBeFocused();
  await expect(finder.folded).toHaveText("Kota Kediri · 12 orang Ubah");
});

test("people: never fewer than one", async ({ finder, page }) => {
  await finder.open();
  await expect(finder.less).toHaveAttribute("aria-disabled", "true");
  await finder.less.click({ force: true });
  await expect(page.locator("output")).toHaveText("1");
});

test("people: more than an account takes is said", async ({ finder, page }) => {
  await finder.open();
  for (let party = 2; party <= 5; party++) await finder.more.click();
  await expect(page.getByText("Satu akun M-Paspor")).toHaveCount(0);
  await finder.more.click();
  await expect(page.getByText("Satu akun M-Paspor untuk 5 orang. Pesan dengan 2 akun.")).toBeVisible();
});

test("needed by: only what is ready in time", async ({ finder, page }) => {
  await finder.open();
  await expect(page.getByText("Kami hitung 4 hari kerja pembuatan, menurut penerbit data.")).toBeVisible();
  // Monday and four working days: Friday 27. Tuesday's would be ready on Monday 30.
  await page.getByLabel("Paspor dipakai tanggal (boleh kosong)").fill("2026-11-27");
  await expect(finder.names).toHaveText(["Surabaya", "Malang"]);
  await page.getByLabel("Paspor dipakai tanggal (boleh kosong)").fill("2026-11-30");
  await expect(finder.names).toHaveText(["Surabaya", "Malang", "Blitar"]);
});

test("service: another one with its surcharge", async ({ finder, page }) => {
  await finder.open();
  await finder.filter.click();
  const service = page.getByRole("group", { name: "Layanan" });
  await expect(service.locator("label")).toHaveText(["Paspor biasa", "Percepatan, tambahan Rp 1.000.000 per orang"]);
  const [usual, fast] = [service.getByLabel("Paspor biasa"), service.getByLabel("Percepatan")];
  await expect(usual).toBeChecked();
  await fast.check();
  await expect(finder.names).toHaveCount(5);
  await usual.uncheck();
  await expect(finder.names).toHaveText(["Malang"]);
  await expect(finder.filter).toHaveText("Saring (1)");
  // One service at least is asked for.
  await expect(fast).toBeDisabled();
  await usual.check();
  await fast.uncheck();
  await expect(finder.names).toHaveCount(5);
  await expect(finder.filter).toHaveText("Saring");
});

test("service: one that can be booked in two ways is offered once, with its offices counted once", async ({ finder, page }) => {
  const both = withRows(malang, week([1]), week([4], { service: "percepatan" }), week([4], { service: "percepatan", channel: "web" }));
  const one = withRows(surabaya, week([1]), week([4], { service: "percepatan" }));
  await finder.open({ feed: feed([both, one]) });
  await expect(page.locator(".suggestions").getByRole("button")).toHaveText(["Percepatan (+Rp 1.000.000): 2 kantor"]);
});

test("radius: only with a place, and offices beyond it are left out", async ({ finder, page }) => {
  await finder.open();
  await finder.filter.click();
  await expect(page.getByLabel("Jarak")).toBeDisabled();
  await finder.chooseTown();
  await page.getByLabel("Jarak").selectOption({ label: "Sampai 50 km" });
  await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 3 kantor");
  await expect(finder.names).toHaveText(["Blitar", "Trenggalek", "Madiun"]);
});

test("radius: where all is full it widens and says so", async ({ finder, page }) => {
  await finder.open({ feed: feed([kediri, full(blitar), malang, surabaya]) });
  await finder.chooseTown();
  await finder.filter.click();
  await page.getByLabel("Jarak").selectOption({ label: "Sampai 50 km" });
  await expect(page.getByText("Dalam 50 km semua penuh. Kami cari sampai 100 km.")).toBeVisible();
  await expect(finder.names).toHaveText(["Surabaya", "Malang"]);
});

test("weekends only", async ({ finder, page }) => {
  await finder.open();
  await finder.filter.click();
  await page.getByLabel("Hanya Sabtu atau Minggu").check();
  await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 1 kantor");
  await expect(finder.names).toHaveText(["Madiun"]);
  await page.getByRole("button", { name: "Lihat 1 kantor" }).click();
  await expect(page.getByLabel("Hanya Sabtu atau Minggu")).toBeHidden();
  await expect(finder.filter).toBeFocused();
});

test("filters are cleared at once, people and place stay", async ({ finder, page }) => {
  await finder.open();
  await finder.askForThree();
  await finder.filter.click();
  await page.getByLabel("Hanya Sabtu atau Minggu").check();
  await page.getByLabel("Jarak").selectOption("100");
  await expect(finder.filter).toHaveText("Saring (2)");
  await page.getByRole("button", { name: "Hapus saringan" }).click();
  await expect(finder.filter).toHaveText("Saring");
  await expect(finder.answer).toHaveText("Ada kuota untuk 3 orang di 5 kantor");
  await expect(finder.folded).toContainText("Kota Kediri · 3 orang");
  await expect(finder.answer).toBeFocused();
});

test.describe("when nothing is open", () => {
  test("it says which kind of nothing, in offices", async ({ finder }) => {
    const few = withRows(blitar, week([0, 1, 0, 0, 0, -1, -1, 0]));
    await finder.open({ feed: feed([kediri, few, full(madiun), { ...full(malang) }, withRows(surabaya, week([null]))]) });
    await finder.askForThree();
    await expect(finder.answer).toHaveText("Belum ada kuota untuk 3 orang");
    await expect(finder.page.locator(".empty")).toContainText(
      "5 kantor: 3 penuh sampai 30 Nov, 1 kurang (sisa 1), 1 datanya belum diketahui. Kuota berikutnya dibuka Jumat 27 November, 09.00 WIB (5 hari lagi).",
    );
  });

  test("ways out are offered with the number of offices each would find, none with 0", async ({ finder, page }) => {
    const few = withRows(blitar, week([0, 2, 0, 0, 0, -1, -1, 0]));
    const walkIn = withRows(trenggalek, week([0]), week([15], { channel: "walk_in" }));
    const fast = withRows(malang, week([0]), week([9], { service: "percepatan" }));
    await finder.open({ feed: feed([kediri, few, walkIn, fast]) });
    await finder.askForThree();
    await expect(page.locator(".suggestions").getByRole("button")).toHaveText([
      "Percepatan (+Rp 1.000.000): 1 kantor", "Datang langsung: 1 kantor", "Untuk 2 orang: 1 kantor",
    ]);
    await page.getByRole("button", { name: "Untuk 2 orang: 1 kantor" }).click();
    await expect(finder.answer).toHaveText("Ada kuota untuk 2 orang di 1 kantor");
    await expect(finder.answer).toBeFocused();
    await expect(finder.names).toHaveText(["Blitar"]);
  });

  test("other weekdays and another date are among the ways out", async ({ finder, page }) => {
    await finder.open({ feed: feed([blitar, malang]) });
    await finder.filter.click();
    await page.getByLabel("Hanya Sabtu atau Minggu").check();
    await expect(page.getByRole("button", { name: "Semua hari: 2 kantor" })).toBeVisible();
    await page.getByRole("button", { name: "Semua hari: 2 kantor" }).click();
    await finder.filter.click();
    await page.getByLabel("Paspor dipakai tanggal (boleh kosong)").fill("2026-11-24");
    await page.getByRole("button", { name: "Tanpa tanggal dipakai: 2 kantor" }).click();
    await expect(finder.names).toHaveText(["Malang", "Blitar"]);
  });

  test("those who may come without booking read so, and the nearest office can be called", async ({ finder, page }) => {
    await finder.open({ feed: feed([{ ...kediri, phone: "+62354111222" }]) });
    await finder.chooseTown();
    await expect(page.getByText("Anak di bawah 6 tahun boleh datang langsung.")).toBeVisible();
    await expect(page.getByRole("link", { name: "Telepon Kantor Imigrasi Kelas II Non TPI Kediri" })).toHaveAttribute("href", "tel:+62354111222");
  });

  test("the next release can be handed on", async ({ finder, page }) => {
    await finder.open({ feed: feed([kediri]) });
    await expect(page.getByRole("heading", { name: "Ingatkan saya" })).toBeVisible();
    const link = await page.getByRole("link", { name: "Kirim ke WhatsApp" }).getAttribute("href");
    expect(decodeURIComponent(link ?? "")).toContain("Kuota paspor berikutnya dibuka Jumat 27 November 2026, 09.00 WIB.");
  });

  test("filters can still be changed", async ({ finder, page }) => {
    await finder.open({ feed: sundayMorning() });
    await finder.filter.click();
    await page.getByLabel("Percepatan").check();
    await page.getByLabel("Paspor biasa").uncheck();
    await page.getByLabel("Hanya Sabtu atau Minggu").check();
    await expect(finder.answer).toHaveText("Tanggal itu belum dibuka");
    await page.getByLabel("Hanya Sabtu atau Minggu").uncheck();
    await expect(finder.names).toHaveText(["Malang"]);
  });
});
