import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { previewDocument } from "../../project-setup/src/preview/document.ts";
import { browserArguments, browserPath } from "../browser-path.ts";
import { axeProblems } from "./axe.ts";
import { colours, footprintRing, startImageryServer } from "./imagery-server.ts";
import { townBuilding } from "./presenter-building.ts";

let browser: Browser;
let script = "";

beforeAll(async () => {
  const entry = fileURLToPath(new URL("../../task-presenter/src/compare/index.ts", import.meta.url));
  const tsconfig = fileURLToPath(new URL("../../task-presenter/tsconfig.json", import.meta.url));
  const built = await build({ entryPoints: [entry], bundle: true, format: "iife", write: false, tsconfig, target: "es2022" });
  script = built.outputFiles[0]?.text ?? "";
  browser = await chromium.launch({ executablePath: browserPath(), args: browserArguments });
});

afterAll(() => browser?.close());

it("the comparison stands alone: two pictures side by side on wide screens, one above the other on narrow ones, with one view", async () => {
  const { chips, info } = await townBuilding(3, 8);
  const page = await browser.newPage({ viewport: { width: 900, height: 500 } });
  await page.setContent(
    '<html lang="en"><title>Report</title><body style="margin:0"><strike-compare style="height:100vh"></strike-compare></body></html>',
  );
  await page.addScriptTag({ content: script });
  const frames = [chips[0], chips[13]].map((chip, index) => ({
    id: `f${index}`,
    src: `data:image/png;base64,${chip?.bytes.toString("base64")}`,
    date: index === 0 ? "6 February 2017" : "22 October 2017",
  }));
  await page.locator("strike-compare").evaluate((compare, given) => Object.assign(compare, given), {
    frames,
    outline: info.chips?.outline,
    ground: 64,
    attribution: ["© Synthetic"],
  });
  const panes = page.locator("strike-compare .pane");
  await expect.poll(() => page.locator("strike-compare .state").count()).toBe(0);
  const boxes = async () => Promise.all([0, 1].map(async (index) => (await panes.nth(index).boundingBox()) ?? { x: 0, y: 0 }));
  const [left, right] = await boxes();
  expect(left?.y).toBe(right?.y);
  expect(right?.x).toBeGreaterThan(left?.x ?? 0);
  expect(await axeProblems(page, "strike-compare")).toEqual([]);

  // Both outlines move together.
  const outlines = () => page.locator("strike-compare .line").evaluateAll((lines) => lines.map((line) => line.getAttribute("d")));
  await expect.poll(async () => (await outlines()).every((points) => (points ?? "").length > 10)).toBe(true);
  const before = await outlines();
  expect(before[0]).toBe(before[1]);
  await page.mouse.move(200, 250);
  await page.mouse.down();
  await page.mouse.move(260, 280, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await outlines())[1]).not.toBe(before[1]);
  await expect.poll(async () => new Set(await outlines()).size).toBe(1);

  await expect.poll(async () => (await outlines())[0]).not.toBe(before[0]);

  // By a swipe: the later picture is cut off at the divider, which moves by pointer and by keys.
  await page.getByRole("button", { name: "View" }).click();
  await page.getByRole("button", { name: "Swipe" }).click();
  const divider = page.getByRole("slider", { name: "Divider between the two images" });
  const cut = () => page.locator("strike-compare .second .frame").evaluate((frame) => getComputedStyle(frame).clipPath);
  expect(await divider.getAttribute("aria-valuetext")).toBe("50 percent");
  expect(await cut()).toBe("inset(0px 0px 0px 50%)");
  await divider.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  expect(await divider.getAttribute("aria-valuenow")).toBe("62");
  await page.keyboard.press("Home");
  expect(await cut()).toBe("inset(0px 0px 0px 0%)");
  const line = (await divider.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(line.x + line.width / 2, line.y + line.height / 2);
  await page.mouse.down();
  await page.mouse.move(450, 300, { steps: 5 });
  await page.mouse.up();
  expect(await divider.getAttribute("aria-valuenow")).toBe("50");
  expect(await axeProblems(page, "strike-compare")).toEqual([]);
  await page.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
  await divider.focus();
  await page.keyboard.press("ArrowRight");
  expect(await divider.getAttribute("aria-valuenow")).toBe("48");
  expect(await cut()).toBe("inset(0px 48% 0px 0px)");
  await page.evaluate(() => document.documentElement.removeAttribute("dir"));

  // In turn, by hand: by the button and by a tap on the picture, and never by itself.
  await page.getByRole("button", { name: "View" }).click();
  await page.getByRole("button", { name: "One after the other, by hand" }).click();
  const seen = () =>
    page
      .locator("strike-compare .date")
      .evaluateAll((dates) => dates.filter((date) => date.checkVisibility({ visibilityProperty: true })).map((date) => date.textContent));
  expect(await seen()).toEqual(["22 October 2017"]);
  await page.getByRole("button", { name: "Show the other" }).click();
  expect(await seen()).toEqual(["6 February 2017"]);
  await page.mouse.click(300, 200);
  expect(await seen()).toEqual(["22 October 2017"]);
  await page.waitForTimeout(1_500);
  expect(await seen()).toEqual(["22 October 2017"]);
  expect(await axeProblems(page, "strike-compare")).toEqual([]);
  await page.getByRole("button", { name: "View" }).click();
  await page.getByRole("button", { name: "Side by side" }).click();

  await page.setViewportSize({ width: 360, height: 600 });
  await expect
    .poll(async () => {
      const [first, second] = await boxes();
      return first?.x === second?.x && (second?.y ?? 0) > (first?.y ?? 0);
    })
    .toBe(true);
  await page.close();
});

