import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { browserArguments, browserPath } from "../browser-path.ts";
import { type TownBuilding, townBuilding } from "./presenter-building.ts";
import { type PresenterWorld, type PresenterWorldOptions, presenterWorld } from "./presenter-world.ts";

let browser: Browser;
let buildings: TownBuilding[];
let world: PresenterWorld | undefined;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: browserPath(), args: browserArguments });
  buildings = await Promise.all([townBuilding(1, 8), townBuilding(2, 11)]);
});

afterEach(async () => {
  await world?.close();
  world = undefined;
});

afterAll(() => browser?.close());

async function start(options: PresenterWorldOptions): Promise<{ made: PresenterWorld; page: Page }> {
  const made = await presenterWorld(buildings, { browser, campaign: { languages: ["en", "ar"] }, ...options });
  world = made;
  return { made, page: await made.open({ width: 360, height: 640, touch: true }) };
}

/** A server's own box, as wide as one that was measured on a real page, and the page's styles. */
const wide = `<div style="width:585px;height:40px;background:gold;white-space:nowrap">An announcement that is wider than any phone</div>`;
const rude = `<style>button, p, h1, h2, span, div { color: lime !important; font-size: 40px !important; margin: 30px; letter-spacing: 9px; text-transform: uppercase }
.choice, .panel, .top, .screen { display: none !important } html { font-size: 10px; letter-spacing: 9px; line-height: 3; text-indent: 50px; word-spacing: 30px }</style>`;
/** A page in Arabic overflows to the other side. */
const rightToLeft = '<script>document.documentElement.dir = "rtl"</script>';

describe("in a page that is wider than the phone", () => {
  it.each([
    ["scifabric", "en"],
    ["scifabric", "ar"],
    ["bloomberg", "en"],
    ["bloomberg", "ar"],
  ] as const)("a tap lands on the button that is seen, on %s in %s", async (dialect, language) => {
    const { made, page } = await start({ dialect, boxes: wide + rude + (language === "ar" ? rightToLeft : "") });
    if (dialect === "bloomberg") await made.signIn(page, "vol1");
    await page.addInitScript((chosen) => localStorage.setItem("strike-tracker-language", chosen), language);
    await page.goto(made.address);
    const words =
      language === "ar" ? ["ابدأ", "ما زال قائمًا", "دُمِّر بينهما", "إرسال"] : ["Start", "Still standing", "Destroyed in between", "Send"];
    const [begin = "", standing = "", between = "", send = ""] = words;
    await page.getByRole("button", { name: begin }).tap();
    expect(await page.evaluate(() => [innerWidth, visualViewport?.scale, document.documentElement.scrollWidth])).toEqual([360, 1, 360]);
    await page.getByRole("button", { name: between }).waitFor();
    // By the coordinates on the glass, not by the element.
    const box = await page.getByRole("button", { name: standing }).boundingBox();
    if (!box) throw new Error("The button is not there.");
    expect(await page.evaluate(() => [scrollX, scrollY, visualViewport?.offsetLeft])).toEqual([0, 0, 0]);
    for (const [x, y] of [
      [box.x + 8, box.y + 8],
      [box.x + box.width - 8, box.y + box.height - 8],
    ] as const) {
      await page.touchscreen.tap(x, y);
      await page.getByRole("button", { name: send }).waitFor();
      await page.keyboard.press("u");
      await page.getByRole("button", { name: between }).waitFor();
    }
  });

  it("no style gets in or out", async () => {
    const { made, page } = await start({ boxes: rude });
    await page.goto(made.address);
    await page.getByRole("button", { name: "Start" }).tap();
    const button = page.getByRole("button", { name: "Still standing" });
    await button.waitFor();
    const style = await button.evaluate((element) => {
      const { color, letterSpacing, textTransform, textIndent, wordSpacing } = getComputedStyle(element);
      return [color, letterSpacing, textTransform, textIndent, wordSpacing];
    });
    expect(style).toEqual(["rgb(244, 245, 247)", "normal", "none", "0px", "0px"]);
    const outside = await page.evaluate(() => document.head.querySelectorAll("style").length);
    expect(outside).toBe(0);
  });
});

it("the script holds nothing that ends a script element, and no size by the page's root font", () => {
  const code = readFileSync(new URL("../../task-presenter/dist/strike-tracker.js", import.meta.url), "utf8");
  expect(code).not.toMatch(/<\/script|<!--/i);
  expect(code).not.toMatch(/[\d.]rem[;\s)}]/);
});

