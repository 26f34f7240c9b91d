import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { exportResults } from "../../../aggregation/src/commands/export.ts";
import { infer } from "../../../aggregation/src/commands/infer.ts";
import { type ReportOptions, report } from "../../../aggregation/src/commands/report.ts";
import { countBand } from "../../../aggregation/src/infer/count-band.ts";
import type { NamedArea } from "../../../aggregation/src/place.ts";
import type { JudgedBuilding } from "../../../aggregation/src/read/index.ts";
import { areasOf } from "../../../aggregation/src/report/areas.ts";
import { cellsOf } from "../../../aggregation/src/report/cells.ts";
import { dataScript } from "../../../aggregation/src/report/data-script.ts";
import { findingsOf, median } from "../../../aggregation/src/report/findings.ts";
import { headline } from "../../../aggregation/src/report/headline.ts";
import { type BuildingDetail, handOver, type Privacy, type ReportRecord } from "../../../aggregation/src/report/record.ts";
import { silent } from "../../../aggregation/src/telling.ts";
import { building, day, facts, frames, moments } from "./report-building.ts";
import { type SimulatedCampaign, simulate } from "./simulated-crowd.ts";
import { square, trialFolder } from "./trial-folder.ts";

describe("a count of uncertain buildings", () => {
  it("is the Poisson binomial distribution", () => {
    // 0: .2, 1: .5, 2: .3
    expect(countBand([0.5, 0.6])).toEqual({ expected: 1.1, low: 0, high: 2 });
    expect(countBand([1, 1, 0])).toEqual({ expected: 2, low: 2, high: 2 });
    expect(countBand([0.99, 0.99])).toMatchObject({ low: 2, high: 2 });
    expect(countBand([])).toEqual({ expected: 0, low: 0, high: 0 });
  });

  it("holds the expectation, and hardly jumps where the approximation begins", () => {
    const exact = countBand(new Array<number>(1500).fill(0.3));
    const approximate = countBand(new Array<number>(1501).fill(0.3));
    expect(Math.abs(exact.low - approximate.low)).toBeLessThanOrEqual(1);
    expect(Math.abs(exact.high - approximate.high)).toBeLessThanOrEqual(1);
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (probabilities) => {
        const { expected, low, high } = countBand(probabilities);
        expect(low).toBeLessThanOrEqual(Math.ceil(expected));
        expect(high).toBeGreaterThanOrEqual(Math.floor(expected));
      }),
    );
  });
});

describe("the findings", () => {
  const sure = [
    building([0, 1, 0, 0, 0]),
    building([0, 0, 1, 0, 0]),
    building([0, 0, 0, 1, 0]),
    building([1, 0, 0, 0, 0]),
    building([0, 0, 0, 0, 1]),
  ];

  it("make the headline", () => {
    expect(headline(findingsOf(sure, facts))).toBe(
      "4 of 5 buildings destroyed; for 75\u00a0% of them the window narrowed from 40 days to 10 days, median.",
    );
  });

  it("tell the share of those that narrowed of the number that the headline names", () => {
    const halves = Array.from({ length: 4 }, () => building([0, 0.4, 0.1, 0, 0.5], { status: "unclear" as const }));
    expect(headline(findingsOf([building([0, 1, 0, 0, 0]), ...halves], facts))).toMatch(
      /^3 of 5 buildings destroyed; for 33\u00a0% of them/,
    );
  });

  it("measure the window before by what the manager knew, where it is known", () => {
    const known = { priorStanding: Date.UTC(2016, 0, 1), priorDestroyed: Date.UTC(2016, 0, 1) + 200 * day };
    expect(findingsOf([building([0, 1, 0, 0, 0], known)], facts).narrowed).toEqual({ share: 1, from: 200, to: 10 });
  });

  it("are expectations, not counts of the most probable", () => {
    const unsure = [building([0, 0.6, 0.4, 0, 0]), building([0, 0.6, 0.4, 0, 0])];
    const { stretches, destroyed } = findingsOf(unsure, facts);
    expect(stretches.map(({ count }) => Math.round(count.expected * 1000) / 1000)).toEqual([0, 1.2, 0.8, 0]);
    expect(stretches.map(({ cumulative }) => Math.round(cumulative.expected * 1000) / 1000)).toEqual([0, 1.2, 2, 2]);
    expect(destroyed).toMatchObject({ low: 2, high: 2 });
    expect(stretches[1]?.count).toMatchObject({ low: 0, high: 2 });
  });

  it("share a wide gap out by time", () => {
    const [first, , , last] = frames;
    const sparse = { ...building([0, 1, 0]), frames: first && last ? [first, last] : [] };
    sparse.result.frames = 2;
    const { stretches } = findingsOf([sparse], facts);
    expect(stretches.map(({ count }) => Math.round(count.expected * 1000) / 1000)).toEqual([0, 0.25, 0.25, 0.5]);
  });

  it("do not count as destroyed what nobody has judged, nor what is no building", () => {
    const unjudged = building([0, 0.9, 0.1, 0, 0], { answers: 1, unusable: 1, status: "unclear" });
    const nothing = building([0, 0.9, 0.1, 0, 0], { status: "not_a_building" });
    expect(findingsOf([unjudged, nothing], facts)).toMatchObject({
      buildings: 1,
      notBuildings: 1,
      unjudged: 1,
      destroyed: { expected: 0 },
    });
  });

  it("take the mean of two middles", () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
  });
});

