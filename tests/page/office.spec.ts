import { expect, test } from "./finder";
import { blitar, feed, kediri, malang, sundayMorning, week, withRows, type Office } from "./feeds";

const known: Office = {
  ...blitar, address: "Jl. Raya Mastrip 45, Blitar", phone: "+62342555000", whatsapp: "+628123456789", url: "https://blitar.example/",
  notes: ["Parkir di belakang."], closed: [{ from: "2026-11-28", to: "2026-11-29", reason: "Pemeliharaan" }],
};

test("its days of the service that is asked for come first, then all others with service, hours and fee; those too few for the party cannot be booked", async ({ finder }) => {
  const office = withRows(known,
    week([0, 1, 0, 12]),
    { service: "percepatan", from: "2026-11-25", open: [4], session: { start: "08:00", end: "09:00" } },
    week([15], { channel: "walk_in" }));
  await finder.open({ feed: feed([office]) });
  await finder.askForThree();
  await finder.row("Blitar").locator(".open-office").click();
  await expect(finder.dialog.getByRole("list", { name: "Hari yang ada kuota" }).getByRole("listitem")).toHaveText([
    /^Selasa, 24 November.*lusa1 kurang untuk 3 orang/,
    /^Kamis, 26 November.*4 hari lagi12 sisa kuota/,
  ]);
  await expect(finder.dialog.getByRole("list", { name: "Layanan dan cara lain" }).getByRole("listitem")).toHaveText([
    /^Senin, 23 November.*besok · Paspor biasa · Datang langsung, tanpa pesan.*15 sisa kuota/,
    /^Rabu, 25 November.*3 hari lagi · Percepatan, tambahan Rp 1.000.000 per orang.*08.00-09.00 \(4\) WIB.*4 sisa kuota/,
  ]);
  await expect(finder.dialog.locator(".next-days").getByRole("button")).toHaveCount(2);
});

test("a full office says so of the service that is asked for, first, then the other services with their price, and each thing once", async ({ finder, page }) => {
  const bring = ["KTP asli", "Kartu keluarga"];
  const services = [
    { id: "regular", name: "Paspor biasa", default: true, ready_days: 4, bring },
    { id: "electronic", name: "Paspor elektronik", ready_days: 4, bring },
    { id: "percepatan", name: "Percepatan", ready_days: 0, bring, surcharge: { amount: 1_000_000, currency: "IDR", per: "person" } },
  ];
  const busy = withRows(known, week([0, 0, 0]), week([0, 2, 0], { service: "electronic" }), week([0, 0, 1], { service: "percepatan" }));
  await finder.start({ feed: feed([busy, malang], { services }) });
  await page.goto("./#office=kanim-blitar");
  await expect(finder.dialog.locator(".fate")).toHaveText("Paspor biasa: penuh sampai 25 Nov. Kuota berikutnya dibuka Jumat 27 November, 09.00 WIB (5 hari lagi).");
  await expect(finder.dialog.locator(".next-days > li")).toHaveText([/Paspor elektronik/, /Percepatan, tambahan Rp 1.000.000 per orang/]);
  const text = await finder.dialog.innerText();
  const parts = ["penuh sampai 25 Nov", "Paspor elektronik", "KTP asli", "Bayar dalam 2 jam.", "Kuota berikutnya dibuka", "Jl. Raya Mastrip 45"];
  for (const part of parts) expect(text.split(part), part).toHaveLength(2);
  expect(text.indexOf("Paspor biasa: penuh")).toBeLessThan(text.indexOf("Paspor elektronik"));
});

test("a day opens its hand-off on top; Back leads to the office, then to the list", async ({ finder, page }) => {
  await finder.open();
  await finder.row("Blitar").locator(".open-office").click();
  await expect.poll(() => new URL(page.url()).hash).toBe("#office=kanim-blitar");
  await finder.dialog.getByRole("button", { name: /Kamis, 26 November/ }).click();
  await expect(page.getByRole("heading", { name: "Pesan di aplikasi M-Paspor" })).toBeFocused();
  await expect(page.locator(".handoff")).toContainText("Kamis, 26 November 2026");
  await page.goBack();
  await expect(page.locator(".handoff")).toHaveCount(0);
  await expect(page.locator(".office")).toBeVisible();
  await expect(finder.dialog.getByRole("button", { name: /Kamis, 26 November/ })).toBeFocused();
  await page.goBack();
  await expect(finder.dialog).toHaveCount(0);
  await expect.poll(() => new URL(page.url()).hash).toBe("");
  await expect(finder.row("Blitar").locator(".open-office")).toBeFocused();
});

