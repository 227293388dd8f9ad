// Tests the publisher's page with feeds: the command's rules in the browser, the widget beside them, and no upload.

import { readFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import AxeBuilder from "@axe-core/playwright";
import { broken, expect, feedOf, file, good, office, test } from "./checker";
import { FAILURES } from "./finder";

/** Runs a server on this machine during `use`; another port is another origin. */
async function served(listener: RequestListener, use: (origin: string) => Promise<void>): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
}

test("a good feed may be published, and the widget shows it", async ({ checker, page }) => {
  await checker.check(good);
  await expect(checker.verdict).toContainText("Bisa diterbitkan");
  await expect(checker.verdict).toContainText("Tidak ada yang perlu diperbaiki.");
  await expect(checker.status).toHaveText("Bisa diterbitkan: tidak ada yang perlu diperbaiki.");
  await expect(checker.findings).toHaveCount(0);
  await expect(page.locator("slot-finder #answer")).toHaveText("Ada kuota untuk 1 orang di 2 kantor");
});

test("a broken feed is not ready, and every finding says where, what, why and how to fix it", async ({ checker }) => {
  await checker.check(broken, "en");
  await expect(checker.verdict).toContainText("Not ready to publish");
  await expect(checker.status).toHaveText("Not ready to publish: 1 error, 2 warnings, 1 hint.");
  await expect(checker.rules).toHaveText(["Rule bad-cell", "Rule no-position", "Rule html-in-text", "Rule stray-spaces"]);
  const cell = checker.finding("bad-cell");
  await expect(cell.getByRole("heading")).toHaveText("The day's number is not allowed: -3.");
  await expect(cell).toContainText("Why it matters:");
  await expect(cell).toContainText("How to fix it:");
  // -3 comes after 10 lines of the envelope and 12 of the office: counted in the file.
  const line = broken.split("\n").findIndex((text) => text.includes("-3")) + 1;
  const column = (broken.split("\n")[line - 1] ?? "").indexOf("-3") + 1;
  await expect(cell.locator("li")).toHaveText(`Kantor Kediri/offices/0/quota/0/open/1line ${line}, column ${column}`);
});

test("what a feed contains is text to the page", async ({ checker, page }) => {
  await checker.check(broken);
  await expect(checker.finding("html-in-text").locator("li")).toContainText("Kantor <b>Blitar</b>");
  expect(await page.locator(".findings b", { hasText: /^Blitar$/ }).count()).toBe(0);
});

test("a link of each finding leads to the section of its rule", async ({ checker }) => {
  await checker.check(broken);
  const links = await checker.rules.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  expect(links).toEqual(["checks.html#bad-cell", "checks.html#no-position", "checks.html#html-in-text", "checks.html#stray-spaces"]);
});

test("places with one reason are one block, and more of them come when asked for", async ({ checker, page }) => {
  await checker.check(feedOf(office("Kediri", -7.7552, 111.9498, Array.from({ length: 60 }, () => -3))), "en");
  await expect(checker.findings).toHaveCount(1);
  await expect(checker.findings.getByRole("heading")).toHaveText("The day's number is not allowed: -3. and 59 more like it");
  await expect(checker.findings.locator("li")).toHaveCount(5);
  await page.getByRole("button", { name: "Show 50 more" }).click();
  await expect(checker.findings.locator("li")).toHaveCount(55);
  await page.getByRole("button", { name: "Show 5 more" }).click();
  await expect(checker.findings.locator("li")).toHaveCount(60);
});

test.describe("where the widget refuses the feed", () => {
  test.use({ allowed: FAILURES });

  test("a file that is not JSON shows where it breaks, and has no preview", async ({ checker, page }) => {
    await checker.check('{"format": "slot-feed",\n "offices": [}');
    await expect(checker.rules).toHaveText(["Aturan not-json"]);
    await expect(checker.findings.locator("li")).toContainText("baris 2, kolom 14");
    await expect(page.locator(".preview")).toContainText("Widget menolak data ini, jadi warga tidak melihat apa-apa.");
    await expect(checker.preview).toHaveCount(0);
  });

  test("rubbish is a finding too, and the next file is checked as if it were the first", async ({ checker, page }) => {
    await checker.check(Buffer.from([0xff, 0xfe, 0, 1, 2]));
    await expect(checker.rules).toHaveText(["Aturan not-utf8", "Aturan not-json"]);
    await checker.choose.setInputFiles(file(good));
    await expect(checker.status).toHaveText("Bisa diterbitkan: tidak ada yang perlu diperbaiki.");
    await expect(page.locator("slot-finder #answer")).toBeVisible();
  });
});