describe("cells", () => {
  const at = (places: [number, number][]) => {
    const buildings = places.map((_, b) => building([0, 1, 0, 0, 0], { building: `b-${b}` }));
    const footprints = new Map(places.map(([lon, lat], b) => [`b-${b}`, { type: "Polygon" as const, coordinates: square(lon, lat) }]));
    return cellsOf(buildings, footprints, facts);
  };

  it("hold three buildings or more, and every building once, wherever they lie", () => {
    const place = fc
      .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }))
      .map(([x, y]): [number, number] => [39 + x / 20_000, 36 + y / 20_000]);
    fc.assert(
      fc.property(fc.array(place, { minLength: 3, maxLength: 60 }), (places) => {
        const cells = at(places);
        expect(cells.reduce((sum, cell) => sum + cell.buildings, 0)).toBe(places.length);
        for (const cell of cells) expect(cell.buildings).toBeGreaterThanOrEqual(3);
      }),
    );
  });

  it("are squares of 100 m where enough stand close, and larger ones where not", () => {
    const cells = at([
      [39.0001, 36.0001],
      [39.0001, 36.0002],
      [39.0002, 36.0001],
      [39.05, 36.05],
      [39.0515, 36.05],
      [39.05, 36.0515],
    ]);
    expect(cells.map(({ metres, buildings }) => [metres, buildings])).toEqual([
      [100, 3],
      [expect.any(Number), 3],
    ]);
    expect(cells[1]?.metres).toBeGreaterThan(100);
  });

  it("tell from the earliest to the latest day", () => {
    expect(
      at([
        [39, 36],
        [39, 36],
        [39, 36],
      ])[0],
    ).toMatchObject({ first: moments[0], last: moments[1], by: [0, 3, 3, 3], destroyed: { expected: 3, low: 3, high: 3 } });
  });
});

describe("areas", () => {
  const strip = (west: number, east: number) => ({
    type: "Polygon" as const,
    coordinates: [
      [
        [west, 35],
        [east, 35],
        [east, 37],
        [west, 37],
        [west, 35],
      ],
    ],
  });
  const areas: NamedArea[] = [
    { name: "West", shape: strip(38, 39) },
    { name: "Middle", shape: strip(39, 40) },
    { name: "East", shape: strip(40, 41) },
  ];
  const told = (lons: number[]) => {
    const buildings = lons.map((_, b) => building([0, 1, 0, 0, 0], { building: `b-${b}` }));
    const footprints = new Map(lons.map((lon, b) => [`b-${b}`, { type: "Polygon" as const, coordinates: square(lon, 36) }]));
    return areasOf(buildings, footprints, areas, facts).map(({ name, buildings: count }) => [name, count]);
  };

  it("count their buildings, and tell small ones together", () => {
    expect(told([38.5, 38.5, 38.5, 39.5, 39.5, 39.5, 39.5, 40.5, 42, 42])).toEqual([
      ["Middle", 4],
      ["West", 3],
      [null, 3],
    ]);
  });

  it("take the smallest named one to what alone would be too few", () => {
    expect(told([38.5, 38.5, 38.5, 39.5, 39.5, 39.5, 39.5, 42])).toEqual([
      ["Middle", 4],
      [null, 4],
    ]);
    expect(told([38.5, 38.5])).toEqual([]);
  });
});

