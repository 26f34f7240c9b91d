import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { exportResults } from "../../../aggregation/src/commands/export.ts";
import { infer } from "../../../aggregation/src/commands/infer.ts";
import type { Summary } from "../../../aggregation/src/commands/work-out.ts";
import { plainText, readResultsCsv, resultsCsv, safeText } from "../../../aggregation/src/export/index.ts";
import { type SimulatedCampaign, simulate } from "./simulated-crowd.ts";
import { lockOf, trialFolder } from "./trial-folder.ts";
import { zipOf } from "./zip.ts";

const trial = simulate({ seed: 2, process: "perceptual", buildings: 24, frames: 8, answers: 4 });
const text = (folder: string, name: string) => readFileSync(join(folder, name), "utf8");

describe("infer", () => {
  let out: string;
  let summary: Summary;
  let rows: Record<string, string>[];
  beforeAll(async () => {
    const dir = trialFolder(trial, { lock: true });
    out = join(dir, "out");
    const dirty = { ...trial.runs[0], id: 10_000, info: null };
    writeFileSync(join(dir, "more_task_run.json"), `${JSON.stringify(dirty)}\n${JSON.stringify({ ...trial.runs[1], id: 10_001 })}\n`);
    summary = await infer({ dir, out });
    rows = parse(text(out, "results.csv"), { columns: true });
  });

  it("writes counts that add up", () => {
    expect(summary.counts).toEqual({ task_runs: 98, used: 96, practice: 0, duplicates: 1, rejected: { unreadable: 1 } });
    expect(summary).toMatchObject({ buildings: 24, alarm: false, geometry: true, last_answer: "2026-01-02T03:04:05Z" });
    expect(JSON.parse(text(out, "summary.json"))).toEqual(summary);
    const rejected = text(out, "rejected.ndjson").trim().split("\n");
    expect(rejected.map((line) => JSON.parse(line) as unknown)).toEqual([
      { id: 10_000, reason: "unreadable", file: "more_task_run.json", offset: 0 },
      expect.objectContaining({ id: 10_001, reason: "duplicate" }),
    ]);
  });

  it("writes one row a task with every column, each in keeping with its posterior", () => {
    expect(text(out, "results.csv").split("\n")[0]).toBe(
      "task_id,building,manager_id,status,gap,n_frames,standing_last,destroyed_first,standing_last_frame,destroyed_first_frame,probability,gap50_first,gap50_last,gap90_first,gap90_last,after90,by90,interval_days,interval90_days,posterior,entropy,prior_standing,prior_destroyed,destroyed_edtf,n_answers,n_volunteers,n_cannot_tell,n_unusable,agreement,flags,needs_review,review_reason",
    );
    expect(rows).toHaveLength(24);
    for (const row of rows) {
      const posterior = JSON.parse(row.posterior ?? "") as number[];
      const gap = Number(row.gap);
      expect(posterior).toHaveLength(9);
      expect(Math.abs(posterior.reduce((sum, m) => sum + m, 0) - 1)).toBeLessThan(1e-6);
      expect(Math.max(...posterior)).toBe(posterior[gap]);
      expect(Number(row.probability)).toBe(posterior[gap]);
      const held = posterior.slice(Number(row.gap90_first), Number(row.gap90_last) + 1).reduce((sum, m) => sum + m, 0);
      expect(held).toBeGreaterThanOrEqual(0.9 - 1e-8);
      expect(row.standing_last_frame).toBe(gap === 0 ? "" : `f0${gap}`);
      expect(row.destroyed_first_frame).toBe(gap === 8 ? "" : `f0${gap + 1}`);
      if (row.status === "destroyed") {
        expect(row.destroyed_edtf).toBe(`[${row.standing_last?.slice(0, 10)}..${row.destroyed_first?.slice(0, 10)}]`);
      }
    }
  });

  it("keeps every file for the owner alone", () => {
    for (const name of ["results.csv", "rejected.ndjson", "summary.json", "buildings.ndjson", "campaign.json"]) {
      expect(statSync(join(out, name)).mode & 0o777).toBe(0o600);
    }
  });

  it("writes the same bytes again, from a ZIP and from the runs in another order", async () => {
    const dir = trialFolder({ ...trial, runs: trial.runs.toReversed() }, { lock: true });
    const runs = text(dir, "trial_task_run.json").trim().split("\n");
    rmSync(join(dir, "trial_task_run.json"));
    writeFileSync(join(dir, "1_trial_task_run_json.zip"), zipOf("trial_task_run.json", `[${runs.join(",")}]`));
    await infer({ dir, out: join(dir, "out") });
    expect(text(join(dir, "out"), "results.csv")).toBe(text(out, "results.csv"));
  });

  it("gives results without geometry with the Campaign alone", async () => {
    const dir = trialFolder(trial);
    const notes: string[] = [];
    const said = await infer(
      { dir, out: join(dir, "out") },
      { note: (line) => notes.push(line), warn: () => undefined, progress: () => undefined },
    );
    expect(said.geometry).toBe(false);
    expect(notes.join(" ")).toContain("without the campaign lock");
    const [row] = parse(text(join(dir, "out"), "results.csv"), { columns: true }) as Record<string, string>[];
    expect(row).toMatchObject({ manager_id: "", task_id: "500" });
  });

  it("takes the campaign and gold from files that are named", async () => {
    const dir = trialFolder(trial);
    writeFileSync(join(dir, "lock.json"), JSON.stringify(lockOf(trial)));
    writeFileSync(join(dir, "gold.csv"), "building,last_standing,first_destroyed\nb-3,f02,f03\nb-4,,f01\n");
    await infer({ dir, out: join(dir, "out"), campaign: join(dir, "lock.json"), gold: join(dir, "gold.csv") });
    const results = readResultsCsv(text(join(dir, "out"), "results.csv"));
    expect(results.slice(3, 5)).toMatchObject([
      { gap: 2, probability: 1, managerId: "manager-3" },
      { gap: 0, probability: 1 },
    ]);
  });

  it.each<[string, (dir: string) => void, RegExp]>([
    ["without a campaign", (dir) => rmSync(join(dir, "campaign.json")), /campaign\.json[\s\S]*manager/],
    ["with a broken campaign", (dir) => writeFileSync(join(dir, "campaign.json"), "{"), /is not JSON/],
    ["with another record for a campaign", (dir) => writeFileSync(join(dir, "campaign.json"), '{"schema":"x"}'), /schema/],
    ["without tasks", (dir) => rmSync(join(dir, "trial_task.json")), /no tasks of the campaign trial/],
    ["with an export that was cut off", (dir) => writeFileSync(join(dir, "trial_task.json"), '[{"id":1'), /trial_task\.json, byte 1/],
  ])("%s says what is missing", async (_, spoil, message) => {
    const dir = trialFolder(trial);
    spoil(dir);
    const attempt = infer({ dir, out: join(dir, "out") });
    await expect(attempt).rejects.toMatchObject({ name: "InputError", status: 1 });
    await expect(attempt).rejects.toThrow(message);
  });

  it.each([
    ["foo\n", /no column building, last_standing, first_destroyed/],
    ["building,last_standing,first_destroyed\nb-3,f77,f03\n", /building b-3: f77 is no frame of this building[\s\S]*f01 f02/],
    [
      "building,last_standing,first_destroyed\nmanager-3,f02,f03\n",
      /no building that has a task; its first is manager-3[\s\S]*such as b-0/,
    ],
    ["building,last_standing,first_destroyed\nb-3,f03,f02\n", /f02 \(first_destroyed\) is not after f03/],
  ])("refuses the gold %j, which would count for nothing", async (csv, message) => {
    const dir = trialFolder(trial);
    writeFileSync(join(dir, "gold.csv"), csv);
    const attempt = infer({ dir, out: join(dir, "out"), gold: join(dir, "gold.csv") });
    await expect(attempt).rejects.toMatchObject({ name: "InputError", status: 1 });
    await expect(attempt).rejects.toThrow(message);
  });

  it.each<[string, Partial<SimulatedCampaign>, Record<string, unknown>]>([
    ["no answers at all", { runs: [] }, { task_runs: 0, used: 0 }],
    ["a single answer", { runs: trial.runs.slice(0, 1) }, { task_runs: 1, used: 1 }],
  ])("makes a small result of %s", async (_, less, counts) => {
    const dir = trialFolder({ ...trial, ...less });
    expect(await infer({ dir, out: join(dir, "out") })).toMatchObject({ buildings: 24, counts, alarm: false });
  });

  it("makes a result of a timeline with one frame", async () => {
    const small = simulate({ seed: 1, process: "recalled", buildings: 3, frames: 1, answers: 3 });
    const dir = trialFolder(small);
    await infer({ dir, out: join(dir, "out") });
    expect(readResultsCsv(text(join(dir, "out"), "results.csv")).map(({ posterior }) => posterior.length)).toEqual([2, 2, 2]);
  });

  it("stops at the alarm, and goes on where it is accepted", async () => {
    const dir = trialFolder(trial);
    const rows = [...trial.truth].map(([building, gap]) => (gap < 4 ? `${building},f08,` : `${building},,f01`));
    writeFileSync(join(dir, "gold.csv"), `building,last_standing,first_destroyed\n${rows.join("\n")}\n`);
    const options = { dir, out: join(dir, "out"), gold: join(dir, "gold.csv") };
    await expect(infer(options)).rejects.toThrow(/contradicts the vote/);
    expect(await infer({ ...options, acceptAlarm: true })).toMatchObject({ alarm: true });
  });
});