test("closing by the button steps back once, also from a hand-off on top", async ({ finder, page }) => {
  await finder.open();
  await finder.row("Blitar").locator(".open-office").click();
  await finder.dialog.getByRole("button", { name: /Kamis, 26 November/ }).click();
  await page.locator(".handoff").getByRole("button", { name: "Kembali" }).click();
  await expect(page.locator(".handoff")).toHaveCount(0);
  await expect(page.locator(".office")).toBeVisible();
  await page.locator(".office").getByRole("button", { name: "Kembali" }).click();
  await expect(finder.dialog).toHaveCount(0);
  await expect.poll(() => new URL(page.url()).hash).toBe("");
});

test("a link to a full office opens it and says why it is empty", async ({ finder, page }) => {
  await finder.start();
  await page.goto("./?party=3#office=kanim-kediri");
  await expect(finder.dialog.getByRole("heading", { name: "Kediri", exact: true })).toBeVisible();
  await expect(finder.dialog).toContainText("Paspor biasa: penuh sampai 30 Nov.");
  await expect(finder.dialog).toContainText("Kuota berikutnya dibuka Jumat 27 November, 09.00 WIB (5 hari lagi).");
  await page.goBack();
  await expect(finder.dialog).toHaveCount(0);
  await expect(finder.answer).toHaveText("Ada kuota untuk 3 orang di 5 kantor");
  await expect.poll(() => new URL(page.url()).hash).toBe("");
});

test("a full office says how to book all the same; one that is only walked into, or without service, does not", async ({ finder, page }) => {
  const walkedInto: Office = { ...known, id: "only-walk-in", quota: [week([0, 0], { channel: "walk_in" })] };
  const closed: Office = { ...known, id: "no-service", quota: [week([-1, -1], { ended: true })] };
  const full: Office = { ...known, id: "full", quota: [week([0, 0]), week([5], { channel: "walk_in" })] };
  await finder.start({ feed: feed([blitar, full, walkedInto, closed]) });
  await page.goto("./#office=full");
  await expect(finder.dialog.getByText("Bayar dalam 2 jam.")).toBeVisible();
  await expect(finder.dialog.getByRole("link", { name: "play.google.com" })).toBeVisible();
  for (const [party, id] of ["only-walk-in", "no-service"].entries()) {
    await page.goto(`./?party=${party + 2}#office=${id}`);
    await expect(finder.dialog.getByText("Jl. Raya Mastrip 45, Blitar")).toBeVisible();
    await expect(finder.dialog.getByText("Bayar dalam 2 jam.")).toHaveCount(0);
    await expect(finder.dialog.getByRole("link", { name: "play.google.com" })).toHaveCount(0);
  }
});

test("a link to an office that is gone shows the list", async ({ finder, page }) => {
  await finder.start();
  await page.goto("./#office=kanim-gone");
  await expect(finder.names).toHaveCount(5);
  await expect(finder.dialog).toHaveCount(0);
});

test("address, notes and every way to reach it, in the publisher's words", async ({ finder, page }) => {
  await finder.open({ feed: feed([known]) });
  await finder.row("Blitar").locator(".open-office").click();
  const office = finder.dialog;
  for (const text of ["Jl. Raya Mastrip 45, Blitar", "Parkir di belakang.", "KTP asli", "Bayar dalam 2 jam.", "Anak di bawah 6 tahun boleh datang langsung.", "Tutup 28 Nov sampai 29 Nov: Pemeliharaan"]) {
    await expect(office.getByText(text)).toBeVisible();
  }
  await expect(office.getByRole("link", { name: "Telepon +62342555000" })).toHaveAttribute("href", "tel:+62342555000");
  await expect(office.getByRole("link", { name: "WhatsApp +628123456789" })).toHaveAttribute("href", "https://wa.me/628123456789");
  await expect(office.getByRole("link", { name: "Situs blitar.example" })).toHaveAttribute("href", "https://blitar.example/");
  for (const host of ["play.google.com", "apps.apple.com", "booking.example"]) await expect(office.getByRole("link", { name: host })).toBeVisible();
  const link = await office.getByRole("link", { name: "Kirim ke WhatsApp" }).getAttribute("href");
  // One person: Tuesday's only place comes first.
  expect(decodeURIComponent(link ?? "")).toContain(
    "Paspor, 1 orang: Kantor Imigrasi Kelas II Non TPI Blitar, Selasa 24 November 2026. Sisa kuota 1 pada 22 Nov 2026 pukul 08.00 WIB. Pesan di M-Paspor. Bukan info resmi. ");
  expect(link).toContain(encodeURIComponent("#office=kanim-blitar"));
  await expect(page.locator(".next-days > li")).toHaveCount(3);
});