describe("a data script", () => {
  it("hands over the same value, and ends no script element", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const script = dataScript("a name", { value, more: "</script>\u2028" });
        expect(script).not.toMatch(/[<\u2028]/);
        let received: unknown;
        const page = {
          [handOver]: (_: string, handed: unknown) => {
            received = handed;
          },
        };
        runInNewContext(script, page);
        expect(received).toEqual(JSON.parse(JSON.stringify({ value, more: "</script>\u2028" })));
      }),
      { examples: [[JSON.parse('{"__proto__": {"a": "\\"__proto__\\":"}}')]] },
    );
  });
});

describe("the report", () => {
  const title = "<img src=x onerror=alert(1)> & co";
  const trial: SimulatedCampaign = simulate({ seed: 4, process: "recalled", buildings: 40, frames: 9, answers: 4 });
  trial.campaign.title = title;
  const note = "a note that nobody else may read";
  const answer = (trial.runs[0] as { info?: Record<string, unknown> }).info;
  if (answer) answer.note = note;
  const chip = "0123456789abcdef01234567";
  for (const task of trial.tasks as { info: Record<string, unknown> }[])
    task.info.chips = {
      names: new Array<string>(9).fill(chip),
      outline: [
        [0.1, 0.1],
        [0.2, 0.1],
        [0.2, 0.2],
      ],
      ground_m: 96,
      size_px: 320,
    };
  let out: string;
  let chips: string;
  beforeAll(async () => {
    const dir = trialFolder(trial, { lock: true });
    out = join(dir, "out");
    chips = join(dir, "chips");
    mkdirSync(chips);
    writeFileSync(join(chips, `${chip}.webp`), "a picture");
    await infer({ dir, out });
    await exportResults({ dir: out, out });
  });

  const reportOf = async (privacy?: Privacy, more: Partial<ReportOptions> = {}) => {
    const { page } = await report({ dir: out, out: join(out, privacy ?? "default"), privacy, chips, ...more });
    const folder = dirname(page);
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => statSync(join(folder, name)).isFile());
    return { folder, files, text: files.map((name) => readFileSync(join(folder, name), "utf8")).join("\n") };
  };
  const handedOver = (folder: string, name: string) => {
    const script = readFileSync(join(folder, "data", `${name}.js`), "utf8");
    return JSON.parse(script.slice(script.indexOf(",") + 1, -3)) as unknown;
  };
  const areaFile = () => {
    const path = join(out, "areas.geojson");
    const ring = [
      [38, 35],
      [40, 35],
      [40, 37],
      [38, 37],
      [38, 35],
    ];
    const features = [{ type: "Feature", properties: { name: "Old town" }, geometry: { type: "Polygon", coordinates: [ring] } }];
    writeFileSync(path, JSON.stringify({ type: "FeatureCollection", features }));
    return path;
  };

  it.each(["grid", "area"] as const)("at %s holds no building, place, chip, note or volunteer", async (privacy) => {
    const { files, text } = await reportOf(privacy, privacy === "area" ? { areas: areaFile() } : {});
    const judged = readFileSync(join(out, "buildings.ndjson"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as JudgedBuilding);
    const exact = await reportOf("exact");
    for (const { building: id, geometry } of judged) {
      expect(exact.text).toContain(`"${id}"`);
      expect(text).not.toContain(`"${id}"`);
      for (const position of geometry?.type === "Polygon" ? (geometry.coordinates[0] ?? []) : [])
        for (const part of position) expect(text).not.toContain(String(part));
    }
    expect(text).not.toMatch(/task_id|manager_id|manager-\d/);
    expect(text).not.toContain(note);
    expect(text).not.toContain(chip);
    for (const run of trial.runs as { user_ip?: string; external_uid?: string }[])
      for (const identity of [run.user_ip, run.external_uid]) if (identity) expect(text).not.toContain(identity);
    expect(files.filter((name) => /^(chips|data\/buildings)/.test(name))).toEqual([]);
    expect(exact.files).toContain(`chips/${chip}.webp`);
    expect(statSync(join(exact.folder, "data", "buildings.js")).mode & 0o777).toBe(0o600);
  });

  it("leaves nothing of an exact report behind when it is made anew, coarser", async () => {
    await report({ dir: out, out: join(out, "again"), privacy: "exact", chips });
    const { page } = await report({ dir: out, out: join(out, "again") });
    expect(readdirSync(dirname(page)).toSorted()).toEqual(["data", "downloads", "index.html", "platform.js", "texts"]);
    expect(readdirSync(join(dirname(page), "downloads")).toSorted()).toEqual(["destructions_by_day.csv", "squares.csv", "squares.geojson"]);
  });

  it("counts in squares of three buildings or more", async () => {
    const { folder } = await reportOf("grid");
    const { places } = handedOver(folder, "report") as ReportRecord;
    const counts = places.kind === "grid" ? places.cells.map(({ buildings }) => buildings) : [];
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(40);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(3);
  });

  it("counts in squares though areas are given too", async () => {
    const { folder } = await reportOf("grid", { areas: areaFile() });
    expect(handedOver(folder, "report")).toMatchObject({ privacy: "grid", places: { kind: "grid" } });
  });

  it("at area needs the areas", async () => {
    await expect(report({ dir: out, out, privacy: "area" })).rejects.toMatchObject({ name: "UsageError" });
  });

  it("keeps to the campaign's own privacy, and says where it is told to be finer", async () => {
    const campaign = join(out, "by-areas.json");
    const record = JSON.parse(readFileSync(join(out, "campaign.json"), "utf8")) as object;
    writeFileSync(campaign, JSON.stringify({ ...record, privacy: "area" }));
    const warnings: string[] = [];
    const telling = { ...silent, warn: (line: string) => warnings.push(line) };
    const own = { dir: out, out: join(out, "own"), campaign };
    await expect(report(own, telling)).rejects.toThrow(/publishes its results by areas/);
    expect(await report({ ...own, areas: areaFile() }, telling)).toMatchObject({ privacy: "area" });
    expect(warnings).toEqual([]);
    expect(await report({ ...own, privacy: "grid" }, telling)).toMatchObject({ privacy: "grid" });
    expect(warnings).toEqual([expect.stringContaining('published as "area"')]);
  });

  it.each([
    ["no JSON", "{", /JSON/],
    ["nothing", '{"features":[]}', /no features/],
    ["no name", '{"features":[{"properties":{},"geometry":null}]}', /feature 1 has no name/],
    [
      "a point",
      '{"features":[{"properties":{"name":"A"},"geometry":{"type":"Point","coordinates":[1,2]}}]}',
      /feature 1 \(A\) is not a polygon/,
    ],
  ])("refuses areas with %s", async (_, text, message) => {
    const path = join(out, "bad.geojson");
    writeFileSync(path, text);
    await expect(report({ dir: out, out, privacy: "area", areas: path })).rejects.toThrow(message);
  });

  it("says so where no place is known", async () => {
    const dir = trialFolder(trial);
    await infer({ dir, out: join(dir, "out") });
    const { page } = await report({ dir: join(dir, "out"), out: dir });
    expect(handedOver(dirname(page), "report")).toMatchObject({ places: { kind: "none", why: "no_lock" } });
  });

  it("tells each building's images, judgements and posterior, and misses no chip silently", async () => {
    const { folder } = await reportOf("exact");
    const details = handedOver(folder, "buildings-0") as Record<string, BuildingDetail>;
    const [detail] = Object.values(details);
    expect(Object.keys(details)).toHaveLength(40);
    expect(detail?.chips?.files).toEqual(new Array<string>(9).fill(`chips/${chip}.webp`));
    expect(detail?.posterior).toHaveLength(10);
    expect(detail?.judged).toHaveLength(9);
    const empty = mkdtempSync(join(tmpdir(), "chips-"));
    const warnings: string[] = [];
    await report({ dir: out, out: join(out, "bare"), privacy: "exact", chips: empty }, { ...silent, warn: (line) => warnings.push(line) });
    expect(warnings.join()).toContain(`Not in ${empty}, and left out: ${40 * 9} chips.`);
  });

  it("escapes what others wrote, and its policy asks nobody for anything", async () => {
    const { folder } = await reportOf("grid");
    const page = readFileSync(join(folder, "index.html"), "utf8");
    expect(page).toContain("&lt;img src=x onerror=alert(1)&gt; &amp; co");
    expect(page).not.toMatch(/<img|https?:|\bon\w+="/);
    expect(page).toContain("default-src &#39;none&#39;");
    expect(page).toMatch(/<h1>\d+ of 40 buildings destroyed/);
  });
});
