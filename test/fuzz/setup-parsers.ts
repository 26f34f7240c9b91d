import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { CommandError, createOutput } from "pybossa-client-ts/command";
import type { CampaignLock } from "pybossa-client-ts/strike-tracker";
import { readShifts } from "../../project-setup/src/align/index.ts";
import { readManifest } from "../../project-setup/src/archive/manifest.ts";
import { type Finding, openBuildings, readBuildings } from "../../project-setup/src/buildings/index.ts";
import { readCampaign } from "../../project-setup/src/campaign-file/index.ts";
import { openRaster } from "../../project-setup/src/chips/raster.ts";
import { check } from "../../project-setup/src/commands/check.ts";
import { readScenes } from "../../project-setup/src/frames/index.ts";
import { openJournal, readLock, readSecret } from "../../project-setup/src/lock/index.ts";
import { createRemote } from "../../project-setup/src/remote/index.ts";
import { readAnswersWanted, readGold } from "../../project-setup/src/tasks/index.ts";
import { simulate } from "../unit/aggregation/simulated-crowd.ts";
import { lockOf } from "../unit/aggregation/trial-folder.ts";
import { building, campaign, collection, item } from "../unit/setup/workspace.ts";
import { bytesOf, type Parser } from "./parser.ts";

const fixtures = fileURLToPath(new URL("../fixtures/", import.meta.url));

/** The files of a fixtures' folder whose names fit. */
const files = (folder: string, names: RegExp) =>
  readdirSync(join(fixtures, folder))
    .filter((name) => names.test(name))
    .map((name) => new Uint8Array(readFileSync(join(fixtures, folder, name))));

