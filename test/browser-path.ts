import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** What the tests need to start Chromium here, as root too, without a GPU and without traffic of its own. */
export const browserArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * The browser for the tests: CHROME_PATH, else chromium or chrome on the PATH. Undefined where there is none yet
 * (`findBrowser` looks further).
 */
export function installedBrowser(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = environment.CHROME_PATH;
  if (named) return named;
  for (const folder of (environment.PATH ?? "").split(delimiter)) {
    const found = names.map((name) => join(folder, name)).find(executable);
    if (folder !== "" && found) return found;
  }
  return undefined;
}

/** The path of the browser. @throws Error where none is installed: the test command finds or installs one first */
export function browserPath(): string {
  const path = installedBrowser();
  if (!path) throw new Error("No browser: set CHROME_PATH, or run the tests by npm test, which finds or installs one.");
  return path;
}

/**
 * Finds a browser that starts, or gets one: CHROME_PATH, chromium or chrome on the PATH, the one in the npm package
 * @sparticuz/chromium, and as root on Debian the system's chromium package.
 * @throws Error naming the one command to run
 */
export async function findBrowser(say: (line: string) => void): Promise<string> {
  const installed = installedBrowser();
  if (installed) {
    if (await starts(installed)) return installed;
    if (process.env.CHROME_PATH) throw new Error(`CHROME_PATH names ${installed}, which does not start.`);
  }
  const packaged = await packagedBrowser();
  if (packaged && (await starts(packaged))) return packaged;
  if (process.getuid?.() === 0 && onPath("apt-get")) {
    say("Installing the system's chromium package for the browser tests…");
    const options = {
      stdio: ["ignore", "ignore", "inherit"] as ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    };
    spawnSync("apt-get", ["update", "-qq"], options);
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], options);
    const now = installedBrowser();
    if (now && (await starts(now))) return now;
  }
  throw new Error("The browser tests need Chromium. Install it (on Debian: sudo apt-get install chromium), or set CHROME_PATH to it.");
}

async function packagedBrowser(): Promise<string | undefined> {
  try {
    const { default: packaged } = await import("@sparticuz/chromium");
    return await packaged.executablePath();
  } catch {
    return undefined;
  }
}

/** Whether the browser runs at all here, as the tests start it (its libraries may be missing). */
async function starts(path: string): Promise<boolean> {
  try {
    const browser = await chromium.launch({ executablePath: path, args: browserArguments, timeout: 60_000 });
    try {
      await (await browser.newPage()).goto("about:blank");
      return true;
    } finally {
      await browser.close();
    }
  } catch {
    return false;
  }
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath(name: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => folder !== "" && executable(join(folder, name)));
}
