// Reads a feed from a file of this device, or from an address that the browser fetches itself. Out: its bytes, or a
// `Trouble` that describes the problem.

import type { Key } from "../text/words";

export interface Source {
  /** The name that people know: the file's name, or the address. */
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** The address of the published feed, against which its links resolve. */
  base?: string;
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
  const { name, size } = file;
  if (/\.(xlsx?|xlsm|ods|csv|tsv)$/i.test(name)) throw new Trouble("checker.trouble.spreadsheet", { name });
  if (size > MOST_BYTES) throw new Trouble("checker.trouble.size", { name, size: "256 MB" });
  try {
    return { name, bytes: new Uint8Array(await file.arrayBuffer()) };
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

export async function ofAddress(typed: string, signal: AbortSignal): Promise<Source> {
  const { href } = addressOf(typed);
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
  return { name: href, bytes, base: response.url };
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
