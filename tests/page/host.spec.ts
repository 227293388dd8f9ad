import { readdirSync, readFileSync } from "node:fs";
import { expect, FAILURES, stored, test } from "./finder";
import { blitar, feed, sundayMorning } from "./feeds";

const errors = (): void => {
  const told: string[] = [];
  Object.assign(window, { told });
  document.addEventListener("slot-finder-error", (event) => told.push((event as Event & { message: string }).message));
};

test("an element runs under the strict policy, with Trusted Types and no policy of its own", async ({ finder, page }) => {
  await page.addInitScript(() => {
    Object.assign(window, { broken: 0 });
    document.addEventListener("securitypolicyviolation", () => (window as unknown as { broken: number }).broken++);
  });
  const response = page.waitForResponse("**/host.html");
  await finder.open({ element: { attributes: 'src="feed.json" places="places.json" lang="id" storage="ask"' } });
  expect((await response).headers()["content-security-policy"]?.split("; ").sort()).toEqual([
    "connect-src 'self'", "default-src 'none'", "require-trusted-types-for 'script'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "trusted-types 'none'",
  ]);
  await finder.askForThree();
  await finder.remember.check();
  await finder.book.first().click();
  await expect(finder.dialog).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { broken: number }).broken)).toBe(0);
});

test("the sources set no markup, no style attribute and start no worker", () => {
  const root = new URL("../../www/", import.meta.url);
  const files = (readdirSync(new URL("src", root), { recursive: true }) as string[]).filter((name) => /\.tsx?$/.test(name)).map((name) => `src/${name}`);
  for (const name of [...files, "page.js", "page-worker.js", "index.html"]) {
    const source = readFileSync(new URL(name, root), "utf8");
    // A style object goes through the CSSOM, which the policy allows.
    expect(source.match(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\bstyle=(?!\{\{)|new (Shared)?Worker|eval\(/g), name).toBeNull();
  }
});

test("every file is fetched once", async ({ finder, page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await finder.open();
  await finder.askForThree();
  await finder.book.first().click();
  await expect(finder.dialog).toBeVisible();
  // The browser requests the icon again each time the address changes.
  asked.splice(0, asked.length, ...asked.filter((path) => path !== "/icon.svg"));
  expect(asked.filter((path, index) => asked.indexOf(path) !== index)).toEqual([]);
});

test("nothing is stored, and no other host is asked", async ({ finder, page, baseURL }) => {
  const others: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(baseURL ?? "")) others.push(request.url());
  });
  await finder.open();
  await finder.askForThree();
  await finder.book.first().click();
  expect(others).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
  expect(await stored(page)).toEqual([]);
});

test("the position does not leave the page", async ({ finder, page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url() + (request.postData() ?? "")));
  await page.context().grantPermissions(["geolocation"]);
  await page.context().setGeolocation({ latitude: -7.8233, longitude: 112.0156 });
  await finder.open();
  await page.getByRole("button", { name: "Pakai lokasi saya" }).click();
  await expect(finder.place).toHaveValue("Lokasi Anda");
  await finder.book.first().click();
  expect(asked.filter((text) => /7\.82|112\.01/.test(text))).toEqual([]);
  expect(page.url()).not.toMatch(/7\.82|112\.01/);
});

test("attributes ask the question for the visitor", async ({ finder }) => {
  const attributes = 'src="feed.json" places="places.json" lang="en" near="-7.8233,112.0156" place="Kota Kediri" within-km="50" party="3" sort="nearest" limit="2" services="regular" region="ID-JI" kinds="kanim"';
  await finder.open({ element: { attributes } });
  await finder.hasAsked("Kota Kediri", 3);
  // Trenggalek is no kanim, Malang and Surabaya lie beyond 50 km.
  await expect(finder.names).toHaveText(["Blitar", "Madiun"]);
  await expect(finder.sort).toHaveValue("nearest");
});

test("an attribute that changes asks again", async ({ finder }) => {
  await finder.open({ element: { attributes: 'src="feed.json" lang="id"' } });
  await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 5 kantor");
  await finder.element.evaluate((element) => element.setAttribute("kinds", "mpp"));
  await expect(finder.names).toHaveText(["Trenggalek"]);
});

test("a place given later is asked from, and what was chosen otherwise stays", async ({ finder }) => {
  await finder.open({ element: { attributes: 'src="feed.json" lang="id"' } });
  await finder.people.selectOption("2");
  await finder.element.evaluate((element) => {
    element.setAttribute("near", "-7.8233,112.0156");
    element.setAttribute("place", "Kota Kediri");
  });
  // Without a gazetteer there is nothing to type into.
  await expect(finder.page.locator(".chosen")).toHaveText("Kota Kediri");
  await expect(finder.people).toHaveValue("2");
  await expect(finder.row("Blitar")).toContainText("27 km");
});

test("without a language of its own the element speaks that of the page", async ({ finder }) => {
  await finder.open({ element: { attributes: 'src="feed.json"' }, page: "en-AU" });
  await expect(finder.answer).toHaveText("5 offices have places for 1 person");
});

