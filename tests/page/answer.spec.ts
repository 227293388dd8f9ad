import { expect, test } from "./finder";
import { blitar, feed, full, kediri, madiun, malang, sundayMorning, surabaya, week, withRows } from "./feeds";

test("without a place the soonest offers are there at once, and the order says so", async ({ finder }) => {
  await finder.open();
  await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 5 kantor");
  // Monday: Surabaya (40 places, costs less) and Malang (3); then Tuesday: Blitar (1).
  await expect(finder.names).toHaveText(["Surabaya", "Malang", "Blitar", "Trenggalek", "Madiun"]);
  await expect(finder.sort).toHaveValue("soonest");
});

test("three people in Kediri read the answer as it was drawn, their own office first", async ({ finder, page }) => {
  await finder.open();
  await finder.askForThree();
  await expect(finder.answer).toHaveText("Ada kuota untuk 3 orang di 5 kantor");
  await expect(finder.live).toHaveText("Ada kuota untuk 3 orang di 5 kantor");
  await expect(finder.page.getByText("Dicek 12 menit lalu (08.00 WIB)")).toBeVisible();
  await expect(finder.own.locator(".places")).toHaveText("penuh");
  await expect(finder.own.locator(".km")).toHaveText("10 km");
  await expect(finder.own.locator(".when")).toHaveText("sampai 30 Nov · kuota baru Jum 27 Nov 09.00 WIB");
  await expect(page.locator(".row").first().getByRole("heading")).toHaveText("Kediri");
  await expect(finder.names).toHaveText(["Blitar", "Surabaya", "Malang", "Madiun", "Trenggalek"]);
});

test("the first row says where, when, how many and why", async ({ finder }) => {
  await finder.open();
  await finder.askForThree();
  const row = finder.row("Blitar");
  await expect(row.locator(".places")).toHaveText("12 sisa kuota");
  await expect(row.locator(".km")).toHaveText("27 km");
  await expect(row.locator(".when")).toHaveText("Kam 26 Nov · 4 hari lagi · jadi Rab 2 Des");
  await expect(row.locator(".why")).toHaveText("Teratas: paling dekat yang cukup untuk 3 orang.");
});

test("a date to be ready by is among the reasons", async ({ finder, page }) => {
  await finder.open();
  await page.getByLabel("Paspor dipakai tanggal (boleh kosong)").fill("2026-12-27");
  await finder.askForThree();
  await finder.hasAsked("Kota Kediri", 3);
  await expect(page.getByText("dipakai 27 Des", { exact: true })).toBeVisible();
  await expect(finder.row("Blitar")).toContainText("Teratas: paling dekat yang cukup untuk 3 orang dan jadi sebelum 27 Des.");
});

test("the other rows are compared with the first", async ({ finder }) => {
  await finder.open();
  await finder.askForThree();
  // Surabaya 96 km and Blitar 27 km as shown; Monday against Thursday; 40 against 12.
  await expect(finder.row("Surabaya")).toContainText("69 km lebih jauh, 3 hari lebih cepat, 28 kuota lebih banyak");
  await expect(finder.row("Trenggalek")).toContainText("16 km lebih jauh, 1 hari lebih cepat, 8 kuota lebih sedikit");
});

test("an office whose data is older says so in its row", async ({ finder }) => {
  await finder.open();
  await finder.askForThree();
  await expect(finder.row("Surabaya")).toContainText("Data 3 jam lalu, mungkin sudah berubah");
  await expect(finder.row("Blitar")).not.toContainText("mungkin sudah berubah");
});

