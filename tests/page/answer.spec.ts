import { expect, test } from "./finder";
import { blitar, feed, kediri, madiun, malang, sundayMorning, surabaya, week, withRows } from "./feeds";

test("without a place the soonest offers stand there at once, and the page says so", async ({ finder, page }) => {
  await finder.open();
  await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 5 kantor");
  await expect(page.getByText("Belum tahu lokasi Anda: diurutkan dari tanggal tercepat.")).toBeVisible();
  // Monday: Surabaya (40 places, costs less) and Malang (3); then Tuesday: Blitar (1).
  await expect(finder.names).toHaveText(["Surabaya", "Malang", "Blitar", "Trenggalek", "Madiun"]);
  await expect(finder.sort).toHaveValue("soonest");
});

test("three people in Kediri read the answer as it was drawn", async ({ finder }) => {
  await finder.open();
  await finder.askForThree();
  await expect(finder.answer).toHaveText("Ada kuota untuk 3 orang di 5 kantor");
  await expect(finder.live).toHaveText("Ada kuota untuk 3 orang di 5 kantor");
  await expect(finder.page.getByText("Dicek 12 menit lalu (08.00 WIB)")).toBeVisible();
  await expect(finder.note).toHaveText(
    "Kediri, terdekat (10 km): penuh sampai 30 Nov. Kuota berikutnya dibuka Jumat 27 November, 09.00 WIB (5 hari lagi).",
  );
  await expect(finder.names).toHaveText(["Blitar", "Surabaya", "Malang", "Madiun", "Trenggalek"]);
});

test("the first card says where, when, how many and why", async ({ finder }) => {
  await finder.open();
  await finder.askForThree();
  const card = finder.card("Blitar");
  await expect(card.locator(".places")).toHaveText("12 sisa kuota");
  await expect(card).toContainText("Kantor Imigrasi Kelas II Non TPI · 27 km garis lurus");
  await expect(card).toContainText("Kamis, 26 November");
  await expect(card).toContainText("4 hari lagi · perkiraan jadi Rab, 2 Des");
  await expect(card).toContainText("Teratas karena paling dekat yang cukup untuk 3 orang.");
});

test("a date to be ready by is among the reasons", async ({ finder, page }) => {
  await finder.open();
  await page.getByLabel("Paspor dipakai tanggal (boleh kosong)").fill("2026-12-27");
  await finder.askForThree();
  await expect(finder.folded).toContainText("Kota Kediri · 3 orang · dipakai 27 Des");
  await expect(finder.card("Blitar")).toContainText("Teratas karena paling dekat yang cukup untuk 3 orang dan jadi sebelum 27 Des.");
});

test("the other cards are compared with the first", async ({ finder }) => {
  await finder.open();
  await finder.askForThree();
  // Surabaya 96 km and Blitar 27 km as shown; Monday against Thursday; 40 against 12.
  await expect(finder.card("Surabaya")).toContainText("69 km lebih jauh, 3 hari lebih cepat, 28 kuota lebih banyak.");
  await expect(finder.card("Trenggalek")).toContainText("16 km lebih jauh, 1 hari lebih cepat, 8 kuota lebih sedikit.");
});

test("an office whose data is older says so on its card", async ({ finder }) => {
  await finder.open();
  await finder.askForThree();
  await expect(finder.card("Surabaya")).toContainText("Data 3 jam lalu, mungkin sudah berubah");
  await expect(finder.card("Blitar")).not.toContainText("mungkin sudah berubah");
});

test("other days stand in both directions, those with too few places too", async ({ finder }) => {
  await finder.open();
  await finder.askForThree();
  await expect(finder.card("Blitar").getByRole("listitem")).toHaveText(["Sel 24: 1 kurang", "Sen 30: 2 kurang"]);
  await expect(finder.card("Blitar").getByRole("listitem").getByRole("button")).toHaveCount(0);
  await expect(finder.card("Malang").getByRole("listitem")).toHaveText(["Sen 23: 3", "Rab 25: 5", "Jum 27: 42"]);
  await expect(finder.card("Malang").getByRole("listitem").getByRole("button")).toHaveCount(3);
});

