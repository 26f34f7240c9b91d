import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import { judgeAll, nextFrames, startTimeline } from "strike-tracker-presenter/session";
import { type TownBuilding, townBuilding } from "../browser/presenter-building.ts";
import { presenterWorld } from "../browser/presenter-world.ts";
import { browserArguments, browserPath } from "../browser-path.ts";
import { stream } from "../synthetic/random.ts";
import type { Figure } from "./figure.ts";

/** What it takes to look at images: how many, and how fast they change. */
export async function benchSeeing(): Promise<Figure[]> {
  const browser = await chromium.launch({ executablePath: browserPath(), args: browserArguments });
  try {
    const chips = (await townBuilding(3, 8)).chips;
    const desktop = await switching(browser, chips, { width: 1366, height: 768, scale: 1, slower: 1 });
    const phone = await switching(browser, chips, { width: 360, height: 640, scale: 3, slower: 4 });
    const source = "a new source per switch costs 37-118 ms";
    return [
      looks(14, 6),
      looks(40, 8),
      { what: "Switching among 30 loaded frames, script time, p95", measured: desktop.script, limit: 2, unit: "ms", source },
      { what: "… time between drawn frames, p95", measured: desktop.interval, limit: 20, unit: "ms", source: "60 a second: 16.7 ms" },
      { what: "… with 4x CPU throttling at device pixel ratio 3, script time, p95", measured: phone.script, limit: 8, unit: "ms", source },
      { what: "… … time between drawn frames, p95", measured: phone.interval, limit: 20, unit: "ms", source: "60 a second: 16.7 ms" },
      ...(await sitting(browser)),
    ];
  } finally {
    await browser.close();
  }
}

/** Frames opened in guided mode: all clear, the truth uniform over all gaps, jitter on. */
function looks(frames: number, limit: number): Figure {
  const ids = Array.from({ length: frames }, (_, index) => `f${index}`);
  const random = stream(5, "jitter").next;
  let opened = 0;
  let buildings = 0;
  for (let gap = 0; gap <= frames; gap += 1) {
    for (let volunteer = 0; volunteer < 200; volunteer += 1) {
      let timeline = startTimeline(ids, { mode: "guided", random });
      const seen = new Set<string>();
      for (let next = nextFrames(timeline); next.ask.length > 0; next = nextFrames(timeline)) {
        for (const id of next.frames) seen.add(id);
        timeline = judgeAll(timeline, Object.fromEntries(next.ask.map((id) => [id, ids.indexOf(id) < gap ? "standing" : "destroyed"])));
      }
      for (const id of nextFrames(timeline).frames) seen.add(id);
      opened += seen.size;
      buildings += 1;
    }
  }
  const what = `Frames opened in guided mode of ${frames}, mean over all gaps`;
  return { what, measured: opened / buildings, limit, unit: "frames", source: `reading all opens ${frames}` };
}

/** Changes the frame of the comparison 300 times, one a drawn frame. */
async function switching(
  browser: Browser,
  chips: TownBuilding["chips"],
  device: { width: number; height: number; scale: number; slower: number },
): Promise<{ script: number; interval: number }> {
  const context = await browser.newContext({ viewport: device, deviceScaleFactor: device.scale });
  try {
    const page = await context.newPage();
    await page.setContent('<body style="margin:0"><strike-compare style="height:100vh"></strike-compare></body>');
    await page.addScriptTag({ content: await compareScript() });
    const pictures = chips.map(({ bytes }) => `data:image/png;base64,${bytes.toString("base64")}`);
    await page.evaluate((given) => Reflect.get(globalThis, "benchPrepare")(given), pictures);
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: device.slower });
    const times = await page.evaluate<{ script: number[]; interval: number[] }>("benchSwitch(300)");
    return { script: p95(times.script), interval: p95(times.interval) };
  } finally {
    await context.close();
  }
}