test("with 20,000 offices the page says first that it checks, and then lists no more than can be read", async ({ checker, page }) => {
  const offices = Array.from({ length: 20_000 }, (_, at) => office(`k${at}`, -7 - (at % 100) / 100, 111 + (at % 97) / 100, [1, -3]));
  await checker.open("en");
  await page.evaluate(() => {
    const painted: string[] = [];
    Object.assign(window, { painted });
    const look = (): void => {
      const text = document.querySelector(".busy")?.textContent;
      if (text && painted.at(-1) !== text) painted.push(text);
      requestAnimationFrame(look);
    };
    look();
  });
  await checker.choose.setInputFiles(file(feedOf(...offices)));
  await expect(checker.status).toHaveText(/^Not ready to publish: 20,000 errors/, { timeout: 60_000 });
  expect((await page.evaluate(() => (window as unknown as { painted: string[] }).painted)).at(-1)).toMatch(/^Checking kuota\.json \(/);
  await expect(checker.finding("bad-cell").locator("li")).toHaveCount(5);
  await checker.search.fill("k19999");
  await expect(checker.finding("bad-cell").locator("li")).toHaveText([/^Kantor k19999/]);
});

test("findings are filtered by how grave they are, and by office, rule and words", async ({ checker, page }) => {
  await checker.check(broken, "en");
  await page.getByLabel("2 warnings").uncheck();
  await expect(checker.rules).toHaveText(["Rule bad-cell", "Rule stray-spaces"]);
  await expect(checker.status).toHaveText("2 of 4 shown");
  await page.getByLabel("1 error").uncheck();
  await expect(checker.rules).toHaveText(["Rule stray-spaces"]);
  await page.getByLabel("2 warnings").check();
  await checker.search.fill("MADIUN");
  await expect(checker.rules).toHaveText(["Rule no-position"]);
  await checker.search.fill("html-in");
  await expect(checker.rules).toHaveText(["Rule html-in-text"]);
  await checker.search.fill("nowhere");
  await expect(page.getByText("No finding fits.")).toBeVisible();
  await expect(checker.verdict).toContainText("1 error");
});

test("the report is saved as JSON, in the shape that the command prints", async ({ checker, page }) => {
  await checker.check(broken, "en");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download as JSON" }).click()]);
  expect(download.suggestedFilename()).toBe("kuota-check.json");
  const { findings, ...rest } = JSON.parse(await readFile(await download.path(), "utf8")) as { findings: Record<string, unknown>[] };
  expect(rest).toEqual({ feed: "kuota.json", now: Date.parse("2026-11-22T08:12:00+07:00"), errors: 1, warnings: 2, hints: 1 });
  expect(findings.map(({ rule, pointer, officeId }) => [rule, pointer, officeId])).toEqual([
    ["bad-cell", "/offices/0/quota/0/open/1", "Kediri"],
    ["no-position", "/offices/2", "madiun"],
    ["html-in-text", "/offices/1/name", "Blitar"],
    ["stray-spaces", "/offices/3/name", "Malang"],
  ]);
});

test("the report is saved as a table that spreadsheets open as text", async ({ checker, page }) => {
  await checker.check(feedOf(office("Kediri", -7.7552, 111.9498, [-3], { name: '=HYPERLINK("x"), Kediri' })));
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Unduh sebagai tabel (CSV)" }).click()]);
  expect(download.suggestedFilename()).toBe("kuota-check.csv");
  const text = await readFile(await download.path(), "utf8");
  expect(text).toMatch(/^\ufeffjenis,aturan,kantor,id kantor,baris,kolom,penunjuk,apa yang salah,mengapa penting,cara memperbaiki\r\n/);
  expect(text).toContain(`\r\nkesalahan,bad-cell,"'=HYPERLINK(""x""), Kediri",Kediri,`);
});

test("a file dropped anywhere on the page is checked", async ({ checker, page }) => {
  await checker.open();
  const data = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], "jatuh.json"));
    return transfer;
  }, good);
  await page.locator("h1").dispatchEvent("dragover", { dataTransfer: data });
  await expect(page.locator(".dragging .drop")).toBeVisible();
  await page.locator("h1").dispatchEvent("drop", { dataTransfer: data });
  await expect(checker.verdict).toContainText("jatuh.json");
  await expect(page.locator(".dragging")).toHaveCount(0);
});

test("an address is fetched by the browser, and its links resolve against it", async ({ checker, page }) => {
  await checker.open("en");
  await served((_, response) => response.writeHead(200, { "Access-Control-Allow-Origin": "*", "Content-Type": "application/json" }).end(good), async (origin) => {
    await checker.checkAddress(`${origin}/kuota/feed.json`);
    await expect(checker.status).toHaveText("Publishable: nothing to fix.");
    await expect(checker.verdict).toContainText(`${origin}/kuota/feed.json`);
    await expect(page.locator("slot-finder #answer")).toHaveText("2 offices have places for 1 person");
  });
});