test("invented data leads nowhere to book", async ({ finder }) => {
  await finder.open({ feed: sundayMorning({ sample: true }) });
  await finder.row("Blitar").locator(".open-office").click();
  await expect(finder.dialog.getByText("Ini contoh dengan kuota yang dikarang")).toBeVisible();
  await expect(finder.dialog.getByRole("link", { name: "play.google.com" })).toHaveCount(0);
});

for (const [device, userAgent, href] of [
  ["an Android phone", "Mozilla/5.0 (Linux; Android 13; SM-A035F) Mobile", /^geo:-8\.062395,112\.070374\?q=-8\.062395,112\.070374\(Kantor%20Imigrasi/],
  ["an iPhone", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)", /^https:\/\/maps\.apple\.com\/\?ll=-8\.062395,112\.070374&q=Kantor%20Imigrasi/],
  ["another device", "Mozilla/5.0 (X11; Linux x86_64)", /^https:\/\/www\.openstreetmap\.org\/\?mlat=-8\.062395&mlon=112\.070374#map=16/],
] as const) {
  test.describe(`on ${device}`, () => {
    test.use({ userAgent });
    test("the map is that of the visitor's own", async ({ finder }) => {
      await finder.open({ feed: feed([known]) });
      await finder.row("Blitar").locator(".open-office").click();
      await expect(finder.dialog.getByRole("link", { name: "Buka di peta" })).toHaveAttribute("href", href);
    });
  });
}

test.describe("around Christmas", () => {
  // Monday 21 to Monday 28 December: Thursday 24 and Friday 25 without service, as the weekend is.
  const december = { generated_at: "2026-12-20T08:00:00+07:00", release: undefined };
  const rows = [{ service: "regular", from: "2026-12-21", open: [0, 1, 0, -1, -1, -1, -1, 3] }];
  const now = "2026-12-20T08:12:00+07:00";

  test("national holidays explain the days without service, and no others", async ({ finder, page }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await finder.open({ feed: feed([withRows(kediri, ...rows)], december), now });
    expect(asked).not.toContainEqual(expect.stringMatching(/\/holidays-\w+\.js$/));
    await finder.row("Kediri").locator(".open-office").click();
    await expect(finder.dialog.locator(".plainly > li")).toHaveText([
      "Kam, 24 Des: tidak ada layanan, Cuti Bersama Hari Raya Natal (libur nasional)",
      "Jum, 25 Des: tidak ada layanan, Hari Raya Natal (libur nasional)",
    ]);
    expect(asked).toContainEqual(expect.stringMatching(/\/holidays-\w+\.js$/));
  });

  test("a holiday on which there is service is not one for that office", async ({ finder, page }) => {
    const open = [{ service: "regular", from: "2026-12-24", open: [5, -1] }];
    await finder.open({ feed: feed([withRows(kediri, ...open)], december), now, lang: "en" });
    await finder.row("Kediri").locator(".open-office").click();
    await expect(finder.dialog.locator(".plainly > li")).toHaveText(["Fri, 25 Dec: no service, Christmas Day (national holiday)"]);
    await expect(page.locator(".next-days > li")).toHaveCount(1);
  });

  test("an office in another country has other holidays, so none are shown", async ({ finder, page }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await finder.open({ feed: feed([{ ...withRows(malang, ...rows), time_zone: "Asia/Tokyo" }], december), now });
    await finder.row("Malang").locator(".open-office").click();
    await expect(finder.dialog.locator(".next-days > li")).toHaveCount(2);
    await expect(finder.dialog.locator(".plainly")).toHaveCount(0);
    expect(asked).not.toContainEqual(expect.stringMatching(/\/holidays-\w+\.js$/));
  });
});