describe("export", () => {
  it("writes GeoJSON after RFC 7946, one feature a building", async () => {
    const dir = trialFolder(trial, { lock: true });
    const out = join(dir, "out");
    await infer({ dir, out });
    expect(await exportResults({ dir: out, out })).toMatchObject({ buildings: 24, with_geometry: 24 });
    const collection = JSON.parse(text(out, "results.geojson")) as {
      features: { geometry: { coordinates: number[][][] }; properties: Record<string, unknown> }[];
    };
    expect(Object.keys(collection)).toEqual(["type", "features"]);
    expect(collection.features).toHaveLength(24);
    const [feature] = collection.features;
    expect(feature?.properties).toMatchObject({
      building: "b-0",
      manager_id: "manager-0",
      n_answers: 4,
      needs_review: expect.any(Boolean),
      posterior: expect.any(Array),
    });
    const ring = feature?.geometry.coordinates[0] ?? [];
    const area = ring.slice(1).reduce((sum, [x = 0, y = 0], i) => sum + (ring[i]?.[0] ?? 0) * y - x * (ring[i]?.[1] ?? 0), 0);
    expect(area).toBeGreaterThan(0);
  });

  it("writes null geometries where no place is known", async () => {
    const dir = trialFolder(trial);
    const out = join(dir, "out");
    await infer({ dir, out });
    expect(await exportResults({ dir: out, out: join(dir, "exported") })).toMatchObject({ with_geometry: 0 });
    expect(text(join(dir, "exported"), "results.geojson")).toContain('"geometry":null');
    expect(text(join(dir, "exported"), "results.csv")).toBe(text(out, "results.csv"));
  });

  it("asks for infer's folder", async () => {
    await expect(exportResults({ dir: trialFolder(trial), out: "unused" })).rejects.toThrow(/no results\.csv/);
  });
});

