// Reads a feed or a spreadsheet from files of this device, or from an address that the browser fetches itself. Out: the
// bytes, or a `Trouble` that describes the problem.

import type { Key } from "../text/words";

export interface Source {
  /** The name that people know: the file's name, or the address. */
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** The address of the published feed, against which its links resolve. */
  base?: string;
  /** When the file was saved, in ms since 1970, if known. */
  saved?: number;
}

/** A feed is JSON; everything else is taken for a spreadsheet if its name or its content says so. */
export function isSpreadsheet({ name, bytes }: Source): boolean {
  if (/\.(xlsx?|xlsm|ods|csv|tsv|toml)$/i.test(name)) return true;
  const [first, second] = bytes;
  return (first === 0x50 && second === 0x4b) || (first === 0xd0 && second === 0xcf);
}

/** Why there is nothing to check. */
export class Trouble extends Error {
  constructor(readonly key: Key, readonly values: Record<string, string | number> = {}) {
    super(key);
  }
}

/** Readers stop at 64 MiB. The checker reads on to find the remaining problems, but not enough to fill the memory. */
export const MOST_BYTES = 256 * 2 ** 20;

export async function ofFile(file: File): Promise<Source> {
  const { name, size, lastModified: saved } = file;
  if (size > MOST_BYTES) throw new Trouble("checker.trouble.size", { name, size: "256 MB" });
  try {
    return { name, bytes: new Uint8Array(await file.arrayBuffer()), saved };
  } catch {
    throw new Trouble("checker.trouble.file", { name });
  }
}

/** This machine, where publishers try things; browsers trust it without https too. */
const isHere = ({ hostname }: URL): boolean => hostname === "localhost" || hostname === "127.0.0.1";

/** People copy addresses with and without the scheme. */
function addressOf(typed: string): URL {
  const text = typed.trim();
  try {
    // Browsers would take a sentence for a host name.
    const url = new URL(/\s/.test(text) ? "" : /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`);
    if (url.protocol === "https:" || (url.protocol === "http:" && isHere(url))) return url;
    if (url.protocol === "http:") throw new Trouble("checker.trouble.http", { name: text });
  } catch (error) {
    if (error instanceof Trouble) throw error;
  }
  throw new Trouble("checker.trouble.address", { name: text });
}

/**
 * The address of a Google Sheet's data. A published page, `.../pubhtml`, has its data beside it; the address of the
 * editor is for people who are logged in.
 */
export function sheetOf(url: URL): URL {
  if (url.hostname !== "docs.google.com" || !url.pathname.startsWith("/spreadsheets/")) return url;
  if (!/\/pub(html)?$/.test(url.pathname)) throw new Trouble("checker.trouble.unpublished", { name: url.href });
  const data = new URL(url);
  data.pathname = data.pathname.replace(/\/pubhtml$/, "/pub");
  if (!data.searchParams.has("output")) data.searchParams.set("output", "csv");
  data.searchParams.delete("widget");
  data.searchParams.delete("headers");
  return data;
}

/** The name of what an address gives: a table by its type, since a published sheet's address has no file name. */
function nameOf(href: string, type: string): string {
  if (!/^text\/(csv|tab-separated-values)\b/.test(type)) return href;
  const file = new URL(href).pathname.split("/").pop() ?? "";
  return /\.(csv|tsv)$/i.test(file) ? file : "sheet.csv";
}

export async function ofAddress(typed: string, signal: AbortSignal): Promise<Source> {
  const { href } = sheetOf(addressOf(typed));
  const options: RequestInit = { signal, credentials: "omit", referrerPolicy: "no-referrer", cache: "no-cache" };
  const response = await fetch(href, options).catch(async () => {
    // Browsers do not say why. A server that answers without CORS is there, but forbids reading.
    const answers = await fetch(href, { ...options, mode: "no-cors" }).then(() => true, () => false);
    throw new Trouble(answers ? "checker.trouble.cors" : "checker.trouble.down", { name: href });
  });
  if (!response.ok) throw new Trouble("checker.trouble.status", { name: href, status: String(response.status) });
  const bytes = await readBody(response).catch((error: unknown) => {
    throw error instanceof Trouble ? error : new Trouble("checker.trouble.down", { name: href });
  });
  const type = response.headers.get("Content-Type") ?? "";
  if (/^text\/html\b/.test(type)) throw new Trouble("checker.trouble.page", { name: href });
  const saved = Date.parse(response.headers.get("Last-Modified") ?? "");
  return { name: nameOf(href, type), bytes, base: response.url, ...(Number.isFinite(saved) && { saved }) };
}

/** The whole answer, unless it never ends. */
async function readBody(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    parts.push(part.value);
    length += part.value.length;
    if (length > MOST_BYTES) {
      await reader?.cancel();
      throw new Trouble("checker.trouble.size", { name: response.url, size: "256 MB" });
    }
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