test.describe("an address that gives no feed", () => {
  test.use({ allowed: /Failed to load resource|net::ERR_|blocked by CORS policy/ });

  test("because the server forbids other sites to read it", async ({ checker }) => {
    await checker.open("en");
    await served((_, response) => response.end(good), async (origin) => {
      await checker.checkAddress(`${origin}/feed.json`);
      await expect(checker.trouble).toContainText("forbids pages of other sites to read it");
      await expect(checker.trouble).toContainText("Access-Control-Allow-Origin: *");
      await expect(checker.status).toHaveText(/forbids pages of other sites/);
    });
  });

  test("because there is nothing", async ({ checker }) => {
    await checker.open("en");
    await served((_, response) => response.writeHead(404, { "Access-Control-Allow-Origin": "*" }).end(), async (origin) => {
      await checker.checkAddress(`${origin}/feed.json`);
      await expect(checker.trouble).toContainText(`${origin}/feed.json answers with 404 in place of a feed.`);
    });
  });

  test("because no server answers", async ({ checker }) => {
    await checker.open("en");
    let gone = "";
    await served(() => undefined, async (origin) => void (gone = origin));
    await checker.checkAddress(`${gone}/feed.json`);
    await expect(checker.trouble).toContainText("does not answer");
    await expect(checker.address).toHaveValue(`${gone}/feed.json`);
  });
});

test("what is no address, or no https, is said before anything is asked", async ({ checker, page }) => {
  await checker.open("en");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await checker.checkAddress("http://feeds.example/feed.json");
  await expect(checker.trouble).toContainText("http://feeds.example/feed.json begins with http:");
  for (const typed of ["not an address", "ftp://feeds.example/feed.json", "javascript:alert(1)"]) {
    await checker.checkAddress(typed);
    await expect(checker.trouble).toContainText(`"${typed}" is not an address.`);
  }
  expect(asked.filter((url) => !/slot_checker_bg-\w{10}\.wasm$/.test(url))).toEqual([]);
});

test("nothing is uploaded, no other host is asked, nothing is stored, and the page says so", async ({ checker, page, baseURL }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.method()} ${request.url()}${request.postData() ?? ""}`));
  await checker.check(broken);
  await expect(page.locator("slot-finder #answer")).toBeVisible();
  await expect(page.getByText("tidak ada yang diunggah")).toBeVisible();
  expect(asked.filter((request) => !request.startsWith(`GET ${baseURL}`))).toEqual([]);
  expect(asked.filter((request) => request.includes("feed.json"))).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
});

test("only this page loads the checker", async ({ finder, page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await finder.open();
  expect(asked.filter((url) => /check|publish/.test(url))).toEqual([]);
});

test("the language is changed in place, with the findings", async ({ checker, page }) => {
  await checker.check(broken);
  await expect(checker.finding("bad-cell").getByRole("heading")).toHaveText("Angka hari ini tidak diizinkan: -3.");
  await page.getByRole("main").getByText("English").or(page.locator("body > #checker > header").getByText("English")).first().click();
  await expect(checker.finding("bad-cell").getByRole("heading")).toHaveText("The day's number is not allowed: -3.");
  await expect(page).toHaveTitle("Publish quota");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.locator("slot-finder #answer")).toHaveText(/offices have places for 1 person/);
  await expect.poll(() => new URL(page.url()).searchParams.get("lang")).toBe("en");
});

test("all of it can be done with the keyboard", async ({ checker, page }) => {
  await checker.open("en");
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("type") ?? document.activeElement?.textContent);
  const tabTo = async (wanted: string): Promise<void> => {
    for (let presses = 0; presses < 12 && (await focused()) !== wanted; presses++) await page.keyboard.press("Tab");
    expect(await focused()).toBe(wanted);
  };
  // Starts listening well before the key: a busy browser might otherwise be too late.
  const choosing = page.waitForEvent("filechooser");
  await tabTo("file");
  await page.keyboard.press("Enter");
  await (await choosing).setFiles(file(broken));
  await expect(checker.verdict).toBeVisible();
  expect(await focused()).toBe("file");
  await tabTo("checkbox");
  await page.keyboard.press("Space");
  await expect(checker.rules.first()).toHaveText("Rule no-position");
  await tabTo("search");
  await page.keyboard.type("blitar");
  await expect(checker.rules).toHaveText(["Rule html-in-text"]);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });
    for (const [what, feed] of [["a broken", broken], ["a good", good]] as const) {
      test(`axe has no objection to the page with ${what} feed`, async ({ checker, page }) => {
        await checker.check(feed);
        await expect(page.locator("slot-finder #answer")).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
      });
    }
  });
}

for (const width of [320, 360, 768, 1440]) {
  test(`nothing scrolls sideways at ${width} px`, async ({ checker, page }) => {
    await page.setViewportSize({ width, height: 740 });
    const long = "a".repeat(60);
    await checker.check(feedOf(office(long, -7.7552, 111.9498, [0, -3], { name: `<b>${long}${long}` })));
    await expect(checker.rules).toHaveText(["Aturan bad-cell", "Aturan html-in-text", "Aturan short-missing"]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}