test.describe("bad attributes", () => {
  test.use({ allowed: FAILURES });
  const bad = [
    ["party", "0", "expected a whole number from 1 to 1000"],
    ["limit", "many", "expected a whole number from 1 to 1000"],
    ["within-km", "-1", "expected a number from 0 to 40100"],
    ["sort", "cheapest", "expected one of best, nearest, soonest, most_open"],
    ["sort", "nearest", "needs the attribute near"],
    ["services", "a b!", "expected ids of the feed with spaces between"],
  ] as const;

  // An answer for the whole feed, or from nowhere, would look right and be wrong.
  for (const [attributes, said, reported] of [
    ['region="Jawa Timur"', 'region="Jawa Timur" bukan id wilayah dalam data ini, jadi tidak ada yang ditampilkan. Yang ada: ID-JI (Jawa Timur).', "expected an id of the feed"],
    ['region="ID-XX"', 'region="ID-XX" bukan id wilayah dalam data ini, jadi tidak ada yang ditampilkan. Yang ada: ID-JI (Jawa Timur).', ""],
    ['near="Kediri"', 'near="Kediri" bukan posisi, jadi tidak ada yang ditampilkan.', "expected a latitude and a longitude"],
    ['near="95,112"', 'near="95,112" bukan posisi, jadi tidak ada yang ditampilkan.', "expected a latitude and a longitude"],
  ] as const) {
    test(`${attributes} is an error on the page for the editor, and nothing is listed`, async ({ finder, page }) => {
      await page.addInitScript(errors);
      await finder.start({ element: { attributes: `src="feed.json" lang="id" ${attributes}` } });
      await expect(page.getByRole("alert")).toContainText("Untuk pengelola halaman ini");
      await expect(page.getByRole("alert")).toContainText(said);
      await expect(finder.rows).toHaveCount(0);
      const told = await page.evaluate(() => (window as unknown as { told: string[] }).told);
      expect(told.filter((text) => reported && text.includes(reported))).toHaveLength(reported ? 1 : 0);
      // Put right, the answer is there.
      await finder.element.evaluate((element) => {
        element.removeAttribute("near");
        element.setAttribute("region", "ID-JI");
      });
      await expect(finder.rows).toHaveCount(5);
      await expect(page.getByRole("alert")).toHaveCount(0);
    });
  }

  test("are reported by name, value and what was expected, and count as absent", async ({ finder, page }) => {
    await page.addInitScript(errors);
    await finder.open({ element: { attributes: 'src="feed.json" lang="id"' } });
    for (const [name, value, expected] of bad) {
      await finder.element.evaluate((element, [attribute, text]) => element.setAttribute(attribute, text), [name, value] as const);
      await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 5 kantor");
      const told = await page.evaluate(() => (window as unknown as { told: string[] }).told.splice(0));
      expect(told).toEqual([`${name}="${value}": ${expected}`]);
      await finder.element.evaluate((element, attribute) => element.removeAttribute(attribute), name);
    }
  });
});

test.describe("without the address of a feed", () => {
  test.use({ allowed: FAILURES });
  test("the error says what is missing", async ({ finder, page }) => {
    await page.addInitScript(errors);
    await finder.start({ element: { attributes: 'lang="id"' } });
    await expect(page.getByRole("heading", { name: "Data tidak bisa diambil. Coba lagi." })).toBeVisible();
    const told = await page.evaluate(() => (window as unknown as { told: string[] }).told);
    expect(told).toEqual(["the attribute src, the address of a feed, is missing"]);
  });
});

test("the page around gets events", async ({ finder, page }) => {
  await page.addInitScript(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    for (const type of ["ready", "results", "select"]) {
      document.addEventListener(`slot-finder-${type}`, (event) => {
        const { info, ranking, offer } = event as Event & { info?: { sample: boolean }; ranking?: { offices: number }; offer?: { officeId: string } };
        told.push(`${type} ${info?.sample ?? ranking?.offices ?? offer?.officeId}`);
      });
    }
  });
  await finder.open();
  await finder.askForThree();
  await finder.book.first().click();
  await expect(finder.dialog).toBeVisible();
  const told = await page.evaluate(() => (window as unknown as { told: string[] }).told);
  expect(told.slice(0, 2)).toEqual(["results 5", "ready false"]);
  expect(told.at(-1)).toBe("select kanim-blitar");
});

test("an element that is removed lets go, and works again when it comes back", async ({ finder, page }) => {
  await finder.open({ element: { attributes: 'src="feed.json" lang="id"' } });
  await page.evaluate(() => {
    const element = document.querySelector("slot-finder");
    const parent = element?.parentElement;
    element?.remove();
    if (element) parent?.append(element);
  });
  await expect(finder.rows).toHaveCount(5);
  await expect(finder.live).toHaveCount(1);
});

test("the answer to an earlier address is dropped", async ({ finder, page }) => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/slow.json", async (route) => {
    await held;
    await route.fulfill({ contentType: "application/json", body: JSON.stringify(sundayMorning({ sample: true })) });
  });
  await finder.start({ element: { attributes: 'src="slow.json" lang="id"' } });
  await finder.element.evaluate((element) => element.setAttribute("src", "feed.json"));
  await expect(finder.rows).toHaveCount(5);
  release();
  await expect(page.locator(".sample")).toHaveCount(0);
  await expect(finder.rows).toHaveCount(5);
});

test.describe("without src", () => {
  // Until the feed is set there is none.
  test.use({ allowed: /the attribute src/ });

  test("a page gives the feed itself as bytes or as an object, and nothing is fetched for it", async ({ finder, page }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await finder.start({ element: { attributes: 'lang="id" view="list"' } });
    const give = (given: unknown, how: "object" | "bytes"): Promise<void> =>
      finder.element.evaluate((element, [feed, as]) => {
        Object.assign(element, { feed: as === "object" ? feed : new TextEncoder().encode(JSON.stringify(feed)) });
      }, [given, how] as const);
    await give(sundayMorning(), "object");
    await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 5 kantor");
    await give(feed([blitar]), "bytes");
    await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 1 kantor");
    expect(asked.filter((url) => url.includes("feed"))).toEqual([]);
  });
});
