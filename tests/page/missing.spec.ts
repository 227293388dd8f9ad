// "None" is said only where everything was read: what could not be is named, whatever the reason.

import { blitar, feed, full, kediri, malang, withRows, type Office } from "./feeds";
import { expect, test } from "./finder";

const TOLD = /^slot-finder: the feed has \d+ problems\n/;
const missing = ".notice.missing";

/** Ways to break an office that make the engine drop it, with the word for each and the name that remains. */
const BROKEN: readonly [reason: string, broken: (office: Office) => unknown, name: string][] = [
  ["zona waktu", (office) => ({ ...office, time_zone: "Asia/Kediri" }), "Kantor Imigrasi Kelas II Non TPI Blitar"],
  ["nama", (office) => ({ ...office, name: "" }), "kanim-blitar"],
  ["kode", (office) => ({ ...office, id: "kanim blitar" }), "Kantor Imigrasi Kelas II Non TPI Blitar"],
  ["kode ganda", (office) => ({ ...office, id: kediri.id }), "Kantor Imigrasi Kelas II Non TPI Blitar"],
  ["kuota", (office) => ({ ...office, quota: { regular: [3] } }), "Kantor Imigrasi Kelas II Non TPI Blitar"],
  ["isi", () => "Blitar", "kantor ke-2 dalam data"],
];

test.describe("an office that could not be read", () => {
  test.use({ allowed: TOLD });

  for (const [reason, broken, name] of BROKEN) {
    test(`because of "${reason}" is named, and the page does not say that there is no place`, async ({ finder, page }) => {
      await finder.open({ feed: feed([kediri, broken(blitar) as Office]) });
      await expect(finder.answer).toHaveText(`1 kantor tidak bisa dibaca: ${reason}`);
      await expect(finder.live).toHaveText(`1 kantor tidak bisa dibaca: ${reason}`);
      await expect(page.locator(missing)).toContainText(`Yang tidak terbaca: ${name}. Kuota di sana belum diketahui.`);
      await expect(page.locator(".empty")).toContainText("1 kantor: 1 penuh sampai 30 Nov.");
      await expect(page.locator("body")).not.toContainText("Belum ada kuota");
    });

    test(`because of "${reason}" is named beside those with places`, async ({ finder, page }) => {
      await finder.open({ feed: feed([kediri, broken(blitar) as Office, malang]) });
      await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 1 kantor");
      await expect(page.locator(missing)).toContainText(`1 kantor tidak bisa dibaca: ${reason}`);
      await expect(page.locator(missing)).toContainText(name);
    });
  }
});

/** Ways to break a row that make the engine drop it. */
const BROKEN_ROWS: Record<string, object> = {
  "no service": { service: undefined },
  "a service that is no id": { service: "paspor biasa" },
  "a channel that is none": { channel: 7 },
  "no first date": { from: undefined },
  "a date that is none": { from: "23/11/2026" },
  "cells that are no list": { open: "3" },
  "a session that ends before it begins": { session: { start: "10:00", end: "09:00" } },
  "an event without an id": { event: { name: "Paspor Simpatik" } },
};

test.describe("a row that could not be read", () => {
  test.use({ allowed: TOLD });

  for (const [what, change] of Object.entries(BROKEN_ROWS)) {
    test(`because it has ${what} leaves its office in doubt`, async ({ finder, page }) => {
      const [row] = malang.quota;
      await finder.open({ feed: feed([full(kediri), { ...malang, quota: [{ ...row, ...change }, { ...row, open: [0, 0] }] as Office["quota"] }]) });
      await expect(finder.answer).toHaveText("Data 1 kantor tidak lengkap");
      await expect(page.locator(missing)).toContainText(
        "Sebagian data tidak terbaca: Kantor Imigrasi Kelas I TPI Malang. Mungkin masih ada kuota lain di sana.",
      );
    });
  }

  test("is named beside offices with places, once the first list is there", async ({ finder, page }) => {
    const broken = withRows(blitar, ...blitar.quota, { service: "regular", from: "nie", open: [3] });
    await finder.open({ feed: feed([broken, malang]) });
    await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 2 kantor");
    await expect(page.locator(missing)).toContainText("Data 1 kantor tidak lengkap");
  });

  test("in a row that is no object, too", async ({ finder }) => {
    await finder.open({ feed: feed([full(kediri), { ...malang, quota: [7] as unknown as Office["quota"] }]) });
    await expect(finder.answer).toHaveText("Data 1 kantor tidak lengkap");
  });
});

