// Links to book, with the best one for this channel and device first, each with its host. If the page's author
// restricts the trusted origins, an address elsewhere becomes text.

import type { Booking } from "../engine/engine";
import { ExternalLink } from "../parts/text";
import { hostOf } from "../text/links";
import type { Key, Words } from "../text/words";

type Door = "web" | "android" | "ios";

function doorsFor(channel: string): Door[] {
  const stores: Door[] = /iphone|ipad/i.test(navigator.userAgent) ? ["ios", "android"] : ["android", "ios"];
  return channel === "web" ? ["web", ...stores] : [...stores, "web"];
}

interface Doors {
  words: Words;
  booking: Booking;
  channel: string;
  origins: readonly string[] | undefined;
}

export function BookingLinks({ words, booking, channel, origins }: Doors) {
  const all = doorsFor(channel).flatMap((door) => (booking[door] ? [{ key: `book.${door}` as Key, url: booking[door] }] : []));
  const isTrusted = ({ url }: { url: string }): boolean => !origins || origins.includes(new URL(url).origin);
  const doors = all.filter(isTrusted);
  const { phone } = booking;
  const call = phone && (channel === "phone" || !doors.length);
  const [first, ...others] = call ? [undefined, ...doors] : doors;
  const label = ({ key, url }: { key: Key; url: string }) => <>{words.t(key)} <small>{hostOf(url)}</small></>;
  return (
    <>
      {call && <p class="door"><a class="button primary" href={`tel:${phone}`}>{words.t("book.phone", { phone })}</a></p>}
      {first && <p class="door"><ExternalLink class="button primary" href={first.url}>{label(first)}</ExternalLink></p>}
      {others.length > 0 && (
        <ul class="doors">
          {others.map((door) => door && <li key={door.key}><ExternalLink class="button" href={door.url}>{label(door)}</ExternalLink></li>)}
        </ul>
      )}
      {all.filter((door) => !isTrusted(door)).map(({ key, url }) => <p key={key} class="plainly">{words.t(key)}: <bdi>{url}</bdi></p>)}
    </>
  );
}