it("the managers' preview opens from the disk, shows frames large in it, and holds hostile names as text", async () => {
  const folder = mkdtempSync(join(tmpdir(), "preview-"));
  const { chips, info } = await townBuilding(3, 8);
  const frames = chips.slice(0, 4).map(({ bytes }, at) => ({
    id: `f0${at + 1}`,
    date: `2017-0${at + 1}-01 08:20 UTC`,
    detail: "0.5 m",
    picture: `data:image/png;base64,${bytes.toString("base64")}`,
  }));
  const outline = (info.chips?.outline ?? []).map(([x = 0, y = 0]): [number, number] => [x, y]);
  const id = '</script><img src=x onerror="document.title=1">';
  const built = readFileSync(fileURLToPath(new URL("../../project-setup/dist/preview.js", import.meta.url)), "utf8");
  const data = { title: id, question: "Standing?", attribution: [id], tasks: 9 };
  const place = { outline, ground: 64, pixels: 512 };
  const document = previewDocument({ ...data, buildings: [{ id, place, frames, dropped: [{ frame: "f09", reason: "no data" }] }] }, [
    built,
  ]);
  writeFileSync(join(folder, "index.html"), document);
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  const faults: string[] = [];
  page.on("pageerror", ({ message }) => faults.push(message));
  page.on("request", (request) => !/^(file|data|blob):/.test(request.url()) && faults.push(request.url()));
  await page.goto(pathToFileURL(join(folder, "index.html")).href);
  await page.locator("li button").nth(2).click();
  await expect.poll(() => page.locator("strike-compare .pane:not([hidden]) .state").count()).toBe(0);
  expect(await page.locator("strike-compare .date").allTextContents()).toEqual(["2017-02-01 08:20 UTC", "2017-03-01 08:20 UTC"]);
  expect(await page.locator("h2").textContent()).toBe(id);
  expect(await page.title()).toBe(`${id}: preview`);
  await page.getByRole("button", { name: "Later" }).click();
  expect(await page.locator("strike-compare .date").nth(1).textContent()).toBe("2017-04-01 08:20 UTC");
  expect(await axeProblems(page, "body")).toEqual([]);
  expect(faults).toEqual([]);
  await page.close();
  rmSync(folder, { recursive: true, force: true });
});

it("the managers' preview shows tiles as volunteers get them, and says where a picture does not load", async () => {
  const folder = mkdtempSync(join(tmpdir(), "preview-"));
  const imagery = await startImageryServer();
  const built = readFileSync(fileURLToPath(new URL("../../project-setup/dist/preview.js", import.meta.url)), "utf8");
  const frame = (id: string, url: string) => ({
    id,
    date: id,
    detail: "",
    picture: { source: { type: "xyz" as const, url }, gsd: 0.5, shift: [0, 0] as [number, number] },
  });
  const frames = [
    frame("before", `${imagery.endpoint}/xyz/2017-06-10/{z}/{x}/{y}.png`),
    frame("after", `${imagery.endpoint}/xyz/2017-07-10/{z}/{x}/{y}.png`),
    frame("lost", "http://127.0.0.1:9/{z}/{x}/{y}.png"),
  ];
  const footprint = { type: "Polygon" as const, coordinates: [footprintRing()] };
  const building = { id: "house", place: { footprint }, frames, dropped: [] };
  const document = previewDocument({ title: "Tiles", question: "Standing?", attribution: [], tasks: 1, buildings: [building] }, [built]);
  writeFileSync(join(folder, "index.html"), document);
  const page = await browser.newPage({ viewport: { width: 900, height: 740 } });
  await page.goto(pathToFileURL(join(folder, "index.html")).href);
  await expect.poll(() => page.locator("li canvas").count()).toBe(2);
  await expect.poll(() => page.locator("li").nth(2).textContent()).toContain("Did not load");
  const middle = (at: number) =>
    page
      .locator("li canvas")
      .nth(at)
      .evaluate((canvas: HTMLCanvasElement) => [
        ...(canvas
          .getContext("2d")
          ?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1)
          .data.slice(0, 3) ?? []),
      ]);
  expect([await middle(0), await middle(1)]).toEqual([colours.standing, colours.destroyed]);
  await page.locator("li button").nth(1).click();
  await expect.poll(() => page.locator("strike-compare .pane:not([hidden]) .state").count()).toBe(0);
  await page.close();
  await imagery.close();
  rmSync(folder, { recursive: true, force: true });
});
