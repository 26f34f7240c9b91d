import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ServerType, serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { browserArguments, browserPath } from "../browser-path.ts";
import { writeDemo } from "../synthetic/demo/write.ts";

const folder = mkdtempSync(join(tmpdir(), "demo-"));
let server: ServerType;
let browser: Browser;

beforeAll(async () => {
  await writeDemo(folder, 4);
  const built = fileURLToPath(new URL("../../task-presenter/dist/", import.meta.url));
  for (const file of ["strike-tracker.js", "strike-tracker.ar.json"]) copyFileSync(join(built, file), join(folder, file));
  const host = new Hono().use(
    "/of/any/name/*",
    serveStatic({ root: folder, rewriteRequestPath: (path) => path.replace("/of/any/name", "") }),
  );
  server = await new Promise<ServerType>((listening) => {
    const made = serve({ fetch: host.fetch, port: 0, hostname: "127.0.0.1" }, () => listening(made));
  });
  browser = await chromium.launch({ executablePath: browserPath(), args: browserArguments });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const kept = (page: Page) => page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("strike-tracker")));

it("from a folder of a host that only serves files: everything works, and answers stay on the device until it is cleared", async () => {
  const page = await (await browser.newContext({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true })).newPage();
  const requests: string[] = [];
  page.on("request", (request) => void requests.push(`${request.method()} ${new URL(request.url()).pathname}`));
  page.on("pageerror", (error) => void requests.push(`ERROR ${error.message}`));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/of/any/name/demo.html`;
  await page.goto(address);
  await page.getByRole("button", { name: "Start" }).tap();
  for (let screen = 0; screen < 3; screen += 1) await page.getByRole("button", { name: "Next" }).tap();
  await page.getByRole("button", { name: "Start" }).tap();
  await page.getByRole("heading", { name: "Practice 1 of" }).waitFor();
  await page.getByRole("button", { name: "Still standing" }).tap();
  await page.getByRole("button", { name: "Send" }).tap();
  await page.getByText("Something else is known.").waitFor();
  await page.getByRole("button", { name: "More" }).tap();
  await page.getByRole("button", { name: "Leave practice" }).tap();

  await page.getByRole("button", { name: "Still standing" }).waitFor();
  await page.getByRole("button", { name: "What counts as destroyed" }).tap();
  await expect
    .poll(() => page.locator("dialog img").evaluateAll((pictures) => pictures.every((one) => (one as HTMLImageElement).naturalWidth > 0)))
    .toBe(true);
  await page.locator("dialog").getByRole("button", { name: "Close" }).tap();
  await page.getByRole("button", { name: "Still standing" }).tap();
  await page.getByRole("button", { name: "Send" }).tap();
  // Under three seconds, as here, asks for another look instead.
  await page.getByText(/^(Saved on this device|That was quick)/).waitFor();

  // A reload sends what is held.
  await page.goto(address);
  await page.getByRole("button", { name: "More" }).tap();
  await page.getByRole("button", { name: "Your answers on this device" }).tap();
  await expect.poll(() => page.locator(".own li").count(), { timeout: 20_000 }).toBe(1);
  expect(await kept(page)).toContain("strike-tracker-demo-answers");
  await page.getByRole("button", { name: "Clear this device" }).tap();
  await page.locator(".warning").getByRole("button", { name: "Clear this device" }).tap();
  await page.getByRole("heading", { name: "This device is cleared." }).waitFor();
  await expect.poll(() => kept(page)).toEqual([]);
  expect(requests.filter((request) => !request.startsWith("GET /of/any/name/") && !request.endsWith("favicon.ico"))).toEqual([]);
  await page.context().close();
});