/** The comparison with a cache of 30, and what drives it. */
async function compareScript(): Promise<string> {
  const source = (path: string) => fileURLToPath(new URL(`../../task-presenter/src/${path}`, import.meta.url));
  const contents = `
    import ${JSON.stringify(source("compare/index.ts"))};
    import { createFrameCache } from ${JSON.stringify(source("imagery/index.ts"))};
    const drawn = () => new Promise((done) => requestAnimationFrame(done));
    let frames = [];
    globalThis.benchPrepare = async (pictures) => {
      const compare = document.querySelector("strike-compare");
      // 30 addresses, so 30 pictures and sources.
      frames = Array.from({ length: 30 }, (_, index) => ({ id: "f" + index, src: pictures[index % pictures.length] + "#" + index, date: "Image " + index }));
      compare.cache = createFrameCache({ kept: 30 });
      compare.outline = [[0.3, 0.3], [0.7, 0.3], [0.7, 0.7], [0.3, 0.7]];
      compare.ground = 64;
      for (const frame of frames) await compare.cache.load(frame, 64);
      for (const frame of frames) { compare.frames = [frame]; await drawn(); await drawn(); }
    };
    globalThis.benchSwitch = async (count) => {
      const compare = document.querySelector("strike-compare");
      const script = [], interval = [];
      let last = await drawn();
      for (let index = 0; index < count; index += 1) {
        let before = 0;
        requestAnimationFrame(() => { before = performance.now(); });
        const start = performance.now();
        compare.frames = [frames[(index * 7) % 30]];
        await compare.updateComplete;
        const set = performance.now() - start;
        // OpenLayers draws between these two callbacks of the same frame.
        const now = await drawn();
        script.push(set + performance.now() - before);
        interval.push(now - last);
        last = now;
      }
      return { script, interval };
    };`;
  const tsconfig = fileURLToPath(new URL("../../task-presenter/tsconfig.json", import.meta.url));
  const resolveDir = fileURLToPath(new URL("../..", import.meta.url));
  const define = { "process.env.NODE_ENV": '"production"' };
  const built = await build({
    stdin: { contents, resolveDir, loader: "ts" },
    ...{ bundle: true, format: "iife", write: false, minify: true, conditions: ["production"], tsconfig, define, target: "es2021" },
  });
  return built.outputFiles[0]?.text ?? "";
}

const tasks = 200;
const early = 20;

/** 200 buildings in one sitting: how soon the next one's two images are drawn after Send, and how the heap grows. */
async function sitting(browser: Browser): Promise<Figure[]> {
  const towns = await Promise.all(Array.from({ length: 10 }, (_, index) => townBuilding(index, 14)));
  const buildings = Array.from({ length: tasks + 5 }, (_, index) => {
    const town = towns[index % towns.length] as TownBuilding;
    return { ...town, chips: index < towns.length ? town.chips : [], info: { ...town.info, building: `b-${index}` } };
  });
  const world = await presenterWorld(buildings, { browser, campaign: { break: { buildings: 0, minutes: 0 } }, limit: 100_000 });
  try {
    const page = await world.open({ width: 1366, height: 768, touch: false });
    await page.goto(world.address);
    await page.getByRole("button", { name: "Start" }).click();
    const painted: number[] = [];
    let then = 0;
    let heap = 0;
    for (let index = 1; index <= tasks; index += 1) {
      await page.getByText("What happened to this building?").waitFor();
      await page.keyboard.press("1");
      await page.getByRole("button", { name: "Send" }).waitFor();
      // The next building is asked for and its two images are loaded while this one is looked at.
      await page.waitForLoadState("networkidle");
      painted.push(await page.evaluate<number>(sendAndWait));
      if (index === early) then = await heapOf(page);
      if (index === tasks) heap = await heapOf(page);
    }
    return [
      {
        what: "After Send, the next building's two images drawn, p95",
        measured: p95(painted),
        limit: 100,
        unit: "ms",
        source: "no wait to be felt",
      },
      {
        what: `Heap after task ${tasks} to that after task ${early}`,
        ...{
          measured: heap / then,
          limit: 1.3,
          unit: "times",
          source: `nothing piles up; after task ${early}: ${(then / 1e6).toFixed(1)} MB`,
        },
      },
    ];
  } finally {
    await world.close();
  }
}

/** In the page: presses Send; the milliseconds until both images of the next building were handed to the screen. */
const sendAndWait = `new Promise((done) => {
  const tracker = document.querySelector("strike-tracker");
  const ready = new Set();
  const start = performance.now();
  const hear = (event) => {
    ready.add(event.detail.id);
    if (ready.size < 2) return;
    tracker.removeEventListener("strike-frame-ready", hear);
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
  };
  tracker.addEventListener("strike-frame-ready", hear);
  tracker.shadowRoot.querySelector("button.send").click();
})`;

async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}

function p95(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length * 0.95)] ?? Number.NaN;
}
