// Serves a folder as a careful static host would: right types, compressed, revalidated, under a strict policy.
//
//     node tools/serve.mjs [FOLDER]       PORT=8080, or the next free one where PORT is not set
//
// Listens on loopback only. Reads nothing outside of the folder.

import { createHash } from "node:crypto";
import { readFile, realpath } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, relative, resolve, sep } from "node:path";
import { argv, env, exit } from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const host = "127.0.0.1";

/** The content security policy: allows what a page needs, and nothing else. */
const policy = ({ connect = "'self'", frame }) => [
  "default-src 'none'",
  ...(frame ? [`frame-src ${frame}`] : []),
  "script-src 'self' 'wasm-unsafe-eval'",
  `connect-src ${connect}`,
  "style-src 'self'",
  "img-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types slot-finder-sw",
].join("; ");

/** The publisher's page and the try-out page fetch feeds from their publishers' sites, and from this machine for local trials. */
const published = "'self' https: http://localhost:* http://127.0.0.1:*";
const generator = { connect: published, frame: "'self'" };
const more = { "check.html": { connect: published }, "publish.html": { connect: published }, "on-your-page.html": generator, "on-your-page.id.html": generator };

const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};
const alreadyCompressed = new Set([".png"]);

// Hosts use quality 5 for compression on the fly.
const brotli = (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
const encoders = { br: brotli, gzip: promisify(gzip) };
/** What was compressed as well as can be, by its ETag. */
const ahead = new Map();

/** Compresses once what stays as it is, as a host does that was given the compressed files; a feed is new each few minutes. */
async function compress(bytes, encoding, etag) {
  if (encoding !== "br" || !etag) return encoders[encoding](bytes);
  // Quality 11 is what Node does unless told otherwise.
  if (!ahead.has(etag)) ahead.set(etag, promisify(brotliCompress)(bytes));
  return ahead.get(etag);
}

/** The file for a request; nothing if it does not exist or is outside of the folder. */
async function fileFor(folder, url) {
  try {
    const path = decodeURIComponent(new URL(`http://${host}${url}`).pathname);
    const file = await realpath(resolve(folder, `.${path.endsWith("/") ? `${path}index.html` : path}`));
    return file.startsWith(folder + sep) ? { file, bytes: await readFile(file) } : undefined;
  } catch {
    return undefined;
  }
}

async function answer(folder, request, response, best) {
  if (request.method !== "GET" && request.method !== "HEAD") return response.writeHead(405, { Allow: "GET, HEAD" }).end();
  const found = await fileFor(folder, request.url);
  if (!found) return response.writeHead(404, { "Content-Type": types[".txt"] }).end("There is no such file.\n");

  const extension = extname(found.file);
  const accepted = (request.headers["accept-encoding"] ?? "").split(",").map((part) => part.split(";")[0].trim());
  const encoding = alreadyCompressed.has(extension) ? undefined : Object.keys(encoders).find((name) => accepted.includes(name));
  const etag = `"${createHash("sha256").update(found.bytes).digest("base64url").slice(0, 22)}${encoding ? `-${encoding}` : ""}"`;
  const headers = {
    // Public files allow any origin; frames without an origin and feeds on other sites need that header.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Date, ETag",
    "Cache-Control": "no-cache",
    "Content-Security-Policy": policy(more[relative(folder, found.file)] ?? {}),
    ETag: etag,
    Vary: "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
  };
  if (request.headers["if-none-match"] === etag) return response.writeHead(304, headers).end();

  const body = encoding ? await compress(found.bytes, encoding, best && relative(folder, found.file) !== "feed.json" && etag) : found.bytes;
  headers["Content-Type"] = types[extension] ?? "application/octet-stream";
  headers["Content-Length"] = body.length;
  if (encoding) headers["Content-Encoding"] = encoding;
  response.writeHead(200, headers).end(request.method === "HEAD" ? undefined : body);
}

const listen = (server, port) =>
  new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, host, () => {
      server.off("error", failed);
      done();
    });
  });

/**
 * Serves `folder` at `port`, or at any free port. Where `orNext` is set and the port is taken, tries those after it.
 * `now` gives the time that the answers carry as their `Date`, in place of the machine's. `best` compresses what is no feed as
 * well as can be, which takes a second once. The answer is the address, which ends with a slash, and a function that stops the server.
 *
 * @param {string} folder
 * @param {{ port?: number, orNext?: boolean, now?: () => string, best?: boolean }} [options]
 */
export async function serve(folder, { port = 0, orNext = false, now, best = false } = {}) {
  const root = await realpath(folder);
  const server = createServer((request, response) => {
    if (now) response.setHeader("Date", new Date(now()).toUTCString());
    answer(root, request, response, best).catch((error) => {
      console.error(error);
      response.destroy();
    });
  });
  for (;;) {
    try {
      await listen(server, port);
      break;
    } catch (error) {
      if (!orNext || error.code !== "EADDRINUSE" || port === 65_535) throw error;
      port += 1;
    }
  }
  return {
    url: `http://${host}:${server.address().port}/`,
    close: () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { url } = await serve(argv[2] ?? "www/dist", { port: Number(env.PORT || 8080), orNext: !env.PORT });
    console.log(url);
  } catch (error) {
    console.error(`serve: ${error.code === "EADDRINUSE" ? `port ${env.PORT} is taken; choose another one by PORT=` : error.message}`);
    exit(1);
  }
}
