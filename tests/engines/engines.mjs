// Finds the three browser engines and their drivers on this machine, and starts each without a window. As a command,
// fails if one is missing.

import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { argv, env, exit } from "node:process";
import { fileURLToPath } from "node:url";
import { launchOptions } from "../../tools/chromium.mjs";
import { Session } from "./webdriver.mjs";

/** The path of a program, if it is on the PATH. */
const program = (name) => (env.PATH ?? "").split(delimiter).map((folder) => join(folder, name)).find(existsSync);

const chromium = () => {
  try {
    return launchOptions();
  } catch {
    return undefined;
  }
};

/** WebKit's small browser is in a folder with the machine's architecture and the library's version in its name. */
function miniBrowser() {
  const libraries = "/usr/lib";
  const folders = existsSync(libraries) ? readdirSync(libraries).filter((name) => name.endsWith("-linux-gnu")) : [];
  const versions = folders.flatMap((folder) => readdirSync(join(libraries, folder)).filter((name) => name.startsWith("webkit2gtk-4")).map((name) => join(libraries, folder, name)));
  return versions.map((folder) => join(folder, "MiniBrowser")).find(existsSync);
}

/** Each engine: its required files, how to start its driver at a port, and its capabilities. */
const engines = {
  Chromium() {
    const [driver, options] = [program("chromedriver"), chromium()];
    return driver && options && {
      command: (port) => [driver, `--port=${port}`],
      capabilities: {
        browserName: "chrome",
        "goog:chromeOptions": { binary: options.executablePath, args: [...options.args, "--headless", "--no-sandbox", "--window-size=400,800"] },
      },
    };
  },
  Firefox() {
    const [driver, binary] = [program("geckodriver"), program("firefox-esr") ?? program("firefox")];
    return driver && binary && {
      command: (port) => [driver, "--port", String(port)],
      capabilities: { browserName: "firefox", "moz:firefoxOptions": { binary, args: ["-headless", "--width=400", "--height=800"] } },
    };
  },
  WebKit() {
    const [driver, binary, screen] = [program("WebKitWebDriver"), miniBrowser(), program("xvfb-run")];
    return driver && binary && (env.DISPLAY || screen) && {
      command: (port) => [...(env.DISPLAY ? [] : [screen, "-a"]), driver, `--port=${port}`],
      capabilities: { browserName: "MiniBrowser", "webkitgtk:browserOptions": { binary, args: ["--automation"] } },
    };
  },
};

const freePort = () =>
  new Promise((done, failed) => {
    const server = createServer().once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/** The engines on this machine, and the names of the missing ones. */
export function installed() {
  const found = Object.entries(engines).map(([name, look]) => ({ name, engine: look() }));
  return {
    here: found.filter(({ engine }) => engine),
    missing: found.filter(({ engine }) => !engine).map(({ name }) => name),
  };
}

/** Starts an engine; returns a session, and a function that ends it with its driver. */
export async function start({ command, capabilities }) {
  const port = await freePort();
  const [path, ...args] = command(port);
  // In a process group of its own, to end everything that the driver started.
  const driver = spawn(path, args, { stdio: "ignore", detached: true });
  const kill = () => {
    try {
      process.kill(-driver.pid);
    } catch {
      // It has already ended.
    }
  };
  try {
    const session = await Session.start(`http://127.0.0.1:${port}`, capabilities);
    return { session, stop: () => session.close().finally(kill) };
  } catch (error) {
    kill();
    throw error;
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) exit(installed().missing.length ? 1 : 0);
