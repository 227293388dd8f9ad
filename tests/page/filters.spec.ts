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

test("views, order and filters are above the answer, in the same place in all three views", async ({ finder, page }) => {
  await finder.open();
  await finder.askForThree();
  const view = (name: string) => page.getByRole("button", { name, exact: true });
  const where = () => Promise.all([finder.filter, finder.sort, view("Daftar"), view("Kalender"), view("Peta")].map((part) => part.boundingBox()));
  const before = await where();
  const first = await page.locator(".row").first().boundingBox();
  for (const box of before) expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual(first?.y ?? 0);
  for (const name of ["Kalender", "Peta", "Daftar"]) {
    await view(name).click();
    await expect(page.locator({ Kalender: ".board", Peta: ".map", Daftar: ".rows" }[name] ?? "").first()).toBeVisible();
    expect(await where()).toEqual(before);
  }
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
  await finder.place.fill("");
  await expect(finder.sort).toHaveValue("soonest");
});

test("people: offices with too few places leave the list", async ({ finder }) => {
  await finder.open();
  await finder.chooseTown();
  await finder.people.selectOption("13");
  // Blitar has 12 at most, Trenggalek 4.
  await expect(finder.answer).toHaveText("Ada kuota untuk 13 orang di 3 kantor");
  // Malang 4 + 3.5 + 3.0 = 10.6, Madiun 5 + 2.4 + 5.1 = 12.5, Surabaya 1 + 4.8 + 2.3 x 3 = 12.6.
  await expect(finder.names).toHaveText(["Malang", "Madiun", "Surabaya"]);
  await finder.people.selectOption("12");
  await expect(finder.answer).toHaveText("Ada kuota untuk 12 orang di 4 kantor");
  await finder.hasAsked("Kota Kediri", 12);
});

test("people: from one to twenty", async ({ finder }) => {
  await finder.open();
  await expect(finder.people).toHaveValue("1");
  await expect(finder.people.getByRole("option")).toHaveText(Array.from({ length: 20 }, (_, index) => `${index + 1} orang`));
});

test("people: more than an account takes is said", async ({ finder, page }) => {
  await finder.open();
  await finder.people.selectOption("5");
  await expect(page.getByText("Satu akun M-Paspor")).toHaveCount(0);
  await finder.people.selectOption("6");
  await expect(page.getByText("Satu akun M-Paspor untuk 5 orang. Pesan dengan 2 akun.")).toBeVisible();
});

