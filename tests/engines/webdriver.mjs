// Drives a browser by plain WebDriver calls, as few as the smoke test needs. Errors carry WebDriver's own message.

import { setTimeout as pause } from "node:timers/promises";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** Calls `ask` until it returns something, and fails with the name of what it waited for. */
export async function until(what, ask, tries = 300) {
  for (let left = tries; left > 0; left--) {
    const found = await ask();
    if (found) return found;
    await pause(100);
  }
  throw new Error(`timed out waiting for ${what}`);
}

async function call(base, method, path, body) {
  const response = await fetch(`${base}${path}`, {
    method, ...(method === "POST" && { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body ?? {}) }),
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
  return value;
}

/** One window of one browser. */
export class Session {
  #base;

  constructor(base) {
    this.#base = base;
  }

  /** Waits until the driver at `address` listens, then starts its browser. */
  static async start(address, capabilities) {
    await until("the driver", () => fetch(`${address}/status`).then(({ ok }) => ok, () => false));
    const { sessionId } = await call(address, "POST", "/session", { capabilities: { alwaysMatch: capabilities } });
    return new Session(`${address}/session/${sessionId}`);
  }

  open(url) {
    return call(this.#base, "POST", "/url", { url });
  }

  /** Runs a function in the page. It sees only its arguments. */
  run(body, ...args) {
    return call(this.#base, "POST", "/execute/sync", { script: `return (${body}).apply(null, arguments);`, args });
  }

  /** The first element inside <slot-finder> whose selector and own text match; null if there is none. */
  find(selector, words = "") {
    return this.run((selector, words) => {
      const root = document.querySelector("slot-finder")?.shadowRoot;
      const found = [...(root?.querySelectorAll(selector) ?? [])];
      return found.find((element) => new RegExp(words).test(element.textContent) && element.getClientRects().length > 0) ?? null;
    }, selector, words);
  }

  async wait(selector, words = "") {
    return until(`${selector} ${words}`, () => this.find(selector, words));
  }

  async text(selector, words = "") {
    return this.run((element) => element.textContent, await this.wait(selector, words));
  }

  /** Clicks like a person: WebDriver scrolls the element into view and moves the pointer there. */
  async click(selector, words = "") {
    const element = await this.wait(selector, words);
    await this.run((element) => element.scrollIntoView({ block: "center" }), element);
    await call(this.#base, "POST", `/element/${element[ELEMENT]}/click`);
  }

  async type(selector, text) {
    const element = await this.wait(selector);
    await call(this.#base, "POST", `/element/${element[ELEMENT]}/value`, { text });
  }

  close() {
    return call(this.#base, "DELETE", "");
  }
}
