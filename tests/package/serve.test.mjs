// Tests the server for the site: what it sends, and what it must not send.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { serve } from "../../tools/serve.mjs";

const page = `<!doctype html><title>A page</title>${"<p>words</p>".repeat(100)}`;
const scratch = mkdtempSync(join(tmpdir(), "slot-finder-serve-"));
let site;

before(async () => {
  mkdirSync(join(scratch, "site/inner"), { recursive: true });
  for (const [name, text] of [
    ["secret.txt", "secret"],
    ["site-b.txt", "secret"],
    ["site/index.html", page],
    ["site/inner/index.html", page],
    ["site/check.html", page],
    ["site/publish.html", page],
    ["site/inner/check.html", page],
    ["site/on-your-page.html", page],
    ["site/on-your-page.id.html", page],
    ["site/a.wasm", "wasm"],
    ["site/a.js", "js"],
    ["site/a.json", "{}"],
    ["site/a.css", "css"],
    ["site/a.svg", "<svg/>"],
    ["site/a.unheard", "?"],
  ]) {
    writeFileSync(join(scratch, name), text);
  }
  symlinkSync("../secret.txt", join(scratch, "site/link.txt"));
  site = await serve(join(scratch, "site"));
});
after(async () => {
  await site.close();
  rmSync(scratch, { recursive: true });
});

/** A request with its path sent unchanged, unlike that of `fetch`. */
const get = (path, { method = "GET", headers = {} } = {}) =>
  new Promise((done, failed) => {
    const { hostname, port } = new URL(site.url);
    request({ hostname, port, path, method, headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
    })
      .on("error", failed)
      .end();
  });

test("a folder is its index page", async () => {
  for (const path of ["/", "/inner/", "/index.html?query=1"]) {
    const { status, headers, body } = await get(path);
    assert.equal(status, 200, path);
    assert.equal(headers["content-type"], "text/html; charset=utf-8");
    assert.equal(body.toString(), page);
  }
});

test("every kind of file has its type", async () => {
  for (const [name, type] of [
    ["a.wasm", "application/wasm"],
    ["a.js", "text/javascript; charset=utf-8"],
    ["a.json", "application/json; charset=utf-8"],
    ["a.css", "text/css; charset=utf-8"],
    ["a.svg", "image/svg+xml"],
    ["a.unheard", "application/octet-stream"],
  ]) {
    const { headers } = await get(`/${name}`);
    assert.equal(headers["content-type"], type, name);
    assert.equal(headers["x-content-type-options"], "nosniff");
  }
});

test("the policy lets in what the page needs, and nothing else", async () => {
  const { headers } = await get("/");
  const policy = headers["content-security-policy"].split("; ").sort();
  assert.deepEqual(policy, [
    "connect-src 'self'",
    "default-src 'none'",
    "img-src 'self'",
    "manifest-src 'self'",
    "require-trusted-types-for 'script'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "trusted-types slot-finder-sw",
    "worker-src 'self'",
  ]);
});

test("the publisher's page and the generator may fetch feeds from elsewhere, the latter may show the frame, and no other page", async () => {
  const policyOf = async (path) => (await get(path)).headers["content-security-policy"];
  const usual = await policyOf("/");
  const open = usual.replace("connect-src 'self'", "connect-src 'self' https: http://localhost:* http://127.0.0.1:*");
  assert.equal(await policyOf("/publish.html"), open);
  assert.equal(await policyOf("/check.html"), open);
  assert.equal(await policyOf("/on-your-page.html"), open.replace("default-src 'none'", "default-src 'none'; frame-src 'self'"));
  assert.equal(await policyOf("/on-your-page.id.html"), open.replace("default-src 'none'", "default-src 'none'; frame-src 'self'"));
  assert.equal(await policyOf("/inner/check.html"), usual);
});

test("what is sent is compressed as the browser can read it", async () => {
  const brotli = await get("/", { headers: { "Accept-Encoding": "gzip, deflate, br;q=1.0" } });
  assert.equal(brotli.headers["content-encoding"], "br");
  assert.equal(brotliDecompressSync(brotli.body).toString(), page);
  assert.ok(brotli.body.length < page.length / 2);
  const gzip = await get("/", { headers: { "Accept-Encoding": "gzip" } });
  assert.equal(gzip.headers["content-encoding"], "gzip");
  assert.equal(gunzipSync(gzip.body).toString(), page);
});

test("what has not changed is not sent again", async () => {
  const { headers } = await get("/");
  const again = await get("/", { headers: { "If-None-Match": headers.etag } });
  assert.equal(again.status, 304);
  assert.equal(again.body.length, 0);
  writeFileSync(join(scratch, "site/index.html"), `${page}<p>new`);
  const changed = await get("/", { headers: { "If-None-Match": headers.etag } });
  writeFileSync(join(scratch, "site/index.html"), page);
  assert.equal(changed.status, 200);
});

test("nothing outside of the folder can be read", async () => {
  for (const path of [
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/inner/../../secret.txt",
    "/../site-b.txt",
    "//secret.txt",
    "/link.txt",
    "/%00",
    "/%zz",
    "/missing.txt",
    "/inner",
  ]) {
    const { status, body } = await get(path);
    assert.equal(status, 404, path);
    assert.ok(!body.includes("secret"), path);
  }
});

test("it can only be read", async () => {
  assert.equal((await get("/", { method: "POST" })).status, 405);
  const head = await get("/", { method: "HEAD" });
  assert.equal(head.status, 200);
  assert.equal(head.body.length, 0);
  assert.equal(Number(head.headers["content-length"]), page.length);
});

test("where a port is taken it moves on only if it may", async () => {
  const port = Number(new URL(site.url).port);
  await assert.rejects(serve(scratch, { port }), { code: "EADDRINUSE" });
  const next = await serve(scratch, { port, orNext: true });
  await next.close();
  assert.ok(Number(new URL(next.url).port) > port);
});

test("anybody may read what it serves, and its clock", async () => {
  const { headers } = await get("/a.json");
  assert.equal(headers["access-control-allow-origin"], "*");
  assert.equal(headers["access-control-expose-headers"], "Date, ETag");
});

test("its answers carry another time where it is given one", async () => {
  const { url, close } = await serve(join(scratch, "site"), { now: () => "2026-11-22T08:12:00+07:00" });
  try {
    for (const [path, status] of [["", 200], ["a.json", 200], ["none.txt", 404]]) {
      const response = await fetch(`${url}${path}`);
      assert.equal(response.status, status);
      assert.equal(response.headers.get("date"), "Sun, 22 Nov 2026 01:12:00 GMT", path);
    }
  } finally {
    await close();
  }
});