test("a strip has the seven days from today, those with too few places too, and only days with places can be pressed", async ({ finder, page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await finder.open();
  await finder.askForThree();
  const strip = (name: string) => finder.row(name).locator(".strip").getByRole("listitem");
  await expect(strip("Blitar").locator(".weekday")).toHaveText(["Min", "Sen", "Sel", "Rab", "Kam", "Jum", "Sab"]);
  await expect(strip("Blitar").locator(".weekday + span")).toHaveText(["-", "0", "1", "0", "12", "0", "-"]);
  await expect(strip("Blitar").locator(".hidden")).toHaveText([
    "Minggu 22 November: tidak termasuk pencarian ini", "Senin 23 November: penuh", "Selasa 24 November: sisa kuota 1, kurang untuk 3 orang",
    "Rabu 25 November: penuh", "Kamis 26 November: sisa kuota 12, cukup untuk 3 orang", "Jumat 27 November: penuh", "Sabtu 28 November: tidak ada layanan",
  ]);
  await expect(strip("Blitar").getByRole("button")).toHaveCount(1);
  await expect(strip("Malang").getByRole("button")).toHaveText([/^Sen3/, /^Rab5/, /^Kam30/, /^Jum42/]);
});

for (const [date, first] of [["22", "Min"], ["23", "Sen"], ["24", "Sel"], ["25", "Rab"], ["26", "Kam"], ["27", "Jum"], ["28", "Sab"]] as const) {
  test(`on November ${date} the strips begin with that day, and hold no day that has passed`, async ({ finder, page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    const rows = [{ service: "regular", from: "2026-11-20", open: Array(30).fill(4) }];
    await finder.open({ feed: feed([withRows(blitar, ...rows), withRows(malang, ...rows)], { generated_at: `2026-11-${date}T08:00:00+07:00`, release: undefined }), now: `2026-11-${date}T08:12:00+07:00` });
    for (const office of ["Blitar", "Malang"]) {
      await expect(finder.row(office).locator(".strip li")).toHaveCount(7);
      await expect(finder.row(office).locator(".strip .hidden").first()).toHaveText(new RegExp(`^\\S+ ${date} November: `));
      await expect(finder.row(office).locator(".weekday").first()).toHaveText(first);
      // Of today alone nothing can be asked any more: the feed wants a day ahead.
      await expect(finder.row(office).locator(".cell.notAsked")).toHaveCount(1);
      await expect(finder.row(office).locator(".strip").getByRole("button")).toHaveCount(6);
    }
  });
}

test("where there is room a strip has fourteen days", async ({ finder, page }) => {
  await page.setViewportSize({ width: 768, height: 900 });
  await finder.open();
  await expect(finder.row("Blitar").locator(".strip li")).toHaveCount(14);
  await page.setViewportSize({ width: 719, height: 900 });
  await expect(finder.row("Blitar").locator(".strip li")).toHaveCount(7);
});

test("one tap on a row opens its office, one on a day the way to book that day", async ({ finder, page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await finder.open();
  await finder.askForThree();
  // Beside the name, and on a day that is full.
  for (const spot of [finder.row("Malang").locator(".when"), finder.row("Malang").locator(".cell.full").first()]) {
    await spot.scrollIntoViewIfNeeded();
    const box = await spot.boundingBox();
    await page.mouse.click((box?.x ?? 0) + 20, (box?.y ?? 0) + 10);
    await expect(finder.dialog.getByRole("heading", { level: 2, name: "Malang" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(finder.dialog).toHaveCount(0);
  }
  await finder.row("Malang").getByRole("button", { name: /^Rab/ }).click();
  await expect(finder.dialog.locator(".steps")).toContainText("Rabu, 25 November 2026");
  await expect(finder.dialog.locator(".steps")).toContainText("Malang");
});

test("an office that has places for fewer people only is shown with what it has", async ({ finder }) => {
  const few = withRows(kediri, week([0, 2, 0, 0, 0, -1, -1, 0]));
  await finder.open({ feed: feed([few, blitar]) });
  await finder.askForThree();
  await expect(finder.own.locator(".places")).toHaveText("sisa 2, kurang untuk 3 orang");
});

test("offices nearer than the first that share their fate share a sentence", async ({ finder }) => {
  await finder.open({ feed: feed([kediri, full(blitar), full(madiun), malang]) });
  await finder.askForThree();
  await expect(finder.own.getByRole("heading")).toHaveText("Kediri");
  await expect(finder.note).toContainText("Blitar (27 km) dan Madiun (48 km): penuh sampai 30 Nov.");
});

test("the names of nearer offices open those offices", async ({ finder, page }) => {
  await finder.open({ feed: feed([kediri, full(blitar), malang]) });
  await finder.askForThree();
  for (const [where, name] of [[finder.own, "Kediri"], [finder.note, "Blitar"]] as const) {
    await where.getByRole("button", { name }).click();
    await expect(finder.dialog.getByRole("heading", { level: 2, name })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(where.getByRole("button", { name })).toBeFocused();
  }
});

test("what a filter leaves out nearby is not called without service, nor all full what is not", async ({ finder, page }) => {
  await finder.open({ feed: feed([kediri, withRows(blitar, week([null, null])), madiun]) });
  await finder.chooseTown();
  await page.goto("./?place=Kota+Kediri&weekdays=6,7&to=2026-11-30&within=40");
  await expect(finder.own.locator(".places")).toHaveText("tidak cocok dengan saringan");
  await expect(page.getByText("Dalam 40 km tidak ada yang cocok. Kami cari sampai 80 km.")).toBeVisible();
});

test("a full office is not the visitor's own when another one nearer is open", async ({ finder }) => {
  // The office in the town itself has places, but only after a month of waiting.
  const open = { ...withRows(blitar, { service: "regular", from: "2026-11-23", open: [...Array(30).fill(0), 3] }), id: "near", short: "Dekat", lat: -7.8233, lon: 112.0156 };
  await finder.open({ feed: feed([open, kediri, blitar]) });
  await finder.askForThree();
  await expect(finder.names).toHaveText(["Blitar", "Dekat"]);
  await expect(finder.note).toHaveText("Kediri (10 km): penuh sampai 30 Nov.");
  await expect(finder.own).toHaveCount(0);
});

test("a walk-in offer has no booking button", async ({ finder, page }) => {
  await finder.open();
  await finder.askForThree();
  await page.getByRole("button", { name: "Datang langsung: 1 kantor" }).click();
  await expect(finder.names).toHaveText(["Trenggalek"]);
  await expect(finder.row("Trenggalek")).toContainText("Datang langsung, tanpa pesan");
  await expect(finder.book).toHaveCount(0);
  await expect(finder.row("Trenggalek").locator(".strip").getByRole("button")).toHaveCount(0);
  await expect(finder.answer).toBeFocused();
});

test("a service with a surcharge names it, and does not come unasked", async ({ finder, page }) => {
  await finder.open();
  await finder.chooseTown();
  await expect(finder.rows.filter({ hasText: "Percepatan" })).toHaveCount(0);
  await page.getByRole("button", { name: "Percepatan (+Rp 1.000.000): 1 kantor" }).click();
  await expect(finder.names).toHaveText(["Malang"]);
  await expect(finder.row("Malang")).toContainText("Percepatan");
  await expect(finder.row("Malang")).toContainText("tambahan Rp 1.000.000 per orang");
});

test("a Paspor Simpatik day is marked", async ({ finder, page }) => {
  await finder.open();
  await finder.askForThree();
  await finder.filter.click();
  await page.getByLabel("Hanya Sabtu atau Minggu").check();
  await expect(finder.names).toHaveText(["Madiun"]);
  await expect(finder.row("Madiun")).toContainText("Sab 28 Nov");
  await expect(finder.row("Madiun")).toContainText("Paspor Simpatik");
});

test("estimates, lower bounds and totals are read as such", async ({ finder }) => {
  await finder.open({
    feed: feed([
      withRows(blitar, week([5], { precision: "estimate" })),
      withRows(malang, week([6], { precision: "at_least" })),
      withRows(surabaya, week([7], { total: 50 })),
    ]),
  });
  await expect(finder.row("Blitar").locator(".places")).toHaveText("sekitar 5 sisa kuota");
  await expect(finder.row("Malang").locator(".places")).toHaveText("sedikitnya 6 sisa kuota");
  await expect(finder.row("Surabaya").locator(".places")).toHaveText("7 dari 50 sisa kuota");
});

test("times of offices in different zones name the zone of the office", async ({ finder }) => {
  const hour = (start: string, end: string, open: number) => week([open], { session: { start, end } });
  const rows = [hour("08:00", "09:00", 2), hour("10:00", "11:00", 1)];
  const makassar = { ...withRows(surabaya, ...rows), id: "makassar", short: "Makassar", time_zone: "Asia/Makassar", observed_at: undefined };
  const jayapura = { ...withRows(surabaya, ...rows), id: "jayapura", short: "Jayapura", time_zone: "Asia/Jayapura", observed_at: undefined };
  await finder.open({ feed: feed([withRows(blitar, ...rows), makassar, jayapura]) });
  await finder.askForThree();
  await expect(finder.row("Blitar")).toContainText("Jam terpisah: 08.00-09.00 (2), 10.00-11.00 (1) WIB");
  await expect(finder.row("Makassar")).toContainText("Jam terpisah: 08.00-09.00 (2), 10.00-11.00 (1) WITA");
  await expect(finder.row("Jayapura")).toContainText("Jam terpisah: 08.00-09.00 (2), 10.00-11.00 (1) WIT");
});

test("a position that is itself approximate gives a distance with about", async ({ finder }) => {
  await finder.open({ feed: feed([{ ...blitar, approx_km: 3 }]) });
  await finder.chooseTown();
  await expect(finder.row("Blitar")).toContainText("sekitar 27 km");
});

test("the details of an office open from its row", async ({ finder }) => {
  const office = { ...blitar, address: "Jl. Raya Mastrip 45", phone: "+62342555000", notes: ["Parkir di belakang."], closed: [{ from: "2026-12-24", to: "2026-12-25", reason: "Natal" }] };
  await finder.open({ feed: feed([office]) });
  await finder.row("Blitar").locator(".open-office").click();
  const opened = finder.dialog;
  await expect(opened.getByText("Jl. Raya Mastrip 45")).toBeVisible();
  await expect(opened.getByRole("link", { name: "Telepon +62342555000" })).toHaveAttribute("href", "tel:+62342555000");
  await expect(opened.getByText("Parkir di belakang.")).toBeVisible();
  await expect(opened.getByText("Tutup 24 Des sampai 25 Des: Natal")).toBeVisible();
});

test("an announcement of the publisher is under the first row while it holds", async ({ finder, page }) => {
  const alerts = [
    { text: "Sistem diperbarui hari ini.", from: "2026-11-22", to: "2026-11-22" },
    { text: "Sudah lewat.", to: "2026-11-21" },
    { text: "Hanya untuk kantor lain.", offices: ["kanim-lain"] },
  ];
  await finder.open({ feed: sundayMorning({ alerts }) });
  await expect(page.getByText("Sistem diperbarui hari ini.")).toBeVisible();
  await expect(page.getByText("Sudah lewat.")).toHaveCount(0);
  await expect(page.getByText("Hanya untuk kantor lain.")).toHaveCount(0);
});

test("more offices than fit are shown on demand, and the focus goes to the first new one", async ({ finder, page }) => {
  const offices = Array.from({ length: 25 }, (_, index) => ({ ...withRows(blitar, week([9])), id: `o${index}`, short: `Kantor ${index}` }));
  await finder.open({ feed: feed(offices) });
  await expect(finder.rows).toHaveCount(10);
  await page.getByRole("button", { name: "Tampilkan 10 kantor lagi" }).click();
  await expect(finder.rows).toHaveCount(20);
  await expect(finder.names.nth(10).getByRole("button")).toBeFocused();
  await page.getByRole("button", { name: "Tampilkan 5 kantor lagi" }).click();
  await expect(finder.rows).toHaveCount(25);
  await expect(finder.names.nth(20).getByRole("button")).toBeFocused();
});

test("who publishes, under what terms, and where to report is under the list", async ({ finder, page }) => {
  await finder.open();
  const foot = page.locator("slot-finder footer");
  await expect(foot).toContainText("Bukan layanan resmi Imigrasi. Gratis. Kami tidak menerima pesanan atau data pribadi.");
  await expect(foot.getByRole("link", { name: "Data dari Kantor Contoh" })).toHaveAttribute("href", "https://publisher.example/");
  await expect(foot.getByRole("link", { name: "Lisensi CC-BY-4.0" })).toHaveAttribute("href", "https://creativecommons.org/licenses/by/4.0/");
  await expect(foot).toContainText("Data: Kantor Contoh");
  await expect(foot.getByRole("link", { name: "Laporkan angka yang salah" })).toHaveAttribute("href", "mailto:kuota@publisher.example");
  await finder.chooseTown();
  await expect(foot).toContainText("Nama tempat: npm package geografis");
});

test("an official publisher is not called unofficial", async ({ finder, page }) => {
  await finder.open({ feed: sundayMorning({ publisher: { name: "Imigrasi", official: true } }) });
  await expect(page.locator("slot-finder footer")).toContainText("Gratis. Halaman ini tidak menerima pesanan atau data pribadi.");
  await expect(page.locator("slot-finder .page").getByText("Bukan layanan resmi")).toHaveCount(0);
});

test("a publisher without a name is called by the address, and one without either not at all", async ({ finder, page }) => {
  const foot = page.locator("slot-finder footer");
  await finder.open({ feed: sundayMorning({ publisher: { url: "https://www.publisher.example/quota" } }) });
  await expect(foot.getByRole("link", { name: "Data dari publisher.example" })).toBeVisible();
  await finder.open({ feed: sundayMorning({ publisher: {} }) });
  await expect(foot).toContainText("Bukan layanan resmi");
  await expect(foot).not.toContainText("Data dari");
});

