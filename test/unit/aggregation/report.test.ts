import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { infer } from "../../../aggregation/src/commands/infer.ts";
import { report } from "../../../aggregation/src/commands/report.ts";
import { countBand } from "../../../aggregation/src/infer/count-band.ts";
import type { Result } from "../../../aggregation/src/infer/index.ts";
import { cellsOf } from "../../../aggregation/src/report/cells.ts";
import { findingsOf, median, type ReportBuilding } from "../../../aggregation/src/report/findings.ts";
import { headline } from "../../../aggregation/src/report/page.ts";
import { stretch } from "../../../aggregation/src/report/words.ts";
import { type SimulatedCampaign, simulate } from "./simulated-crowd.ts";
import { lockOf, square, trialFolder } from "./trial-folder.ts";

const day = 86_400_000;
const moments = [0, 10, 20, 40].map((days) => Date.UTC(2017, 0, 1) + days * day);
const frames = moments.map((time, k) => ({ id: `f0${k + 1}`, start: time, end: time, acquired: true }));
const facts = { id: "trial", title: "A trial", language: "en", definition: "", attribution: [], frames };

function building(posterior: number[], more: Partial<Result> = {}): ReportBuilding {
  const gap = posterior.indexOf(Math.max(...posterior));
  const at = (k: number) => moments[k] ?? null;
  const result: Result = {
    taskId: 1,
    building: "b-1",
    managerId: null,
    status: gap === 0 ? "destroyed_before" : gap === 4 ? "standing_throughout" : "destroyed",
    gap,
    frames: 4,
    standingLast: at(gap - 1),
    destroyedFirst: at(gap),
    standingLastFrame: null,
    destroyedFirstFrame: null,
    probability: posterior[gap] ?? 0,
    gap50: { first: gap, last: gap },
    gap90: { first: gap, last: gap },
    after90: at(gap - 1),
    by90: at(gap),
    intervalDays: null,
    interval90Days: gap > 0 && gap < 4 ? ((moments[gap] ?? 0) - (moments[gap - 1] ?? 0)) / day : null,
    posterior,
    entropy: 0,
    priorStanding: null,
    priorDestroyed: null,
    destroyedEdtf: "",
    answers: 3,
    volunteers: 3,
    cannotTell: 0,
    unusable: 0,
    agreement: 1,
    flags: [],
    reviewReasons: [],
    ...more,
  };
  return { result, frames };
}

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

describe("dates in words", () => {
  it("name the year once, and open ends", () => {
    const june = Date.UTC(2017, 5, 10);
    expect(stretch(june, june + 12 * day)).toBe("10 Jun – 22 Jun 2017");
    expect(stretch(june, june + 300 * day)).toBe("10 Jun 2017 – 6 Apr 2018");
    expect([stretch(null, june), stretch(june, null), stretch(null, null)]).toEqual(["by 10 Jun 2017", "after 10 Jun 2017", "not known"]);
  });
});

describe("cells", () => {
  const at = (places: [number, number][]) => {
    const buildings = places.map((_, b) => building([0, 1, 0, 0, 0], { building: `b-${b}` }));
    const footprints = new Map(places.map(([lon, lat], b) => [`b-${b}`, { type: "Polygon" as const, coordinates: square(lon, lat) }]));
    return cellsOf(buildings, footprints);
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
    ).toMatchObject({ after: moments[0], by: moments[1], destroyed: { expected: 3, low: 3, high: 3 } });
  });
});

describe("the report", () => {
  const title = "<img src=x onerror=alert(1)> & co";
  const trial: SimulatedCampaign = simulate({ seed: 4, process: "recalled", buildings: 40, frames: 9, answers: 4 });
  trial.campaign.title = title;
  let out: string;
  beforeAll(async () => {
    const dir = trialFolder(trial, { lock: true });
    writeFileSync(join(dir, "campaign.lock.json"), JSON.stringify(lockOf(trial)));
    out = join(dir, "out");
    await infer({ dir, out });
  });

  const pageOf = async (privacy?: "exact" | "grid", dir = out) => {
    const { page } = await report({ dir, out: join(out, privacy ?? "default"), privacy });
    return { path: page, text: readFileSync(page, "utf8") };
  };

  it("holds no building's id, place or manager's id, unless all is to be told", async () => {
    const { text } = await pageOf();
    const [footprint] = JSON.parse(readFileSync(join(out, "buildings.ndjson"), "utf8").split("\n")[7] ?? "").geometry.coordinates as [
      number[][],
    ];
    const exact = await pageOf("exact");
    for (const name of ["manager-7<", "manager-0<"]) {
      expect(text).not.toContain(name.slice(0, -1));
      expect(exact.text).toContain(name);
    }
    expect(text).not.toMatch(/\bb-\d|manager|\btask/);
    for (const id of trial.tasks.map((task) => String(task.id)))
      expect(text.replace(/<style>[\s\S]*?<\/style>|<svg[\s\S]*?<\/svg>/g, "")).not.toMatch(new RegExp(`\\b${id}\\b`));
    for (const [lon = 0, lat = 0] of footprint) {
      expect(text).not.toContain(String(lon));
      expect(text).not.toContain(String(lat));
    }
    expect(statSync(exact.path).mode & 0o777).toBe(0o600);
  });

  it("counts in squares of three buildings or more", async () => {
    const { text } = await pageOf("grid");
    const rows = [...text.matchAll(/<td class="number">(?:\d+ m|–)<\/td>\s*<td class="number">(\d+)<\/td>/g)].map((match) =>
      Number(match[1]),
    );
    expect(rows.reduce((sum, n) => sum + n, 0)).toBe(40);
    expect(Math.min(...rows)).toBeGreaterThanOrEqual(3);
  });

  it("says so where no place is known", async () => {
    const dir = trialFolder(trial);
    await infer({ dir, out: join(dir, "out") });
    const { text } = await pageOf("grid", join(dir, "out"));
    expect(text).toContain("counts for each interval only");
    expect(text).not.toContain("Square");
  });

  it("escapes what others wrote, and asks nobody for anything", async () => {
    for (const { text } of [await pageOf("grid"), await pageOf("exact")]) {
      expect(text).toContain("&lt;img src=x onerror=alert(1)&gt; &amp; co");
      expect(text).not.toMatch(/<img|<script|<link|<iframe|url\(|@import|https?:|\bsrc=(?!x onerror)|\bon\w+="/);
      expect(text).toContain(`default-src 'none'`);
    }
  });

  it("says in words what stands in the charts", async () => {
    const { text } = await pageOf("grid");
    expect(text).toMatch(/<h1><strong>\d+ of 40 buildings destroyed<\/strong>/);
    expect(text).toContain("with 90 % probability between");
    expect(text).toContain("The roof has fallen in.");
    expect(text).toContain("Answers up to 2 Jan 2026.");
    const table = text.slice(text.indexOf("<caption>Expected number of buildings"));
    expect((table.slice(0, table.indexOf("</table>")).match(/<tr>/g) ?? []).length).toBe(1 + 9);
  });
});