test("an office that is full for a smaller number is told with what it has", async ({ finder }) => {
  const few = withRows(kediri, week([0, 2, 0, 0, 0, -1, -1, 0]));
  await finder.open({ feed: feed([few, blitar]) });
  await finder.askForThree();
  await expect(finder.note).toContainText("Kediri, terdekat (10 km): sisa 2, kurang untuk 3 orang.");
});

test("offices nearer than the first that share their fate share a sentence", async ({ finder }) => {
  await finder.open({ feed: feed([kediri, withRows(blitar, week([0, 0, 0, 0, 0, -1, -1, 0])), malang]) });
  await finder.askForThree();
  await expect(finder.note).toContainText("Kediri, terdekat (10 km) dan Blitar (27 km): penuh sampai 30 Nov.");
});

test("the names of nearer offices open those offices", async ({ finder, page }) => {
  await finder.open();
  await finder.askForThree();
  await finder.note.getByRole("button", { name: "Kediri" }).click();
  await expect(finder.dialog.getByRole("heading", { name: "Kediri" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(finder.note.getByRole("button", { name: "Kediri" })).toBeFocused();
});

test("what a filter leaves out nearby is not called without service, nor all full what is not", async ({ finder, page }) => {
  await finder.open({ feed: feed([kediri, withRows(blitar, week([null, null])), madiun]) });
  await finder.chooseTown();
  await page.goto("./?place=Kota+Kediri&weekdays=6,7&to=2026-11-30&within=40");
  await expect(finder.note).toContainText("Kediri, terdekat (10 km): tidak ada yang cocok dengan saringan.");
  await expect(page.getByText("Dalam 40 km tidak ada yang cocok. Kami cari sampai 80 km.")).toBeVisible();
});

test("a full office is not called the nearest when another one nearby is open", async ({ finder }) => {
  // The office in the town itself has places, but only after a month of waiting.
  const open = { ...withRows(blitar, { service: "regular", from: "2026-11-23", open: [...Array(30).fill(0), 3] }), id: "near", short: "Dekat", lat: -7.8233, lon: 112.0156 };
  await finder.open({ feed: feed([open, kediri, blitar]) });
  await finder.askForThree();
  await expect(finder.names).toHaveText(["Blitar", "Dekat"]);
  await expect(finder.note).toContainText("Kediri (10 km): penuh sampai 30 Nov.");
  await expect(finder.note).not.toContainText("terdekat");
});

test("a walk-in offer has no booking button", async ({ finder, page }) => {
  await finder.open();
  await finder.askForThree();
  await page.getByRole("button", { name: "Datang langsung: 1 kantor" }).click();
  await expect(finder.names).toHaveText(["Trenggalek"]);
  await expect(finder.card("Trenggalek")).toContainText("Datang langsung, tanpa pesan");
  await expect(finder.book).toHaveCount(0);
  await expect(finder.card("Trenggalek").getByRole("listitem").getByRole("button")).toHaveCount(0);
  await expect(finder.answer).toBeFocused();
});

test("a service with a surcharge names it, and does not come unasked", async ({ finder, page }) => {
  await finder.open();
  await finder.chooseTown();
  await expect(finder.cards.filter({ hasText: "Percepatan" })).toHaveCount(0);
  await page.getByRole("button", { name: "Percepatan (+Rp 1.000.000): 1 kantor" }).click();
  await expect(finder.names).toHaveText(["Malang"]);
  await expect(finder.card("Malang")).toContainText("Percepatan");
  await expect(finder.card("Malang")).toContainText("tambahan Rp 1.000.000 per orang");
});

test("a Paspor Simpatik day is marked", async ({ finder, page }) => {
  await finder.open();
  await finder.askForThree();
  await finder.filter.click();
  await page.getByLabel("Hanya Sabtu atau Minggu").check();
  await expect(finder.names).toHaveText(["Madiun"]);
  await expect(finder.card("Madiun")).toContainText("Sabtu, 28 November");
  await expect(finder.card("Madiun")).toContainText("Paspor Simpatik");
});

test("estimates, lower bounds and totals are read as such", async ({ finder }) => {
  await finder.open({
    feed: feed([
      withRows(blitar, week([5], { precision: "estimate" })),
      withRows(malang, week([6], { precision: "at_least" })),
      withRows(surabaya, week([7], { total: 50 })),
    ]),
  });
  await expect(finder.card("Blitar").locator(".places")).toHaveText("sekitar 5 sisa kuota");
  await expect(finder.card("Malang").locator(".places")).toHaveText("sedikitnya 6 sisa kuota");
  await expect(finder.card("Surabaya").locator(".places")).toHaveText("7 dari 50 sisa kuota");
});

test("places in different hours are told apart, with the zone of the office", async ({ finder }) => {
  const hour = (start: string, end: string, open: number) => week([open], { session: { start, end } });
  const rows = [hour("08:00", "09:00", 2), hour("10:00", "11:00", 1)];
  const makassar = { ...withRows(surabaya, ...rows), id: "makassar", short: "Makassar", time_zone: "Asia/Makassar", observed_at: undefined };
  const jayapura = { ...withRows(surabaya, ...rows), id: "jayapura", short: "Jayapura", time_zone: "Asia/Jayapura", observed_at: undefined };
  await finder.open({ feed: feed([withRows(blitar, ...rows), makassar, jayapura]) });
  await finder.askForThree();
  await expect(finder.card("Blitar")).toContainText("Jam terpisah: 08.00-09.00 (2), 10.00-11.00 (1) WIB");
  await expect(finder.card("Makassar")).toContainText("Jam terpisah: 08.00-09.00 (2), 10.00-11.00 (1) WITA");
  await expect(finder.card("Jayapura")).toContainText("Jam terpisah: 08.00-09.00 (2), 10.00-11.00 (1) WIT");
});

test("a position that is itself approximate gives a distance with about", async ({ finder }) => {
  await finder.open({ feed: feed([{ ...blitar, approx_km: 3 }]) });
  await finder.chooseTown();
  await expect(finder.card("Blitar")).toContainText("sekitar 27 km garis lurus");
});

test("the details of an office open from its card", async ({ finder }) => {
  const office = { ...blitar, address: "Jl. Raya Mastrip 45", phone: "+62342555000", notes: ["Parkir di belakang."], closed: [{ from: "2026-12-24", to: "2026-12-25", reason: "Natal" }] };
  await finder.open({ feed: feed([office]) });
  await finder.card("Blitar").getByText("Lihat rincian kantor").click();
  const card = finder.dialog;
  await expect(card.getByText("Jl. Raya Mastrip 45")).toBeVisible();
  await expect(card.getByRole("link", { name: "Telepon +62342555000" })).toHaveAttribute("href", "tel:+62342555000");
  await expect(card.getByText("Parkir di belakang.")).toBeVisible();
  await expect(card.getByText("Tutup 24 Des sampai 25 Des: Natal")).toBeVisible();
});

test("an announcement of the publisher stands under the first card while it holds", async ({ finder, page }) => {
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
  await expect(finder.cards).toHaveCount(10);
  await page.getByRole("button", { name: "Tampilkan 10 kantor lagi" }).click();
  await expect(finder.cards).toHaveCount(20);
  await expect(finder.cards.nth(10)).toBeFocused();
  await page.getByRole("button", { name: "Tampilkan 5 kantor lagi" }).click();
  await expect(finder.cards).toHaveCount(25);
  await expect(finder.cards.nth(20)).toBeFocused();
});

test("who publishes, under what terms, and where to report stands under the list", async ({ finder, page }) => {
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