describe("inline", () => {
  it("takes its place in the page, leaves the rest alone, and hears only the keys pressed in it", async () => {
    const { made, page } = await start({ attributes: "inline", boxes: '<p>Before</p><input aria-label="Search">' });
    await page.goto(made.address);
    await page.getByRole("button", { name: "Start" }).tap();
    const between = page.getByRole("button", { name: "Destroyed in between" });
    await between.waitFor();
    expect(await page.evaluate(() => [document.querySelectorAll("[inert]").length, document.documentElement.style.overflow])).toEqual([
      0,
      "",
    ]);
    const box = await page.locator("strike-tracker").boundingBox();
    expect([box?.width, box?.height]).toEqual([330, 640]);
    await page.getByLabel("Search").focus();
    await page.keyboard.press("2");
    await page.getByText("Before").click();
    await page.keyboard.press("2");
    expect(await between.isVisible()).toBe(true);
    await page.getByRole("button", { name: "Help" }).focus();
    await page.keyboard.press("2");
    await between.waitFor({ state: "hidden" });
  });

  it("is laid out by its own width, not by the window's", async () => {
    const { made } = await start({ attributes: "inline", boxes: "<style>strike-tracker { inline-size: 340px; }</style>" });
    const page = await made.open({ width: 1366, height: 768, touch: false });
    await page.goto(made.address);
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByRole("button", { name: "Still standing" }).waitFor();
    const pictures = await page.locator("strike-compare").boundingBox();
    const panel = await page.locator("strike-tracker .panel").boundingBox();
    expect([pictures?.width, panel?.width]).toEqual([340, 340]);
    expect(panel?.y).toBeGreaterThanOrEqual((pictures?.y ?? 0) + (pictures?.height ?? 0));
    await page.locator("strike-tracker").evaluate((tracker) => (tracker.style.inlineSize = "900px"));
    await expect.poll(async () => (await page.locator("strike-tracker .panel").boundingBox())?.width).toBeLessThan(341);
    const beside = await page.locator("strike-tracker .panel").boundingBox();
    expect(beside?.y).toBe((await page.locator("strike-compare").boundingBox())?.y);
  });

  it("tells the page what happens, and nothing of what was said", async () => {
    const { made, page } = await start({ attributes: "inline" });
    await page.addInitScript(() => {
      const seen: string[] = [];
      Reflect.set(window, "seen", seen);
      for (const name of ["strike-task", "strike-answer", "strike-phase"])
        addEventListener(name, (event) => seen.push(`${name} ${JSON.stringify((event as CustomEvent).detail)}`));
    });
    await page.goto(made.address);
    await page.getByRole("button", { name: "Start" }).tap();
    await page.getByRole("button", { name: "Still standing" }).tap();
    await page.getByRole("button", { name: "Send" }).tap();
    await page.getByText("Saved. Thank you.").waitFor();
    const seen = await page.evaluate(() => Reflect.get(window, "seen") as string[]);
    const id = (await made.runs())[0]?.info.id;
    const task = (await made.runs())[0]?.task_id;
    expect(seen.filter((line) => line.startsWith("strike-answer"))).toEqual([
      `strike-answer ${JSON.stringify({ id, taskId: task, status: "sending" })}`,
      `strike-answer ${JSON.stringify({ id, taskId: task, status: "stored" })}`,
    ]);
    expect(seen.slice(0, 3)).toEqual([
      'strike-phase {"phase":"loading"}',
      expect.stringMatching(/^strike-task {"taskId":\d+,"building":"b/),
      'strike-phase {"phase":"work"}',
    ]);
    expect(seen.join()).not.toContain("standing");
    made.server.faults.set({ faults: [{ fault: "task-deleted", path: "/api/taskrun*", method: "POST" }] });
    await page.getByRole("button", { name: "Still standing" }).tap();
    await page.getByRole("button", { name: "Send" }).tap();
    const last = () => page.evaluate(() => (Reflect.get(window, "seen") as string[]).findLast((line) => line.startsWith("strike-answer")));
    await expect.poll(last).toContain('"status":"gone"');
  });
});

describe("under a strict Content-Security-Policy", () => {
  it("works, with the rules that docs/embedding.md gives", async () => {
    const { made, page } = await start({});
    const chips = new URL(made.chips).origin;
    const rules = /```csp\n([^`]+)```/.exec(readFileSync(new URL("../../docs/embedding.md", import.meta.url), "utf8"))?.[1] ?? "";
    const policy = rules
      .replaceAll("CHIPS", chips)
      .replaceAll(/\s*\n\s*/g, " ")
      .trim();
    expect(policy).toContain("default-src 'none'");
    const proxy = await strictProxy(made, policy);
    try {
      const faults: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error") faults.push(message.text());
      });
      page.on("pageerror", (error) => faults.push(error.message));
      await page.goto(`${proxy.address}/page`);
      await page.getByRole("button", { name: "Start" }).tap();
      await page.getByRole("button", { name: "Destroyed in between" }).tap();
      await page.getByRole("button", { name: "Standing", exact: true }).waitFor();
      await expect.poll(() => page.locator("strike-compare canvas").count()).toBeGreaterThan(0);
      await page.getByRole("button", { name: "Help" }).tap();
      await page.getByRole("button", { name: "العربية" }).tap();
      await expect.poll(() => page.locator("strike-tracker").getAttribute("dir")).toBe("rtl");
      expect(faults).toEqual([]);
    } finally {
      await proxy.close();
    }
  });
});

/** The server behind one that adds the policy, and a page that holds nothing but the presenter. */
async function strictProxy(made: PresenterWorld, policy: string): Promise<{ address: string; close(): Promise<unknown> }> {
  const { info } = await made.call<{ info: { task_presenter: string } }>(`/api/project/${made.projectId}`);
  const code = readFileSync(new URL("../../task-presenter/dist/strike-tracker.js", import.meta.url));
  const html = info.task_presenter.replace(/<script>[\s\S]*<\/script>\s*$/, '<script src="/strike-tracker.js"></script>');
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? "/";
    if (path === "/page") {
      response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy });
      return response.end(`<!doctype html><html lang="en"><link rel="icon" href="data:,"><body>${html}</body></html>`);
    }
    if (path === "/strike-tracker.js") return response.writeHead(200, { "Content-Type": "text/javascript" }).end(code);
    const answer = await fetch(made.endpoint + path, { method: request.method ?? "GET" });
    response.writeHead(answer.status, { "Content-Type": answer.headers.get("Content-Type") ?? "text/plain" });
    return response.end(Buffer.from(await answer.arrayBuffer()));
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(resolve)) };
}
