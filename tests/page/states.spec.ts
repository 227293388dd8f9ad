import { expect, FAILURES, test } from "./finder";
import { blitar, feed, full, kediri, malang, sundayMorning, week, withRows } from "./feeds";

test.describe("a sample feed", () => {
  test("says so first, in the title, and beside every number", async ({ finder, page }) => {
    await finder.open({ feed: sundayMorning({ sample: true }) });
    const banner = page.getByText("CONTOH. Sisa kuota di halaman ini dikarang, jangan dipakai untuk memesan.");
    await expect(banner).toBeVisible();
    await expect(page).toHaveTitle("Contoh: Cari kuota paspor");
    const first = await finder.element.evaluate((element) => element.shadowRoot?.querySelector("p, h1, h2, button")?.textContent);
    expect(first).toMatch(/^CONTOH/);
    await expect(finder.row("Surabaya").locator(".places")).toHaveText("40 sisa kuota contoh");
    await expect(finder.live).toHaveText("Contoh: Ada kuota untuk 1 orang di 5 kantor");
  });

  test("keeps saying so while the page is scrolled", async ({ finder, page }) => {
    await page.setViewportSize({ width: 360, height: 400 });
    await finder.open({ feed: sundayMorning({ sample: true }) });
    await page.mouse.wheel(0, 900);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(400);
    await expect(page.locator("[part=sample]")).toBeInViewport({ ratio: 1 });
  });

  test("does not hide what has the focus behind its banner", async ({ finder, page }) => {
    await finder.open({ feed: sundayMorning({ sample: true }) });
    await finder.book.last().focus();
    const banner = await page.locator(".sample").boundingBox();
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press("Shift+Tab");
      const top = await finder.element.evaluate((element) => element.shadowRoot?.activeElement?.getBoundingClientRect().top ?? 0);
      expect(top).toBeGreaterThanOrEqual(banner?.height ?? 0);
    }
  });
});

test("real data has no banner and a plain title", async ({ finder, page }) => {
  await finder.open();
  await expect(page.locator(".sample")).toHaveCount(0);
  await expect(page).toHaveTitle("Cari kuota paspor");
  await expect(finder.row("Surabaya").locator(".places")).toHaveText("40 sisa kuota");
});

test("dates that are not released yet are not called full", async ({ finder, page }) => {
  const over = [week([3, 2, 1], { from: "2026-11-16" })];
  await finder.open({ feed: feed([withRows(kediri, ...over), withRows(blitar, ...over)]) });
  // The question has no date, so the first sentence mentions none.
  await expect(finder.answer).toHaveText("Belum ada kuota untuk 1 orang");
  await expect(page.locator(".empty")).toContainText(
    "Bukan penuh: kuota belum dibuka di 2 kantor. Kuota berikutnya dibuka Jumat 27 November, 09.00 WIB (5 hari lagi).",
  );
  await page.goto("./?from=2026-12-01");
  await expect(finder.answer).toHaveText("Tanggal itu belum dibuka");
});

test("offices that are full until different dates say so", async ({ finder, page }) => {
  const shorter = withRows(blitar, week([0, 0, 0]));
  await finder.open({ feed: feed([kediri, shorter]) });
  await expect(page.locator(".empty")).toContainText("2 kantor: 2 penuh (paling jauh sampai 30 Nov).");
});

test("days that a filter leaves out are not called days without service", async ({ finder, page }) => {
  await finder.open({ feed: feed([kediri, blitar]) });
  await finder.askForThree();
  await page.goto("./?weekdays=7&to=2026-11-30");
  await expect(page.locator(".empty")).toContainText("2 kantor: 2 tidak ada yang cocok dengan saringan.");
});

test("a release that comes too late is shown, without a reminder", async ({ finder, page }) => {
  await finder.open({ feed: feed([kediri]) });
  await expect(page.getByRole("heading", { name: "Ingatkan saya" })).toBeVisible();
  await page.goto("./?needed=2026-11-27");
  await expect(page.locator(".empty")).toContainText("Kuota berikutnya dibuka Jumat 27 November");
  await expect(page.getByRole("heading", { name: "Ingatkan saya" })).toHaveCount(0);
});

test("without a release date the page says that there is none", async ({ finder, page }) => {
  await finder.open({ feed: feed([kediri], { release: undefined }) });
  await expect(page.locator(".empty")).toContainText("Belum ada jadwal pembukaan dari penerbit data.");
});

test("stale data warns on the page and on every row, and can be fetched again", async ({ finder, page }) => {
  await finder.open({ feed: feed([blitar, malang]), now: "2026-11-22T11:05:00+07:00" });
  await expect(page.getByText("Data sudah 3 jam. Periksa di M-Paspor sebelum berangkat.")).toBeVisible();
  await expect(finder.rows.filter({ hasText: "Data 3 jam lalu, mungkin sudah berubah" })).toHaveCount(2);
  await finder.serveFeed(feed([blitar, malang], { generated_at: "2026-11-22T11:00:00+07:00" }));
  await page.getByRole("button", { name: "Coba lagi" }).click();
  await expect(page.getByText("Dicek 5 menit lalu (11.00 WIB)")).toBeVisible();
  await expect(page.getByText("mungkin sudah berubah")).toHaveCount(0);
});

