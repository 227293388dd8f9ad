// Serves the site while the tests run, at a free port, and tells the workers where: SITE is the base address.

import { serve } from "../../tools/serve.mjs";

export default async function serveSite(): Promise<() => Promise<void>> {
  const { url, close } = await serve("www/dist");
  process.env["SITE"] = url;
  return close;
}
