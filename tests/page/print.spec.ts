import { expect, test } from "./finder";

test("on paper five offices fit one page, with the question and the date of the data, without buttons", async ({ finder, page }) => {
  await finder.open();
  await finder.askForThree();
  await finder.hasAsked("Kota Kediri", 3);
  await page.emulateMedia({ media: "print" });
  await expect(finder.rows).toHaveCount(5);
  await finder.hasAsked("Kota Kediri", 3);
  await expect(finder.place).toBeVisible();
  await expect(page.locator(".printed")).toContainText("22 Nov");
  await expect(page.locator(".printed")).toContainText("08.00 WIB");
  await expect(page.getByText("Dicek 12 menit lalu")).toBeHidden();
  for (const button of [finder.book, finder.filter, finder.views, page.getByRole("button", { name: "English" })]) await expect(button).toBeHidden();
  await expect(page.locator("footer")).toContainText("Kantor Contoh");
  const pdf = (await page.pdf({ format: "A4", margin: { top: "10mm", bottom: "10mm", left: "10mm", right: "10mm" } })).toString("latin1");
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});
