import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium, type Page } from "playwright-core";
import { infer, report, review } from "strike-tracker-aggregation";
import { browserArguments, findBrowser } from "../browser-path.ts";
import { simulate } from "../unit/aggregation/simulated-crowd.ts";
import { lockOf, square, trialFolder } from "../unit/aggregation/trial-folder.ts";
import type { Figure } from "./figure.ts";

const buildings = 11_000;
const frames = 14;
/** A chip of 320 px is about as large. */
const chipBytes = 12_000;

/** The results as a web site for a campaign as large as Raqqa's: how long it takes to make, to load and to draw. */
export async function benchPlatform(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "bench-platform-"));
  try {
    const chips = join(folder, "chips");
    mkdirSync(chips);
    const dir = largeTrial(chips);
    const out = join(folder, "out");
    await infer({ dir, out, model: "majority", acceptAlarm: true });
    const desk = await deskSeconds(out, chips);
    rmSync(dir, { recursive: true, force: true });
    const begun = performance.now();
    const { page } = await report({ dir: out, out: join(folder, "site"), privacy: "exact", chips });
    const seconds = (performance.now() - begun) / 1000;
    const site = join(folder, "site", "report");
    const size = (name: string) => gzipSync(readFileSync(join(site, name)), { level: 9 }).length / 1000;
    if (statSync(join(site, "chips")).size === 0) throw new Error("no chips were copied");
    const { pan, slide } = await frameTimes(pathToFileURL(page).href);
    return [
      {
        what: "report: 11,000 buildings x 14 images, from finished inference",
        measured: seconds,
        limit: 60,
        unit: "s",
        source: "made in a minute",
      },
      {
        what: "First load without data, gzip",
        measured: size("platform.js") + size("index.html"),
        limit: 250,
        unit: "kB",
        source: "a phone's first look",
      },
      {
        what: "Data for map and table, gzip",
        measured: size("data/report.js") + size("data/buildings.js"),
        limit: 1500,
        unit: "kB",
        source: "a phone's first look",
      },
      { what: "Moving the map, p95 between drawn frames", measured: pan, limit: 33, unit: "ms", source: "30 frames a second" },
      { what: "Dragging the slider, p95 between drawn frames", measured: slide, limit: 33, unit: "ms", source: "30 frames a second" },
      {
        what: "review: 11,000 buildings, 3 answers each, until the first building of the queue is there",
        measured: desk,
        limit: 10,
        unit: "s",
        source: "how long a person keeps waiting (Nielsen 1993)",
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds from calling the desk to the first building of its queue. */
async function deskSeconds(dir: string, chips: string): Promise<number> {
  const begun = performance.now();
  const desk = await review({ dir, chips });
  try {
    const ask = async (path: string) => (await fetch(new URL(path, desk.address))).json();
    const { queue } = (await ask("api/desk")) as { queue: { task: number }[] };
    const { frames: shown } = (await ask(`api/buildings/${queue[0]?.task}`)) as { frames: unknown[] };
    if (shown.length !== frames) throw new Error("the desk shows no building");
    return (performance.now() - begun) / 1000;
  } finally {
    await desk.close();
  }
}

/** Buildings 40 m apart in a square, each with its own chips. */
function largeTrial(chips: string): string {
  const trial = simulate({ seed: 5, process: "perceptual", buildings, frames, answers: 3 });
  const picture = Buffer.alloc(chipBytes, 7);
  let chip = 0;
  for (const task of trial.tasks as { info: Record<string, unknown> }[]) {
    const names = Array.from({ length: frames }, () => (chip++).toString(16).padStart(24, "0"));
    for (const name of names) writeFileSync(join(chips, `${name}.webp`), picture);
    task.info.chips = {
      names,
      outline: [
        [0.4, 0.4],
        [0.6, 0.4],
        [0.6, 0.6],
      ],
      ground_m: 96,
      size_px: 320,
    };
  }
  const dir = trialFolder(trial, { lock: true });
  const lock = lockOf(trial) as { buildings: { geometry: unknown }[] };
  const side = Math.ceil(Math.sqrt(buildings));
  lock.buildings.forEach((building, at) => {
    building.geometry = { type: "Polygon", coordinates: square(38.98 + 0.00045 * (at % side), 35.93 + 0.00036 * Math.floor(at / side)) };
  });
  writeFileSync(join(dir, "campaign.lock.json"), JSON.stringify(lock));
  return dir;
}

async function frameTimes(address: string): Promise<{ pan: number; slide: number }> {
  const browser = await chromium.launch({ executablePath: await findBrowser(() => undefined), args: [...browserArguments] });
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 900 } });
    await page.goto(address);
    const map = page.locator("strike-results-map .map");
    await map.locator("canvas").first().waitFor();
    await map.focus();
    const box = await map.boundingBox();
    if (!box) throw new Error("no map");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const pan = async () => {
      await page.mouse.move(x, y);
      await page.mouse.down();
      for (let step = 0; step < 60; step++) await page.mouse.move(x + 120 * Math.sin(step / 6), y + 80 * Math.cos(step / 6));
      await page.mouse.up();
    };
    const slider = page.getByRole("slider");
    const slide = async () => {
      const track = await slider.boundingBox();
      if (!track) throw new Error("no slider");
      await page.mouse.move(track.x + track.width - 10, track.y + track.height / 2);
      await page.mouse.down();
      for (let step = 0; step < 80; step++)
        await page.mouse.move(track.x + track.width * (0.5 + 0.45 * Math.cos(step / 12)), track.y + track.height / 2);
      await page.mouse.up();
    };
    await page.waitForTimeout(500);
    const far = [await measured(page, pan), await measured(page, slide)];
    for (let step = 0; step < 4; step++) await page.getByRole("button", { name: "Zoom in" }).click();
    await page.waitForTimeout(700);
    await map.focus();
    const near = [await measured(page, pan), await measured(page, slide)];
    return { pan: Math.max(far[0] ?? 0, near[0] ?? 0), slide: Math.max(far[1] ?? 0, near[1] ?? 0) };
  } finally {
    await browser.close();
  }
}

/** p95 of the times between frames while something is done. */
async function measured(page: Page, work: () => Promise<void>): Promise<number> {
  // As text: the loader's names for functions do not exist in the page.
  await page.evaluate(
    "window.frameTimes = []; requestAnimationFrame(function note(now) { window.frameTimes.push(now); requestAnimationFrame(note); })",
  );
  await work();
  const times = (await page.evaluate("window.frameTimes.slice()")) as number[];
  const gaps = times.slice(1).map((time, at) => time - (times[at] ?? time));
  gaps.sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length * 0.95)] ?? Number.NaN;
}