/** One clear message for a person: short, and without a stack. */
export function isCommandError(error: unknown): boolean {
  return error instanceof CommandError && error.message.length < 3000 && !/\n\s+at |\bundefined\b|\[object /.test(error.message);
}

/** The faults of single features and frames are told to the same person. */
async function told(result: unknown): Promise<void> {
  const { errors = [], warnings = [] } = ((await result) ?? {}) as { errors?: Finding[]; warnings?: Finding[] };
  for (const { where, message } of [...errors, ...warnings]) {
    if (message.length + where.length > 3000 || /\bundefined\b|\[object /.test(message))
      throw new Error(`unclear: ${message.slice(0, 500)}`);
  }
}

/** Writes the input under a name, so that the product's own way of reading files is tried. */
const asFile = (name: string, read: (path: string) => unknown) => (input: Uint8Array, folder: string) => {
  const path = join(folder, name);
  writeFileSync(path, input);
  return told(read(path));
};

const silent = createOutput({ json: true, quiet: true, stdout: { write: () => true }, stderr: { write: () => true } });
const effects = {
  output: silent,
  fetch: () => Promise.reject(new TypeError("no network")),
  now: Date.now,
  random: () => 0.5,
  sleep: () => Promise.resolve(),
  randomBytes: (count: number) => new Uint8Array(count),
};

const buildings = (name: string, sound: RegExp, hostile: RegExp, words: string[] = []): Parser => ({
  name,
  seeds: () => [...files("setup/footprints", sound), ...files("hostile/buildings", hostile)].filter(({ length }) => length < 300_000),
  read: asFile("buildings", (path) => readBuildings(openBuildings(path), { file: path })),
  isClear: isCommandError,
  words,
});

const place = { url: null, crs: "EPSG:4326", bounds: [38, 34, 40, 36] as [number, number, number, number], transform: null };

/** Opens a picture and reads its upper left corner. */
async function seen(path: string): Promise<void> {
  const raster = await openRaster({ ...place, href: "a.tif", path }, "frame f01", createRemote(effects));
  try {
    await raster.read({ left: 0, top: 0, width: Math.min(raster.width, 300), height: Math.min(raster.height, 300) });
  } finally {
    await raster.close();
  }
}

const sound = { ...campaign, chips: { mode: "none" }, select: { max_frames: 4 }, practice: [], where: undefined };
const goodBuildings = JSON.stringify(collection([building("b1", 39, 35), building("b2", 39.001, 35)]));
const crowd = lockOf(simulate({ seed: 2, process: "perceptual", buildings: 3, frames: 4, answers: 1 })) as CampaignLock;
const goodFrames = JSON.stringify(collection([item("f01", "2020-02-01T08:00:00Z"), item("f02", "2020-03-01T08:00:00Z")]));
const list = [
  { id: "f01", datetime: "2020-02-01", url: "https://tiles.example.org/{z}/{x}/{y}.png", bbox: [38, 34, 40, 36], cloud: 3 },
  { id: "f02", start: "2020-03-01", end: "2020-03-02T10:00:00+03:00", file: "a.tif", crs: "EPSG:32637", bounds: "1,2,3,4", shift_m: "1 2" },
];
const csvList =
  'id,datetime,url,footprint,cloud\nf01,2020-02-01,https://t.example.org/{z}/{x}/{y},"POLYGON((38 34,40 34,40 36,38 34))",5\n';

const scenes = (name: string, file: string, key: "stac" | "list" | "wayback", seeds: () => Uint8Array[]): Parser => ({
  name,
  seeds,
  read: asFile(file, (path) =>
    readScenes(join(path, "..", "campaign.yaml"), join(path, ".."), { [key]: file }, createRemote(effects), { chips: false, around: {} }),
  ),
  isClear: isCommandError,
  words: ["POLYGON((", "EPSG:", "{z}/{x}/{y}", "/vsicurl/", "rel", "next", "item", "frames.json"],
});

export const setupParsers: Parser[] = [
  {
    name: "campaign.yaml",
    seeds: () => [bytesOf(sound), ...files("hostile/campaigns", /yaml$/).filter(({ length }) => length < 300_000)],
    read: (input, folder) => {
      writeFileSync(join(folder, "buildings.geojson"), goodBuildings);
      writeFileSync(join(folder, "frames.json"), goodFrames);
      return asFile("campaign.yaml", (path) => check(path, effects))(input, folder);
    },
    isClear: isCommandError,
    words: ["&a ", "*a", "<<: ", "!!js/function ", "? ", "- ", ": ", "\n  ", "---\n", "|\n"],
  },
  {
    name: "campaign.yaml, the file alone",
    seeds: () => [bytesOf(sound), ...files("hostile/campaigns", /yaml$/)],
    read: asFile("campaign.yaml", readCampaign),
    isClear: isCommandError,
    words: ["&a ", "*a", "<<: ", "!!js/function ", "? ", "- ", ": ", "\n  ", "---\n", "|\n"],
  },
  buildings("geojson", /geojson$/, /geojson$/, ['"crs"', '"Feature"', "urn:ogc:def:crs:EPSG::"]),
  buildings("geojson lines", /geojsonl$/, /geojsonl$/, ["\n", "\u001e"]),
  buildings("shapefile", /zip$/, /(zip|shp)$/),
  buildings("geopackage", /gpkg$/, /^(?!endless).*gpkg$/),
  buildings("flatgeobuf", /fgb$/, /fgb$/),
  buildings("geoparquet", /parquet$/, /^(?!endless).*parquet$/),
  buildings("kml", /km[lz]$/, /km[lz]$/, ["<Placemark>", "<coordinates>", "<![CDATA[", "<!ENTITY", "&amp;", "</"]),
  buildings("csv", /csv$/, /csv$/, [",", '"', "\n", "POLYGON((", "MULTIPOLYGON(((", "SRID=4326;", "\t", ";"]),
  {
    name: "pictures",
    seeds: () => [...files("setup/pictures", /^(?!README)/), ...files("hostile/pictures", /^(?!.*bomb)/)],
    read: asFile("picture", seen),
    isClear: isCommandError,
    words: ["II*\0", "MM\0*", "IHDR", "IDAT", "\u0001\u0001\u0004\0", "RIFF"],
  },
  scenes("stac", "frames.json", "stac", () => [
    bytesOf(goodFrames),
    bytesOf({
      type: "Catalog",
      links: [
        { rel: "item", href: "frames.json" },
        { rel: "child", href: "./frames.json" },
      ],
    }),
    ...files("maxar-twin", /items/),
    ...files("hostile/frames", /json$/).filter(({ length }) => length < 300_000),
  ]),
  scenes("frames list", "frames.yaml", "list", () => [bytesOf(list), bytesOf({ frames: list }), ...files("hostile/frames", /yaml$/)]),
  scenes("frames csv", "frames.csv", "list", () => [bytesOf(csvList), ...files("hostile/frames", /csv$/)]),
  scenes("wayback", "frames.json", "wayback", () => [
    bytesOf({
      "1": { itemTitle: "World Imagery (Wayback 2014-02-20)", itemURL: "https://w.example.org/{level}/{row}/{col}", releaseDatetime: 1 },
    }),
  ]),
  {
    name: "known answers",
    seeds: () => [bytesOf("building,last_standing,first_destroyed\nb1,f01,f02\nb2,2020-02-03,\n"), ...files("hostile/gold", /csv$/)],
    read: asFile("gold.csv", (path) =>
      readGold(join(path, ".."), "gold.csv", new Map(["b1", "b2"].map((id) => [id, crowd.campaign.frames]))),
    ),
    isClear: isCommandError,
    words: [",", '"', "\n", "\r", "f01", "b1", "2020-02-03", "building"],
  },
  {
    name: "more-answers",
    seeds: () => [bytesOf("task_id,building,n_answers,why\n1,b-1,9,contested\n2,,3,\n"), ...files("hostile/answers-wanted", /csv$/)],
    read: asFile("more-answers.csv", readAnswersWanted),
    isClear: isCommandError,
    words: [",", '"', "\n", "\r", "1", "1e3", "task_id"],
  },
  {
    name: "shifts",
    seeds: () => [bytesOf("all: [0, 0]\nframes:\n  f01: {shift_m: [1, 2], use: true}\n"), ...files("hostile/shifts", /yaml$/)],
    read: asFile("shifts.yaml", readShifts),
    isClear: isCommandError,
  },
  {
    name: "archive",
    seeds: () => [
      bytesOf({
        ...{ schema: "strike-tracker/archive/1", made_at: "2026-01-01T00:00:00Z", campaign: "trial", pilot: false, server: {}, counts: {} },
        ...{ page: { results: "page/results.html" }, files: [{ path: "page/results.html", sha256: "0", bytes: 1 }] },
      }),
    ],
    read: (input, folder) => {
      writeFileSync(join(folder, "archive.json"), input);
      for (const { path } of readManifest(folder).files)
        if (!resolve(folder, path).startsWith(resolve(folder))) throw new Error(`leads outside: ${path}`);
    },
    isClear: isCommandError,
    words: ["../", "..\\", "/", "C:", '"page/results.html"'],
  },
  {
    name: "lock, journal and secret",
    seeds: () => [bytesOf(crowd), bytesOf(`${"0".repeat(64)}\n`), bytesOf('{"at":"2020-01-01T00:00:00Z","did":"x"}\n{"at":1}\n')],
    read: async (input, folder) => {
      await asFile("x.journal.ndjson", () => openJournal(folder, "x", Date.now).entries())(input, folder);
      try {
        await asFile("x.secret", readSecret)(input, folder);
      } catch (error) {
        if (!isCommandError(error)) throw error;
      }
      return asFile("campaign.lock.json", (path) => readLock(path, "trial"))(input, folder);
    },
    isClear: isCommandError,
  },
];