test.describe("offices and rows that could not be read", () => {
  test.use({ allowed: TOLD });

  test("are named together, the first five offices by name, and once on the console", async ({ finder, page }) => {
    const told: string[] = [];
    page.on("console", (message) => message.type() === "warning" && told.push(message.text()));
    const nowhere = Array.from({ length: 7 }, (_, index) => ({ ...blitar, id: `office-${index}`, name: `Kantor ${index + 1}`, time_zone: "Asia/Blitar" }));
    const half = withRows(kediri, { service: "regular", open: [3] });
    await finder.open({ feed: feed([...nowhere, half]) });
    await expect(finder.answer).toHaveText("7 kantor tidak bisa dibaca: zona waktu; Data 1 kantor tidak lengkap");
    await expect(page.locator(missing)).toContainText("Kantor 1, Kantor 2, Kantor 3, Kantor 4, Kantor 5, dan 2 lainnya");
    await expect(finder.remember).toBeVisible();
    await finder.people.selectOption("2");
    await finder.people.selectOption("1");
    expect(told.map((text) => text.split("\n")[0])).toEqual(["slot-finder: the feed has 8 problems"]);
    expect(told[0]).toContain("Expected an IANA time zone at /offices/0/time_zone. The office is left out.");
  });

  test("are named in English", async ({ finder, page }) => {
    await finder.open({ feed: feed([kediri, { ...blitar, time_zone: "Asia/Kediri" }]), lang: "en" });
    await expect(finder.answer).toHaveText("1 office could not be read: time zone");
    await expect(page.locator(missing)).toContainText("Not read: Kantor Imigrasi Kelas II Non TPI Blitar. Whether they have places is not known.");
  });

  test("leave what the page's author wrote where no office is left", async ({ finder, page }) => {
    const element = { attributes: 'src="feed.json" lang="id"', content: '<a href="https://www.imigrasi.go.id/">Daftar lewat M-Paspor</a>' };
    await finder.open({ element, feed: feed([{ ...kediri, time_zone: "Asia/Kediri" }, { ...blitar, name: "" }]) });
    await expect(finder.answer).toHaveText("2 kantor tidak bisa dibaca: nama dan zona waktu");
    await expect(page.getByRole("link", { name: "Daftar lewat M-Paspor" })).toBeVisible();
    await expect(page.locator(".empty")).toHaveCount(0);
  });
});

test.describe("zones", () => {
  test.use({ allowed: TOLD });

  for (const zone of ["WIB", "GMT+7", "UTC+07:00", "+07:00"]) {
    test(`named ${zone} are those of Indonesia`, async ({ finder, page }) => {
      await finder.open({ feed: feed([kediri, malang], { time_zone: zone }) });
      await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 1 kantor");
      await expect(page.getByText("Dicek 12 menit lalu (08.00 WIB)")).toBeVisible();
      await expect(finder.remember).toBeVisible();
      await expect(page.locator(missing)).toHaveCount(0);
    });
  }

  test("that are missing cost no office, and the visitor reads by which clock days are counted", async ({ finder, page }) => {
    await finder.open({ feed: feed([kediri, malang], { time_zone: undefined }) });
    await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 1 kantor");
    await expect(page.locator(missing)).toHaveText("Zona waktu 2 kantor tidak diketahui, jadi tanggalnya dihitung menurut jam data ini (UTC+07:00).");
  });
});

test.describe("a browser that refuses zones", () => {
  test.use({ allowed: TOLD });
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => {
      const refuses = /^(Asia\/|Etc\/|Europe\/Kyiv|[+-])/;
      Intl.DateTimeFormat = new Proxy(Intl.DateTimeFormat, {
        construct(real, [locales, options]: [string?, Intl.DateTimeFormatOptions?]) {
          if (refuses.test(options?.timeZone ?? "")) throw new RangeError("Invalid time zone");
          return new real(locales, options);
        },
      });
    });
  });

  test("loses no office of Indonesia, and tells times by their clocks", async ({ finder, page }) => {
    await finder.open({ feed: feed([kediri, malang, { ...blitar, time_zone: "Asia/Makassar" }]) });
    await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 2 kantor");
    await expect(page.getByText("Dicek 12 menit lalu (08.00 WIB)")).toBeVisible();
    await finder.row("Blitar").locator(".open-office").click();
    await expect(finder.dialog).toContainText("(09.00 WITA)");
    await expect(page.locator(missing)).toHaveCount(0);
  });

  test("counts days at the offset of the data where it does not know the zone", async ({ finder, page }) => {
    await finder.open({ feed: feed([{ ...malang, time_zone: "Europe/Kyiv" }]) });
    await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 1 kantor");
    await expect(page.locator(missing)).toContainText("Zona waktu 1 kantor tidak diketahui");
  });
});
