// Shared helpers for tests of the publisher's page: feeds with findings known by hand, and shortcuts to the parts of the
// page.

import type { Locator, Page } from "@playwright/test";
import { SUNDAY_MORNING } from "./feeds";
import { expect, test as base } from "./finder";

type Json = Record<string, unknown>;

export const office = (id: string, lat: number, lon: number, open: unknown[], more: Json = {}): Json => ({
  id, name: `Kantor ${id}`, lat, lon, quota: [{ service: "regular", from: "2026-11-23", open }], ...more,
});

export const feedOf = (...offices: Json[]): string => JSON.stringify({
  format: "slot-feed", version: "1.0", generated_at: "2026-11-22T08:00:00+07:00", language: "id", time_zone: "Asia/Jakarta",
  publisher: { name: "Redaksi" }, booking: { web: "https://booking.example/" }, services: [{ id: "regular", name: "Paspor" }], offices,
}, null, 1);

export const good = feedOf(office("Kediri", -7.7552, 111.9498, [0, 3]), office("Blitar", -8.0624, 112.0704, [12]));

/** One error (-3 is no number of places), two warnings (a tag in a name, no position), one hint (a space too many). */
export const broken = feedOf(
  office("Kediri", -7.7552, 111.9498, [0, -3]),
  office("Blitar", -8.0624, 112.0704, [12], { name: "Kantor <b>Blitar</b>" }),
  { id: "madiun", name: "Kantor Madiun", quota: [{ service: "regular", from: "2026-11-23", open: [1] }] },
  office("Malang", -7.9314, 112.6498, [4], { name: "Kantor  Malang" }),
);

export const file = (content: string | Buffer, name = "kuota.json") => ({ name, mimeType: "application/json", buffer: Buffer.from(content) });

export class CheckerPage {
  constructor(readonly page: Page) {}

  async open(lang: "id" | "en" = "id", now = SUNDAY_MORNING): Promise<void> {
    await this.page.clock.setFixedTime(now);
    await this.page.goto(lang === "id" ? "./publish.html" : "./publish.html?lang=en");
    await expect(this.choose).toBeAttached();
  }

  /** Opens the page and checks a feed. */
  async check(feed: string | Buffer, lang: "id" | "en" = "id"): Promise<void> {
    await this.open(lang);
    await this.choose.setInputFiles(file(feed));
    await expect(this.verdict).toBeVisible();
  }

  async checkAddress(typed: string): Promise<void> {
    await this.address.fill(typed);
    await this.address.press("Enter");
  }

  get choose(): Locator { return this.page.getByLabel(/^(Pilih berkas|Choose a file)$/); }
  get address(): Locator { return this.page.getByLabel(/^(Atau alamat|Or the address)/); }
  get verdict(): Locator { return this.page.locator(".verdict"); }
  get trouble(): Locator { return this.page.locator("p.box.error"); }
  get status(): Locator { return this.page.locator("#status"); }
  get findings(): Locator { return this.page.locator(".finding"); }
  get rules(): Locator { return this.findings.getByRole("link"); }
  get preview(): Locator { return this.page.locator("slot-finder"); }
  get search(): Locator { return this.page.getByRole("searchbox"); }

  finding(rule: string): Locator {
    return this.findings.filter({ has: this.page.locator(`a[href="checks.html#${rule}"]`) });
  }
}

/** Like the finder's tests, and nothing may violate the page's policy. */
export const test = base.extend<{ checker: CheckerPage }>({
  checker: async ({ finder }, use) => {
    const broken: string[] = [];
    await finder.page.exposeFunction("noteViolation", (text: string) => void broken.push(text));
    await finder.page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
        (window as unknown as { noteViolation(text: string): void }).noteViolation(`${violatedDirective} ${blockedURI}`);
      });
    });
    await use(new CheckerPage(finder.page));
    expect(broken, "what broke the policy").toEqual([]);
  },
});
export { expect };
