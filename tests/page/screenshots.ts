// Takes pictures of the main states in three widths, two themes and two languages:
// screenshots/WIDTH-THEME-LANGUAGE/STATE.png. The README's are from 360-light-id, copied to www/pictures by hand when
// their content changes.

import { FAILURES, test } from "./finder";
import { mainStates } from "./main-states";

const SIZES = [{ width: 360, height: 740 }, { width: 768, height: 1024 }, { width: 1280, height: 800 }] as const;

for (const lang of ["id", "en"] as const) {
  for (const { name, reach, fails } of mainStates) {
    test.describe(lang, () => {
      test.use({ viewport: SIZES[0], ...(fails && { allowed: FAILURES }) });

      test(name, async ({ finder, page }) => {
        await page.emulateMedia({ reducedMotion: "reduce" });
        await reach(finder, lang);
        for (const size of SIZES) {
          await page.setViewportSize(size);
          if (name === "calendar" || name === "map") await page.locator(".views").evaluate((views) => views.scrollIntoView());
          for (const colorScheme of ["light", "dark"] as const) {
            await page.emulateMedia({ colorScheme });
            await page.screenshot({ path: `screenshots/${size.width}-${colorScheme}-${lang}/${name}.png` });
          }
        }
      });
    });
  }
}
