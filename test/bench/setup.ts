import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { prepare } from "../../project-setup/src/preparation.ts";
import { createTown } from "../synthetic/create-town.ts";
import { stream } from "../synthetic/random.ts";
import type { Figure } from "./figure.ts";

const strikeSetup = fileURLToPath(new URL("../../project-setup/bin/strike-setup.js", import.meta.url));

/** Degrees: about 27 m, so that buildings of 5 to 20 m do not touch. */
const step = 0.0003;
const [west, south] = [38.9, 35.9] as const;

/** `check`, tasks and chips as a manager makes them, start-up included. */
export async function benchSetup(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "bench-setup-"));
  try {
    return [
      ...(await benchCheck(folder, 22_000, 200)),
      ...(await benchCheck(folder, 500_000, 200)),
      await benchTaskSize(folder),
      ...(await benchChips(folder)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchCheck(folder: string, buildings: number, acquisitions: number): Promise<Figure[]> {
  const path = await manyBuildings(folder, buildings, acquisitions, "none");
  const { seconds, megabytes, told } = await run(["check", path]);
  const { buildings: read, tasks, frames } = JSON.parse(told) as { buildings: number; tasks: number; frames: number };
  if (read !== buildings || tasks !== buildings) throw new Error(`check read ${read} buildings and made ${tasks} tasks`);
  const what = `strike-setup check, ${buildings.toLocaleString("en")} building footprints and ${acquisitions} acquisitions (${frames} used)`;
  const large = buildings > 100_000;
  const memory: Figure = { what: `${what}: memory`, measured: megabytes, limit: large ? 2000 : 600, unit: "MB", source: "a laptop" };
  return large ? [memory] : [{ what, measured: seconds, limit: 10, unit: "s", source: "a manager waits at the terminal" }, memory];
}

/** The largest task of 400 at 30 frames with chips, whose names are as long as real ones. */
async function benchTaskSize(folder: string): Promise<Figure> {
  const path = await manyBuildings(folder, 400, 30, "hosted");
  const output = { note() {}, warn() {}, progress() {}, result() {} };
  const effects = {
    output,
    fetch,
    now: Date.now,
    random: Math.random,
    sleep: () => Promise.resolve(),
    randomBytes: (count: number) => new Uint8Array(count),
  };
  const { planned } = await prepare(path, { pilot: undefined, chips: "cut" }, effects);
  const sizes = planned.tasks.filter(({ frames }) => frames.length === 30).map(({ info }) => Buffer.byteLength(JSON.stringify(info)));
  if (sizes.length < 300) throw new Error(`only ${sizes.length} tasks have 30 frames`);
  return {
    what: "The largest task.info of 400, 30 frames with chips",
    measured: Math.max(...sizes) / 1000,
    limit: 1.5,
    unit: "kB",
    source: "what a phone loads before the first picture",
  };
}

async function benchChips(folder: string): Promise<Figure[]> {
  const town = await createTown(join(folder, "town"), {
    seed: 11,
    buildings: 170,
    frames: 13,
    geotiff: true,
    id: "town",
    redundancy: 5,
    chips: { dir: "chips", baseUrl: "https://chips.example.org" },
  });
  const { seconds, megabytes, told } = await run(["chips", town.campaign]);
  const { cut, bytes } = JSON.parse(told) as { cut: number; bytes: number };
  if (cut < 2000) throw new Error(`only ${cut} chips were cut`);
  const rate = cut / seconds;
  return [
    {
      what: `strike-setup chips, ${cut.toLocaleString("en")} of 320 px out of tiled GeoTIFFs`,
      measured: rate,
      limit: 60,
      unit: "chips/s",
      source: "160,000 in three quarters of an hour",
      must: "reach",
    },
    { what: "160,000 chips at this rate", measured: 160_000 / rate / 60, limit: 160_000 / 60 / 60, unit: "min", source: "the same" },
    {
      what: "160,000 chips at this size",
      measured: ((bytes / cut) * 160_000) / 1e9,
      limit: 3,
      unit: "GB",
      source: "what a static host holds",
    },
    { what: "strike-setup chips: memory of the first process", measured: megabytes, limit: 600, unit: "MB", source: "a laptop" },
  ];
}

/** Buildings of four to ten corners in a grid, and acquisitions whose outlines are tiles of the whole or all of it. */
async function manyBuildings(folder: string, count: number, acquisitions: number, mode: "none" | "hosted"): Promise<string> {
  const random = stream(count, "footprints");
  const side = Math.ceil(Math.sqrt(count));
  const file = createWriteStream(join(folder, "buildings.geojson"));
  file.write('{"type":"FeatureCollection","features":[\n');
  for (let at = 0; at < count; at++) {
    const [x, y] = [west + (at % side) * step, south + Math.floor(at / side) * step];
    const corners = 4 + 2 * random.below(4);
    const ring = Array.from({ length: corners }, (_, corner) => {
      const angle = (2 * Math.PI * corner) / corners;
      const radius = 0.00005 + random.next() * 0.00005;
      return [Number((x + radius * Math.cos(angle)).toFixed(7)), Number((y + radius * Math.sin(angle)).toFixed(7))];
    });
    const geometry = { type: "Polygon", coordinates: [[...ring, ring[0]]] };
    const feature = { type: "Feature", properties: { number: `n${at}`, kind: "house" }, geometry };
    if (!file.write(`${at === 0 ? "" : ",\n"}${JSON.stringify(feature)}`)) await once(file, "drain");
  }
  file.end("\n]}\n");
  await finished(file);
  const [east, north] = [west + side * step, south + side * step];
  const features = Array.from({ length: acquisitions }, (_, at) =>
    acquisition(at, [west - 0.01, south - 0.01, east + 0.01, north + 0.01], mode),
  );
  writeFileSync(join(folder, "items.geojson"), JSON.stringify({ type: "FeatureCollection", features }));
  if (mode === "hosted") writeFileSync(join(folder, "picture.png"), await onePicture());
  const path = join(folder, "campaign.yaml");
  const campaign = {
    schema: 1,
    id: "many",
    title: "Many buildings",
    buildings: { file: "buildings.geojson", id_field: "number" },
    frames: { stac: "items.geojson" },
    ...(mode === "hosted" ? { chips: { mode, base_url: "https://chips.example.org" } } : {}),
    licence_ack: "Computed here.",
    attribution: ["Synthetic"],
    support: { none: "A benchmark." },
  };
  writeFileSync(path, JSON.stringify(campaign));
  return path;
}

/** One in 25 shows all of the place; the others a sixteenth of it, with a cut corner: about 20 frames a building. */
function acquisition(at: number, [minX, minY, maxX, maxY]: [number, number, number, number], mode: "none" | "hosted") {
  const whole = mode === "hosted" || at % 25 === 0;
  const [wide, high] = whole ? [maxX - minX, maxY - minY] : [(maxX - minX) / 4, (maxY - minY) / 4];
  const left = whole ? minX : minX + (at % 4) * wide;
  const bottom = whole ? minY : minY + (Math.floor(at / 4) % 4) * high;
  const cut = whole ? 0 : wide * 0.2;
  const ring = [
    [left, bottom],
    [left + wide - cut, bottom],
    [left + wide, bottom + cut],
    [left + wide, bottom + high],
    [left, bottom + high],
    [left, bottom],
  ];
  return {
    type: "Feature",
    id: `an-item-of-a-provider-with-a-long-name-${at}`,
    properties: {
      datetime: new Date(Date.UTC(2017, 0, 1 + at * 2, 8, 20, at % 60)).toISOString(),
      platform: `s${at % 5}`,
      gsd: 0.4,
      "eo:cloud_cover": (at * 7) % 40,
      "view:off_nadir": (at * 5) % 30,
      "proj:code": "EPSG:4326",
      "proj:bbox": [minX, minY, maxX, maxY],
    },
    geometry: { type: "Polygon", coordinates: [ring] },
    assets: { visual: { href: mode === "hosted" ? `./picture.png` : `https://imagery.example.org/${at}.tif`, roles: ["visual"] } },
  };
}

async function onePicture(): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  const random = stream(1, "picture");
  const pixels = Uint8Array.from({ length: 1500 * 1500 }, () => 60 + random.below(120));
  return sharp(pixels, { raw: { width: 1500, height: 1500, channels: 1 } })
    .png()
    .toBuffer();
}

/** Runs strike-setup under a clock, and looks at the most memory it held (Linux; else 0). */
async function run(args: string[]): Promise<{ seconds: number; megabytes: number; told: string }> {
  const begun = performance.now();
  const child = spawn(process.execPath, [strikeSetup, ...args, "--json", "--quiet"], { stdio: ["ignore", "pipe", "inherit"] });
  let told = "";
  child.stdout.on("data", (part: Buffer) => {
    told += part.toString();
  });
  let kilobytes = 0;
  const look = setInterval(() => {
    try {
      kilobytes = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? kilobytes);
    } catch {
      // It has ended, or this is no Linux.
    }
  }, 20);
  const status = await new Promise((ended) => child.on("close", ended));
  clearInterval(look);
  if (status !== 0) throw new Error(`strike-setup ${args[0]} ended with ${String(status)}`);
  return { seconds: (performance.now() - begun) / 1000, megabytes: kilobytes / 1024, told };
}
