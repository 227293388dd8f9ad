import { expect, FAILURES, test } from "./finder";

test("typing a town leads to a list ranked from there", async ({ finder }) => {
  await finder.open();
  await finder.place.fill("kediri");
  await expect(finder.suggestions.filter({ hasText: "Kabupaten Kediri" })).toContainText("Jawa Timur");
  await expect(finder.suggestions.filter({ hasText: "Kota Kediri" })).toContainText("Jawa Timur");
  await finder.suggestions.filter({ hasText: "Kota Kediri" }).click();
  await finder.hasAsked("Kota Kediri", 1);
  await expect(finder.place).toBeFocused();
  await expect(finder.row("Blitar").locator(".km")).toHaveText("27 km");
});

test("a kecamatan is found under its kabupaten", async ({ finder }) => {
  await finder.open();
  await finder.place.fill("pare");
  await expect(finder.suggestions.filter({ hasText: /^Pare / })).toContainText("Kabupaten Kediri");
});

test("a name that does not exist is answered with a hint", async ({ finder }) => {
  await finder.open();
  await finder.place.fill("atlantis");
  await expect(finder.problem).toHaveText('Tidak ada tempat bernama "atlantis". Coba nama kota atau kecamatan.');
  await expect(finder.live).toHaveText('Tidak ada tempat bernama "atlantis". Coba nama kota atau kecamatan.');
});

test("the place box works as a combobox by keyboard", async ({ finder, page }) => {
  await finder.open();
  await finder.place.focus();
  await page.keyboard.type("kediri");
  await expect(finder.place).toHaveAttribute("aria-expanded", "true");
  await expect(finder.place).not.toHaveAttribute("aria-activedescendant");
  await page.keyboard.press("ArrowDown");
  const first = finder.suggestions.first();
  await expect(first).toHaveAttribute("aria-selected", "true");
  await expect(finder.place).toHaveAttribute("aria-activedescendant", await first.getAttribute("id") ?? "none");
  await page.keyboard.press("ArrowUp");
  await expect(finder.suggestions.last()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(finder.place).toHaveAttribute("aria-expanded", "false");
  await expect(finder.place).toHaveValue("");
  await page.keyboard.type("kota kediri");
  await expect(finder.place).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Enter");
  await expect(finder.place).toHaveValue("Kota Kediri");
});

test("the number of suggestions is announced", async ({ finder }) => {
  await finder.open();
  await finder.place.fill("kediri");
  await expect(finder.suggestions.first()).toBeVisible();
  await expect(finder.live).toHaveText(`${await finder.suggestions.count()} tempat ditemukan`);
});

test("a text that was not chosen does not count", async ({ finder, page }) => {
  await finder.open();
  await finder.chooseTown();
  await finder.place.fill("malang");
  await expect(finder.suggestions.first()).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(finder.place).toHaveValue("Kota Kediri");
});

test("an emptied place box forgets the place", async ({ finder, page }) => {
  await finder.open();
  await finder.chooseTown();
  await finder.place.fill("");
  await expect(finder.sort).toHaveValue("soonest");
  await expect(page.locator(".km")).toHaveCount(0);
});

test("the place can be taken away by its button, and the field is where to type on", async ({ finder, page }) => {
  await finder.open();
  await finder.chooseTown();
  await page.getByRole("button", { name: "Hapus tempat" }).click();
  await expect(finder.place).toHaveValue("");
  await expect(finder.place).toBeFocused();
  await expect(page.locator(".km")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Hapus tempat" })).toHaveCount(0);
});

test("the gazetteer is fetched only when the place box is entered", async ({ finder, page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await finder.open();
  expect(asked).not.toContain("/places.json");
  await finder.place.focus();
  await expect.poll(() => asked).toContain("/places.json");
});

test("what is typed before the gazetteer has arrived is kept, and looked for when it has", async ({ finder, page }) => {
  let arrive = (): void => undefined;
  const arrived = new Promise<void>((done) => (arrive = done));
  await page.route("**/places.json", async (route) => {
    await arrived;
    await route.continue();
  });
  await finder.open();
  await finder.place.focus();
  await page.keyboard.type("kota kediri");
  await expect(finder.place).toHaveValue("kota kediri");
  await expect(finder.suggestions).toHaveCount(0);
  arrive();
  await expect(finder.suggestions.first()).toContainText("Kota Kediri");
  await page.keyboard.press("Enter");
  await expect(finder.place).toHaveValue("Kota Kediri");
});

test.describe("without a gazetteer", () => {
  test.use({ allowed: FAILURES });
  test("the place box says that it cannot search", async ({ finder, page }) => {
    await page.route("**/places.json", (route) => route.abort());
    await finder.open();
    await finder.place.fill("kediri");
    await expect(finder.problem).toContainText("Daftar tempat tidak bisa diambil.");
  });
});

test.describe("the phone's position", () => {
  const gps = "Pakai lokasi saya";

  test("is not asked for before the button is pressed", async ({ finder, page }) => {
    await page.addInitScript(() => {
      const asked = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
      navigator.geolocation.getCurrentPosition = (...args) => {
        document.documentElement.dataset.asked = "yes";
        asked(...args);
      };
    });
    await page.context().grantPermissions(["geolocation"]);
    await page.context().setGeolocation({ latitude: -7.8233, longitude: 112.0156 });
    await finder.open();
    await expect(page.locator("html")).not.toHaveAttribute("data-asked");
    await page.getByRole("button", { name: gps }).click();
    await expect(page.locator("html")).toHaveAttribute("data-asked", "yes");
  });

  test("granted ranks from there, and its name is not a pair of numbers", async ({ finder, page }) => {
    await page.context().grantPermissions(["geolocation"]);
    await page.context().setGeolocation({ latitude: -7.8233, longitude: 112.0156 });
    await finder.open();
    await page.getByRole("button", { name: gps }).click();
    await finder.hasAsked("Lokasi Anda", 1);
    await expect(finder.row("Blitar").locator(".km")).toHaveText("27 km");
  });

  test("denied asks for the name of the town", async ({ finder, page }) => {
    // Playwright denies permissions that were not granted.
    await finder.open();
    await page.getByRole("button", { name: gps }).click();
    await expect(finder.problem).toHaveText("Lokasi tidak diizinkan. Ketik nama kota Anda.");
    await expect(finder.live).toHaveText("Lokasi tidak diizinkan. Ketik nama kota Anda.");
    await finder.chooseTown();
    await expect(finder.place).toHaveValue("Kota Kediri");
  });

  for (const [code, text] of [
    [3, "Lokasi belum ditemukan. Coba lagi atau ketik nama kota Anda."],
    [2, "Lokasi tidak tersedia di perangkat ini. Ketik nama kota Anda."],
  ] as const) {
    test(`that fails with code ${code} says what to do`, async ({ finder, page }) => {
      await page.addInitScript((failure) => {
        navigator.geolocation.getCurrentPosition = (_, failed) => failed?.({ code: failure } as GeolocationPositionError);
      }, code);
      await finder.open();
      await page.getByRole("button", { name: gps }).click();
      await expect(finder.problem).toHaveText(text);
    });
  }

  test("that the page around forbids has no button", async ({ finder, page }) => {
    await page.route("**/", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), "Permissions-Policy": "geolocation=()" } });
    });
    await finder.open();
    await expect(finder.place).toBeVisible();
    await expect(page.getByRole("button", { name: gps })).toHaveCount(0);
  });
});
