import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportResults, infer, link, planAnswers } from "strike-tracker-aggregation";
import { beforeAll, describe, expect, it } from "vitest";
import { simulate } from "./simulated-crowd.ts";
import { trialFolder } from "./trial-folder.ts";

const guide = readFileSync(new URL("../../../docs/data.md", import.meta.url), "utf8");
const sections = guide.split(/^## /m).slice(1);
const trial = simulate({ seed: 23, process: "perceptual", buildings: 12, frames: 6, answers: 4 });
let out = "";

/** The words in backticks of the section whose heading names the file. */
function defined(file: string): Set<string> {
  const section = sections.find((one) => (one.split("\n", 1)[0] ?? "").includes(file)) ?? "";
  return new Set([...section.matchAll(/`([^`]+)`/g)].map(([, word]) => word ?? ""));
}

const text = (name: string) => readFileSync(join(out, name), "utf8");

function keysOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)]);
}

beforeAll(async () => {
  const dir = trialFolder({ ...trial, runs: [...trial.runs, { id: 999_999, task_id: 500, info: null }] }, { lock: true });
  out = join(dir, "out");
  await infer({ dir, out, volunteers: true });
  await exportResults({ dir: out, out });
  await planAnswers({ dir: out, budget: 30 });
  const incidents = join(mkdtempSync(join(tmpdir(), "incidents-")), "incidents.csv");
  writeFileSync(incidents, "id,date,lat,lon\na,2017-06-10,35.9512,38.9912\n");
  await link({ dir: out, incidents });
});

describe("docs/data.md", () => {
  it("holds no leftovers of a merge", () => {
    expect(guide).not.toMatch(/^(<{7}|={7}|>{7})/m);
  });

  it("has a section for every file that is written", () => {
    const headings = sections.map((section) => section.split("\n", 1)[0] ?? "");
    const named = (file: string) =>
      headings.some((heading) => heading.includes(file) || (file.startsWith("results.") && heading.includes(`.${file.split(".")[1]}`)));
    const files = readdirSync(out);
    expect(files.length).toBeGreaterThan(18);
    expect(files.filter((file) => !named(file))).toEqual([]);
  });

  it("defines every column of every table", () => {
    const tables = readdirSync(out).filter((name) => name.endsWith(".csv"));
    expect(tables.length).toBeGreaterThanOrEqual(9);
    const undefinedColumns = tables.flatMap((name) => {
      const words = defined(name);
      const header = text(name).split(/\r?\n/, 1)[0] ?? "";
      return header.split(",").flatMap((column) => (words.has(column) ? [] : [`${name}: ${column}`]));
    });
    expect(undefinedColumns).toEqual([]);
  });

  it.each(["summary.json", "agreement.json", "buildings.ndjson", "rejected.ndjson"])("defines every key of %s", (name) => {
    const words = defined(name);
    const records = name.endsWith(".json") ? [text(name)] : text(name).trim().split("\n");
    const keys = new Set(
      records.flatMap((record) => {
        const value = JSON.parse(record) as Record<string, unknown>;
        // Reasons, and GeoJSON, are defined as values.
        if (value.counts) value.counts = { ...value.counts, rejected: null };
        if (value.geometry) value.geometry = null;
        return keysOf(value);
      }),
    );
    expect(keys.size).toBeGreaterThan(3);
    expect([...keys].filter((key) => !words.has(key))).toEqual([]);
  });
});
