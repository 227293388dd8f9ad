// Zones by the browser's `Intl`.

/** One formatter a zone, made when it is first needed: making one takes longer than a thousand uses. */
const formats = new Map();

function formatter(timeZone) {
  const n = "numeric";
  const parts = { year: n, month: n, day: n, hour: n, minute: n, second: n };
  return new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", { timeZone, hourCycle: "h23", ...parts });
}

/**
 * Date and time of an instant, in ms since 1970, in a zone, as one number: year, month and day with two digits each for
 * the latter, then the seconds since midnight with six. NaN if the zone or the instant is unknown.
 */
export function localTime(zone, instant) {
  try {
    if (!formats.has(zone)) formats.set(zone, formatter(zone));
    // `en-US` writes 11/22/2026, 08:00:00. Only the order of the six numbers matters.
    const [month, day, year, hour, minute, second] = formats.get(zone).format(instant).match(/\d+/g);
    return year * 1e10 + month * 1e8 + day * 1e6 + hour * 3600 + minute * 60 + +second;
  } catch {
    return NaN;
  }
}