test("needed by: only what is ready in time", async ({ finder, page }) => {
  await finder.open();
  // Monday and four working days: Friday 27. Tuesday's would be ready on Monday 30.
  // A passport is ready in time if it is ready the day before.
  await page.getByLabel("Paspor dipakai tanggal (boleh kosong)").fill("2026-11-28");
  await expect(finder.names).toHaveText(["Surabaya", "Malang"]);
  await expect(page.getByText("Kami hitung 4 hari kerja pembuatan, menurut penerbit data.")).toBeVisible();
  await page.getByLabel("Paspor dipakai tanggal (boleh kosong)").fill("2026-12-01");
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
  await expect(finder.filter).toHaveText("Saring 1");
  // One service at least is asked for, and the box says so.
  await expect(fast).toHaveAttribute("aria-disabled", "true");
  await fast.click({ force: true });
  await expect(fast).toBeChecked();
  await expect(fast).toHaveAccessibleDescription("Paling sedikit satu layanan dicari, jadi yang ini tetap dicentang. Centang layanan lain dulu.");
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
  await finder.closeFilters();
  await finder.chooseTown();
  await finder.filter.click();
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

test("a filter for weekends that would find nothing is not offered", async ({ finder, page }) => {
  await finder.open({ feed: feed([blitar, malang]) });
  await finder.filter.click();
  await expect(page.getByLabel("Sabtu", { exact: true })).toBeVisible();
  await expect(page.getByLabel("Hanya Sabtu atau Minggu")).toHaveCount(0);
  await page.goto("./?weekdays=6,7");
  await finder.filter.click();
  // What a link asks can be taken back.
  await page.getByLabel("Hanya Sabtu atau Minggu").click();
  await expect(finder.names).toHaveCount(2);
});

test("the filters that are set are named as such above the list, each with a button that takes it away", async ({ finder, page }) => {
  await finder.open();
  await finder.filter.click();
  await page.getByLabel("Senin", { exact: true }).check();
  await finder.closeFilters();
  await expect(page.getByText("Saringan:", { exact: true })).toBeVisible();
  await expect(page.getByRole("list", { name: "Saringan:" }).getByRole("button")).toHaveText(["Senin ×"]);
  await page.getByRole("button", { name: "Hapus saringan: Senin" }).click();
  await expect(page.getByText("Saringan:", { exact: true })).toHaveCount(0);
  await expect(finder.names).toHaveCount(5);
});

test("dates: from a day to a day; a reversed or past range is an error at its field and changes nothing", async ({ finder, page }) => {
  await finder.open();
  await finder.filter.click();
  const [from, to] = [page.getByLabel("Paling awal"), page.getByLabel("Paling akhir")];
  await from.fill("2026-11-27");
  await to.fill("2026-11-28");
  // Both on Friday 27; 5 + 7 / 42 days of cost in Malang, 5 + 7 / 18 in Madiun.
  await expect(finder.names).toHaveText(["Malang", "Madiun"]);
  await expect(finder.filter).toHaveText("Saring 1");
  await from.fill("2026-11-30");
  await expect(from).toHaveAttribute("aria-invalid", "true");
  await expect(from).toHaveAccessibleDescription("Ini sesudah tanggal paling akhir (28 Nov). Hasil belum diubah.");
  await expect(from).toHaveValue("2026-11-30");
  await expect(finder.names).toHaveText(["Malang", "Madiun"]);
  await to.fill("2026-11-30");
  await expect(page.locator("[aria-invalid]")).toHaveCount(0);
  await expect(finder.names).toHaveText(["Blitar"]);
  await to.fill("2026-11-26");
  await expect(to).toHaveAccessibleDescription("Ini sebelum tanggal paling awal (30 Nov). Hasil belum diubah.");
  await to.fill("2026-11-20");
  await expect(to).toHaveAccessibleDescription("Tanggal ini sudah lewat. Hasil belum diubah.");
  await expect(finder.names).toHaveText(["Blitar"]);
  await finder.dialog.getByRole("button", { name: "Hapus saringan", exact: true }).click();
  await expect(to).toHaveValue("");
  await expect(page.locator("[aria-invalid]")).toHaveCount(0);
});

test("needed by: a date that has passed is an error and is not asked, and an old link asks for none", async ({ finder, page }) => {
  await finder.open();
  const needed = page.getByLabel("Paspor dipakai tanggal (boleh kosong)");
  await needed.fill("2026-11-01");
  await expect(needed).toHaveAttribute("aria-invalid", "true");
  await expect(needed).toHaveAccessibleDescription(/^Tanggal ini sudah lewat. Hasil belum diubah. Kami hitung 4 hari/);
  await expect(finder.names).toHaveCount(5);
  await needed.fill("2026-12-27");
  await expect(page.locator("[aria-invalid]")).toHaveCount(0);
  await page.goto("./?needed=2026-11-01&to=2026-11-20");
  await expect(finder.names).toHaveCount(5);
});

test("days of the week: several, each by its own", async ({ finder, page }) => {
  await finder.open();
  await finder.filter.click();
  await page.getByLabel("Senin", { exact: true }).check();
  // Monday 23: Surabaya 40, Malang 3. Monday 30: Blitar 2.
  await expect(finder.names).toHaveText(["Surabaya", "Malang", "Blitar"]);
  await page.getByLabel("Jumat", { exact: true }).check();
  await expect(finder.names).toHaveText(["Surabaya", "Malang", "Madiun", "Blitar"]);
  await page.getByRole("button", { name: "Lihat 4 kantor" }).click();
  await page.getByRole("button", { name: "Hapus saringan: Senin dan Jumat" }).click();
  await expect(finder.names).toHaveCount(5);
});

test("hours: only what lies between them, and all in one hour", async ({ finder, page }) => {
  const at = (start: string, end: string, open: number) => week([open], { session: { start, end } });
  await finder.open({ feed: feed([withRows(blitar, at("08:00", "09:00", 4), at("10:00", "11:00", 2)), withRows(malang, at("13:00", "14:00", 5)), withRows(madiun, week([9]))]) });
  await finder.people.selectOption("5");
  // Blitar has 4 + 2 places that day, Madiun names no hours.
  await expect(finder.answer).toHaveText("Ada kuota untuk 5 orang di 3 kantor");
  await finder.filter.click();
  await page.getByLabel("Semua di jam yang sama").check();
  await expect(finder.answer).toHaveText("Ada kuota untuk 5 orang di 2 kantor");
  await finder.people.selectOption("2");
  await page.getByLabel("Mulai").fill("09:30");
  await expect(finder.names).toHaveText(["Malang", "Blitar"]);
  await page.getByLabel("Selesai").fill("09:00");
  await expect(page.getByLabel("Selesai")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Selesai")).toHaveAccessibleDescription("Jam selesai harus sesudah jam mulai (09.30). Hasil belum diubah.");
  await expect(page.getByLabel("Mulai")).toHaveValue("09:30");
  await page.getByLabel("Selesai").fill("12:00");
  await expect(finder.names).toHaveText(["Blitar"]);
  await expect(finder.rows.first().locator(".places b")).toHaveText("2");
});

test("the way to book: walking in instead of the app", async ({ finder, page }) => {
  await finder.open();
  await finder.filter.click();
  await page.getByLabel("Datang langsung", { exact: true }).check();
  await page.getByLabel("Lewat aplikasi M-Paspor").uncheck();
  await expect(finder.names).toHaveText(["Trenggalek"]);
});

test("Paspor Simpatik only", async ({ finder, page }) => {
  await finder.open();
  await finder.filter.click();
  await page.getByLabel("Hanya Paspor Simpatik").check();
  await expect(finder.names).toHaveText(["Madiun"]);
  await expect(finder.rows.first()).toContainText("Sab 28 Nov");
});

test("only filters that can matter with the feed are shown", async ({ finder, page }) => {
  await finder.open({ feed: feed([blitar, kediri]) });
  await finder.filter.click();
  await expect(page.getByLabel("Jarak")).toBeVisible();
  for (const name of ["Cara pesan", "Jam kedatangan"]) await expect(page.getByRole("group", { name })).toHaveCount(0);
  await expect(page.getByLabel("Hanya Paspor Simpatik")).toHaveCount(0);
});

test("only some offices", async ({ finder, page }) => {
  await finder.open();
  await finder.askForThree();
  await finder.filter.click();
  await page.getByText("Kantor tertentu saja").click();
  await page.getByLabel("Kantor Imigrasi Kelas II Non TPI Blitar").check();
  await page.getByLabel("Kantor Imigrasi Kelas I TPI Malang").check();
  await expect(finder.answer).toHaveText("Ada kuota untuk 3 orang di 2 kantor");
  await expect(finder.names).toHaveText(["Blitar", "Malang"]);
  // Kediri is none of them, so it is not told of either; Malang is the furthest of the two.
  await expect(finder.own).toHaveCount(0);
  await expect(finder.note).toHaveCount(0);
  await page.getByRole("button", { name: "Lihat 2 kantor" }).click();
  await page.getByRole("button", { name: "Hapus saringan: Hanya Blitar" }).click();
  await expect(finder.names).toHaveText(["Malang"]);
});

test("a hidden office counts nowhere", async ({ finder, page }) => {
  await finder.open();
  await finder.askForThree();
  await finder.row("Blitar").locator(".open-office").click();
  await page.getByRole("button", { name: "Sembunyikan kantor ini" }).click();
  await expect(finder.answer).toHaveText("Ada kuota untuk 3 orang di 4 kantor");
  await expect(finder.names).toHaveText(["Surabaya", "Malang", "Madiun", "Trenggalek"]);
  await page.goto(`${page.url()},kanim-kediri`);
  await expect(finder.answer).toHaveText("Ada kuota untuk 3 orang di 4 kantor");
  // Neither is among the nearer ones that are full.
  await expect(finder.own).toHaveCount(0);
  await expect(finder.note).not.toContainText(/Kediri|Blitar/);
  await page.getByRole("button", { name: "Hapus saringan: Tanpa Blitar" }).click();
  await expect(finder.answer).toHaveText("Ada kuota untuk 3 orang di 5 kantor");
});

test("where every office is hidden there is none, rather than all", async ({ finder, page }) => {
  await finder.open({ feed: feed([blitar]) });
  await finder.row("Blitar").locator(".open-office").click();
  await page.getByRole("button", { name: "Sembunyikan kantor ini" }).click();
  await expect(page.locator(".empty")).toContainText("Tidak ada kantor yang cocok dengan saringan ini.");
  await page.getByRole("button", { name: "Semua kantor: 1 kantor" }).click();
  await expect(finder.names).toHaveText(["Blitar"]);
});

test("a filter that leaves nothing keeps the focus", async ({ finder, page }) => {
  await finder.open({ feed: feed([blitar]) });
  await finder.filter.click();
  await page.getByLabel("Selasa", { exact: true }).press("Space");
  await expect(finder.names).toHaveText(["Blitar"]);
  await page.getByLabel("Selasa", { exact: true }).press("Space");
  await page.getByLabel("Rabu", { exact: true }).press("Space");
  await expect(finder.rows).toHaveCount(0);
  await expect(page.getByLabel("Rabu", { exact: true })).toBeFocused();
});

test("what lies beyond the radius is offered with its number of offices", async ({ finder, page }) => {
  await finder.open();
  await finder.chooseTown();
  await finder.filter.click();
  await page.getByLabel("Jarak").selectOption({ label: "Sampai 50 km" });
  await finder.closeFilters();
  // Within 100 km lie Malang and Surabaya too.
  await page.getByRole("button", { name: "Sampai 100 km: 5 kantor" }).click();
  await expect(finder.names).toHaveCount(5);
});

test("filters are cleared at once, people and place stay", async ({ finder, page }) => {
  await finder.open();
  await finder.askForThree();
  await finder.filter.click();
  await page.getByLabel("Hanya Sabtu atau Minggu").check();
  await page.getByLabel("Jarak").selectOption("100");
  await expect(finder.filter).toHaveText("Saring 2");
  await finder.dialog.getByRole("button", { name: "Hapus saringan" }).click();
  await expect(finder.filter).toHaveText("Saring");
  await expect(finder.answer).toHaveText("Ada kuota untuk 3 orang di 5 kantor");
  await finder.hasAsked("Kota Kediri", 3);
  await expect(finder.dialog.getByRole("heading", { name: "Saring" })).toBeFocused();
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

  test("without a place it still says how many are left where they are too few", async ({ finder }) => {
    await finder.open({ feed: feed([withRows(blitar, week([0, 2])), withRows(malang, week([1, 0]))]) });
    await finder.people.selectOption("3");
    await expect(finder.page.locator(".empty")).toContainText("2 kantor: 2 kurang (sisa paling banyak 2).");
  });

  test("dates that are not released read so, with what is open already", async ({ finder, page }) => {
    await finder.open();
    await finder.filter.click();
    await page.getByLabel("Paling awal").fill("2026-12-01");
    await expect(page.locator(".empty")).toContainText("Bukan penuh: kuota mulai 1 Des belum dibuka di 7 kantor.");
    await page.getByLabel("Paling akhir").fill("2026-12-12");
    await expect(finder.answer).toHaveText("Tanggal itu belum dibuka");
    await expect(page.locator(".empty")).toContainText("Bukan penuh: kuota Desember belum dibuka di 7 kantor. Kuota berikutnya dibuka Jumat 27 November, 09.00 WIB (5 hari lagi).");
    await finder.closeFilters();
    await page.getByRole("button", { name: "5 kantor ada kuota sampai 30 Nov" }).click();
    await expect(finder.names).toHaveCount(5);
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
    await page.getByLabel("Sabtu", { exact: true }).check();
    await finder.closeFilters();
    await page.getByRole("button", { name: "Semua hari: 2 kantor" }).click();
    await finder.needed.fill("2026-11-24");
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
