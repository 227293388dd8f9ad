// Days, instants and clocks in plain JavaScript: a day is a whole number of days since 1970.

const DAY = 86_400_000;

/** Caches a function of one text: a feed repeats a few dates and times over and over. */
function remembering(make) {
  const known = new Map();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) known.set(text, (value = make(text)));
    return value;
  };
}

export const dayOf = remembering((date) => Date.parse(date) / DAY);
export const dateOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);
/** 1 = Monday .. 7; 1970 began on a Thursday. */
export const weekday = (day) => ((((day + 3) % 7) + 7) % 7) + 1;
/** Milliseconds since 1970. */
export const instant = remembering((time) => Date.parse(time));

const formats = remembering((timeZone) => new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short", timeStyle: "short" }));

/** The day and the time of day in a zone. */
export function clock(now, timeZone) {
  const [date, time] = formats(timeZone).format(now).split(" ");
  return { today: dayOf(date), time };
}