describe("cells of text", () => {
  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1"])("cannot run as a formula: %j", (cell) => {
    expect(safeText(cell)).toBe(`'${cell}`);
  });

  it("come back as they were", () => {
    const cell = fc.oneof(fc.string(), fc.stringMatching(/^'*[=+@-].*$/));
    fc.assert(
      fc.property(cell, (written) => {
        expect(plainText(safeText(written))).toBe(written);
      }),
    );
  });

  it("are guarded in results.csv, while numbers stay numbers", async () => {
    const dir = trialFolder(trial, { lock: true });
    const lock = lockOf(trial);
    const [building, ...others] = lock.buildings as Record<string, unknown>[];
    writeFileSync(
      join(dir, "campaign.lock.json"),
      JSON.stringify({ ...lock, buildings: [{ ...building, manager_id: '=cmd|"/c calc"!A1' }, ...others] }),
    );
    const out = join(dir, "out");
    await infer({ dir, out });
    const csv = text(out, "results.csv");
    const [row] = parse(csv, { columns: true }) as Record<string, string>[];
    expect(row?.manager_id).toBe('\'=cmd|"/c calc"!A1');
    const results = readResultsCsv(csv);
    expect(results[0]?.managerId).toBe('=cmd|"/c calc"!A1');
    expect([...resultsCsv(results)].join("")).toBe(csv);
  });
});
