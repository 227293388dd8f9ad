// Links to an office in the visitor's own map. Sends no request before it is followed.

import type { OfficeInfo } from "../engine/engine";

/** The map app on Android and Apple devices, else a map in the browser; nothing for an office without a position or an address. */
export function mapLink({ name, address, lat, lon }: Pick<OfficeInfo, "name" | "address" | "lat" | "lon">, agent = navigator.userAgent): string | undefined {
  const at = lat !== undefined && lon !== undefined ? `${lat},${lon}` : undefined;
  const query = encodeURIComponent(address ? `${name.text}, ${address}` : name.text);
  if (!at && !address) return undefined;
  if (/android/i.test(agent)) return at ? `geo:${at}?q=${at}(${encodeURIComponent(name.text)})` : `geo:0,0?q=${query}`;
  if (/iphone|ipad|macintosh/i.test(agent)) return at ? `https://maps.apple.com/?ll=${at}&q=${encodeURIComponent(name.text)}` : `https://maps.apple.com/?q=${query}`;
  return at ? `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=16/${lat}/${lon}` : `https://www.openstreetmap.org/search?query=${query}`;
}
