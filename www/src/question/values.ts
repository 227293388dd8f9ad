// Parses single values in attributes and addresses. Each parser names what it expects, for reports.

export interface ValueType<T> {
  expected: string;
  /** The value, or undefined if it has another type. */
  read(value: string): T | undefined;
}

const ID = /^[A-Za-z0-9._:~-]{1,64}$/;

export const text: ValueType<string> = { expected: "a text", read: (value) => value.trim() || undefined };

export const url: ValueType<string> = {
  expected: "a URL",
  read: (value) => {
    try {
      return new URL(value, document.baseURI).href;
    } catch {
      return undefined;
    }
  },
};

export const id: ValueType<string> = { expected: "an id of the feed", read: (value) => (ID.test(value) ? value : undefined) };

export const ids: ValueType<readonly string[]> = {
  expected: "ids of the feed with spaces between",
  read: (value) => {
    const list = value.split(/[\s,]+/).filter(Boolean);
    return list.every((item) => ID.test(item)) ? list : undefined;
  },
};

export const number = (least: number, most: number, integer: boolean): ValueType<number> => ({
  expected: `a ${integer ? "whole " : ""}number from ${least} to ${most}`,
  read: (value) => {
    const read = value.trim() === "" ? NaN : Number(value);
    return read >= least && read <= most && (!integer || Number.isInteger(read)) ? read : undefined;
  },
});

export const oneOf = <T extends string>(values: readonly T[]): ValueType<T> => ({
  expected: `one of ${values.join(", ")}`,
  read: (value) => values.find((known) => known === value),
});

export const position: ValueType<{ lat: number; lon: number }> = {
  expected: 'a latitude and a longitude, as in "-7.82,112.01"',
  read: (value) => {
    const [lat, lon, more] = value.split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
    if (lat === undefined || lon === undefined || more !== undefined) return undefined;
    return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : undefined;
  },
};

export const date: ValueType<string> = {
  expected: 'a date, as in "2026-11-26"',
  read: (value) => {
    const at = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(`${value}T00:00Z`) : NaN;
    // Some engines read 31 November as 1 December.
    return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value) ? value : undefined;
  },
};

export const hour: ValueType<string> = {
  expected: 'a time, as in "08:00"',
  read: (value) => (/^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? value : undefined),
};

export const weekdays: ValueType<readonly number[]> = {
  expected: "days of the week from 1, Monday, to 7",
  read: (value) => {
    const days = [...new Set(value.split(",").filter(Boolean).map(Number))].sort();
    return days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7) ? days : undefined;
  },
};

/** How the address of the page holds the question: with each parameter's name after `prefix`. Frameworks write "true". */
export const addressSync: ValueType<{ prefix: string }> = {
  expected: 'nothing, or a prefix of parameters that ends with "-", "_" or ".", as in "sf-"',
  read: (value) => {
    if (["", "true", "sync-url"].includes(value)) return { prefix: "" };
    return /^[A-Za-z][\w.-]{0,30}[-_.]$/.test(value) ? { prefix: value } : undefined;
  },
};

export const origins: ValueType<readonly string[]> = {
  expected: 'https origins with spaces between, as in "https://booking.example"',
  read: (value) => {
    const list = value.split(/\s+/).filter(Boolean);
    return list.every((one) => one.startsWith("https://") && url.read(one) === `${one}/`) ? list : undefined;
  },
};