test("expired data shows offices without numbers", async ({ finder, page }) => {
  const office = { ...blitar, phone: "+62342555000", url: "https://blitar.example/" };
  await finder.open({ feed: feed([office, kediri]), now: "2026-11-24T08:00:00+07:00" });
  await expect(finder.answer).toHaveText(
    "Data terlalu lama, jadi sisa kuota tidak kami tampilkan. Terakhir dicek Minggu 22 November, 08.00 WIB.",
  );
  await expect(page.getByText("Kantor Imigrasi Kelas II Non TPI Blitar")).toBeVisible();
  await expect(page.getByRole("link", { name: "+62342555000" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Situs blitar.example" })).toBeVisible();
  await expect(page.getByText("sisa kuota", { exact: true })).toHaveCount(0);
  await expect(finder.book).toHaveCount(0);
  await page.getByRole("button", { name: "Kantor Imigrasi Kelas II Non TPI Blitar" }).click();
  await expect(finder.dialog.getByRole("heading", { name: "Blitar" })).toBeVisible();
});

test("expired data lists the offices in one alignment, nearest first with distance and phone", async ({ finder, page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const offices = [{ ...malang, phone: "+62341000000" }, { ...blitar, phone: "+62342555000" }, kediri];
  await finder.open({ feed: feed(offices), now: "2026-11-24T08:00:00+07:00" });
  await finder.chooseTown();
  const listed = page.locator(".offices > li");
  await expect(listed.getByRole("heading", { level: 4 })).toHaveText([
    "Kantor Imigrasi Kelas II Non TPI Kediri", "Kantor Imigrasi Kelas II Non TPI Blitar", "Kantor Imigrasi Kelas I TPI Malang",
  ]);
  await expect(listed.locator(".km")).toHaveText(["10 km garis lurus", "27 km garis lurus", "71 km garis lurus"]);
  await expect(listed.getByRole("link")).toHaveText(["+62342555000", "+62341000000"]);
  const edges = async (part: string, side: "left" | "right") => new Set(await listed.locator(part).evaluateAll((found, name) => found.map((one) => Math.round(one.getBoundingClientRect()[name as "left"])), side));
  expect((await edges("h4", "left")).size).toBe(1);
  expect((await edges(".km", "left")).size).toBe(1);
  expect((await edges("a", "right")).size).toBe(1);
});

test("of too many offices to ask the first are listed, and the others on demand", async ({ finder, page }) => {
  const offices = Array.from({ length: 25 }, (_, index) => ({ ...kediri, id: `office-${index}`, name: `Kantor ${index}` }));
  await finder.open({ feed: feed(offices), now: "2026-11-24T08:00:00+07:00" });
  const listed = page.locator(".offices > li");
  await expect(listed).toHaveCount(10);
  await page.getByRole("button", { name: "Tampilkan 10 kantor lagi" }).click();
  await expect(listed).toHaveCount(20);
  await page.getByRole("button", { name: "Tampilkan 5 kantor lagi" }).click();
  await expect(listed).toHaveCount(25);
});

test("data from before a release says that its numbers are old", async ({ finder, page }) => {
  await finder.open({
    feed: feed([kediri, blitar, malang], { generated_at: "2026-11-27T08:55:00+07:00" }),
    now: "2026-11-27T09:04:00+07:00",
  });
  await expect(page.getByText("Data ini dari sebelum kuota baru dibuka (09.00 WIB). Tunggu data baru atau buka M-Paspor.")).toBeVisible();
  await finder.chooseTown();
  await expect(finder.own.locator(".places")).toHaveText("penuh");
  await expect(finder.own.locator(".when")).toHaveText("sampai 30 Nov");
});

test("data from the future points at the clock", async ({ finder, page }) => {
  await finder.open({ now: "2026-11-22T07:00:00+07:00" });
  await expect(page.getByText("Data bertanggal 22 Nov, 08.00 WIB. Jam perangkat ini mungkin salah.")).toBeVisible();
});

test("data of another day says which", async ({ finder, page }) => {
  await finder.open({ feed: feed([blitar], { stale_after: 604_800, expires_after: 604_800 }), now: "2026-11-24T08:00:00+07:00" });
  await expect(page.getByText("Dicek 2 hari lalu (22 Nov, 08.00 WIB)")).toBeVisible();
});

test("while the data is loading what needs no script stays, and empty rows stand where the list will", async ({ finder, page }) => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/slot_finder_bg-*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await finder.start();
  await expect(page.getByText("Mengambil data kuota...", { exact: true }).first()).toBeVisible();
  await expect(page.locator(".skeleton")).toHaveCount(5);
  await expect(page.getByText("Paspor dipesan lewat aplikasi M-Paspor.")).toBeVisible();
  release();
  await expect(finder.rows).toHaveCount(5);
  await expect(page.locator(".skeleton")).toHaveCount(0);
  await expect(page.getByText("Paspor dipesan lewat aplikasi M-Paspor.")).toBeHidden();
});

test("the feed is asked for before the Wasm is there", async ({ finder, page }) => {
  let release = (): void => undefined;
  const feedAsked = new Promise<void>((resolve) => (release = resolve));
  page.on("request", (request) => request.url().endsWith("/feed.json") && release());
  await page.route("**/slot_finder_bg-*.wasm", async (route) => {
    await feedAsked;
    await route.continue();
  });
  await finder.open();
});

test("no internet after the list is there: it stays, with its age", async ({ finder, page }) => {
  await finder.open();
  // The lazy parts are there too.
  await expect(finder.remember).toBeVisible();
  await page.context().setOffline(true);
  await expect(page.getByText("Tanpa internet. Ini data terakhir, 12 menit lalu.")).toBeVisible();
  await expect(finder.rows).toHaveCount(5);
  await page.context().setOffline(false);
  await expect(page.getByText("Tanpa internet.")).toHaveCount(0);
});

test.describe("when requests fail", () => {
  test.use({ allowed: FAILURES });
  const link = '<a href="https://www.imigrasi.go.id/">Daftar lewat M-Paspor</a>';
  const element = { attributes: 'src="feed.json" lang="id"', content: link };

  test("an error can be retried, and the element's own content is back meanwhile", async ({ finder, page }) => {
    await finder.start({ element });
    await page.unroute("**/feed.json");
    await page.route("**/feed.json", (route) => route.fulfill({ status: 503, body: "" }));
    await page.reload();
    await expect(page.getByRole("heading", { name: "Data tidak bisa diambil. Coba lagi." })).toBeVisible();
    await expect(finder.live).toHaveText("Data tidak bisa diambil. Coba lagi.");
    await expect(page.getByRole("link", { name: "Daftar lewat M-Paspor" })).toBeVisible();
    await finder.serveFeed(sundayMorning());
    await page.getByRole("button", { name: "Coba lagi" }).click();
    await expect(finder.rows).toHaveCount(5);
    await expect(finder.answer).toBeFocused();
    await expect(page.getByRole("link", { name: "Daftar lewat M-Paspor" })).toBeHidden();
  });

  test("a feed that cannot be read is an error, not an empty page", async ({ finder, page }) => {
    await finder.start({ feed: '{"format": "slot-feed", "version": "1.0", ' });
    await expect(page.getByRole("heading", { name: "Data tidak bisa diambil. Coba lagi." })).toBeVisible();
  });

  test("a feed that breaks later leaves the last list", async ({ finder, page }) => {
    await finder.open({ now: "2026-11-22T11:05:00+07:00" });
    await finder.serveFeed("not a feed");
    await page.getByRole("button", { name: "Coba lagi" }).first().click();
    await expect(page.locator(".notice.error")).toContainText("Data tidak bisa diambil. Coba lagi.");
    await expect(finder.rows).toHaveCount(5);
  });

  test("without internet from the start it says so, and loads when there is one", async ({ finder, page }) => {
    await page.route("**/feed.json", (route) => route.abort("internetdisconnected"));
    await page.addInitScript(() => {
      let online = false;
      Object.defineProperty(navigator, "onLine", { get: () => online });
      addEventListener("online", () => (online = true), { capture: true });
    });
    await finder.start();
    await page.unroute("**/feed.json");
    await page.route("**/feed.json", (route) => route.abort("internetdisconnected"));
    await page.reload();
    await expect(page.getByRole("heading", { name: "Tanpa internet, jadi data belum bisa diambil." })).toBeVisible();
    await finder.serveFeed(sundayMorning());
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await expect(finder.rows).toHaveCount(5);
  });

  test("a Wasm that cannot be had is an error that can be retried", async ({ finder, page }) => {
    await page.route("**/slot_finder_bg-*.wasm", (route) => route.abort());
    await finder.start();
    await expect(page.getByRole("heading", { name: "Data tidak bisa diambil. Coba lagi." })).toBeVisible();
    await page.unroute("**/slot_finder_bg-*.wasm");
    await page.getByRole("button", { name: "Coba lagi" }).click();
    await expect(finder.rows).toHaveCount(5);
  });
});

test("full everywhere is said in words, not shown as an empty list", async ({ finder }) => {
  await finder.open({ feed: feed([kediri, full(blitar), full(malang)]) });
  await expect(finder.answer).toHaveText("Belum ada kuota untuk 1 orang");
  await expect(finder.page.locator(".empty")).toContainText("3 kantor: 3 penuh sampai 30 Nov.");
});
