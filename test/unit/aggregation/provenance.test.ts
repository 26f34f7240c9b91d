import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exportResults, infer, verify } from "strike-tracker-aggregation";
import { describe, expect, it } from "vitest";
import { simulate } from "./simulated-crowd.ts";
import { trialFolder } from "./trial-folder.ts";

const trial = simulate({ seed: 41, process: "perceptual", buildings: 12, frames: 6, answers: 4 });

async function made(day = 1): Promise<{ dir: string; out: string }> {
  const dir = trialFolder(trial);
  const out = join(dir, "out");
  await infer({ dir, out, volunteers: true, now: () => new Date(Date.UTC(2026, 0, day)) });
  await exportResults({ dir: out, out });
  return { dir, out };
}

const json = (folder: string, name: string) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Record<string, unknown>;

describe("provenance.json", async () => {
  const { dir, out } = await made();
  const crate = json(out, "provenance.json");
  const graph = crate["@graph"] as Record<string, unknown>[];
  const entity = (id: string) => graph.find((one) => one["@id"] === id);

  it("is an RO-Crate that names each file with its hash", () => {
    expect(entity("ro-crate-metadata.json")).toMatchObject({
      conformsTo: { "@id": "https://w3id.org/ro/crate/1.1" },
      about: { "@id": "./" },
    });
    const parts = graph.filter((one) => one["@type"] === "File" && !String(one["@id"]).startsWith("#")).map((one) => String(one["@id"]));
    expect(parts).toEqual(expect.arrayContaining(["results.csv", "results.gpkg", "results.parquet", "volunteers.csv", "datapackage.json"]));
    expect(entity("./")?.hasPart).toEqual(parts.map((name) => ({ "@id": name })));
    for (const name of parts) {
      const sha256 = createHash("sha256")
        .update(readFileSync(join(out, name)))
        .digest("hex");
      expect(entity(name)).toMatchObject({ "@type": "File", sha256 });
    }
    const runs = createHash("sha256")
      .update(readFileSync(join(dir, "trial_task_run.json")))
      .digest("hex");
    expect(entity("#input/trial_task_run.json")).toMatchObject({ sha256: runs });
    expect(entity("#count/task_runs")).toMatchObject({ "@type": "PropertyValue", value: trial.runs.length });
    expect(entity("#parameter/bootstrap_seed")?.value).toEqual(expect.any(Number));
    const ids = new Set(graph.map((one) => one["@id"]));
    for (const reference of JSON.stringify(graph).matchAll(/\{"@id":"([^"]+)"\}/g)) {
      if (!reference[1]?.startsWith("https:")) expect(ids).toContain(reference[1]);
    }
  });

  it("is the same for the same input, but for its run", async () => {
    const other = json((await made(2)).out, "provenance.json");
    expect(other.run).not.toEqual(crate.run);
    expect({ ...other, run: null }).toEqual({ ...crate, run: null });
  });
});

describe("datapackage.json", () => {
  it("gives every column of every table its type", async () => {
    const { out } = await made();
    const { resources } = json(out, "datapackage.json") as {
      resources: { path: string; hash: string; schema?: { fields: { name: string; type: string }[] } }[];
    };
    const tables = resources.filter(({ path }) => path.endsWith(".csv"));
    expect(tables.map(({ path }) => path)).toEqual([
      "destructions_by_day.csv",
      "frames.csv",
      "results.csv",
      "review_queue.csv",
      "volunteers.csv",
    ]);
    for (const { path, schema } of tables) {
      expect(schema?.fields.map(({ name }) => name).join(",")).toBe(readFileSync(join(out, path), "utf8").split("\n")[0]);
    }
    const results = tables.find(({ path }) => path === "results.csv");
    expect(results?.schema?.fields).toEqual(
      expect.arrayContaining([
        { name: "posterior", type: "array" },
        { name: "by90", type: "datetime" },
        { name: "needs_review", type: "boolean" },
      ]),
    );
  });
});

describe("verify", () => {
  it("finds the same, and walks a building back to its answers", async () => {
    const { out } = await made();
    const verified = await verify({ dir: out, building: "b-3" });
    expect(verified).toMatchObject({ ok: true, inputs: true, results: true, differences: [] });
    const runs = trial.runs.filter(({ task_id }) => task_id === 503);
    expect(verified.building?.answers.map(({ task_run }) => task_run)).toEqual(runs.map(({ id }) => id));
    expect(runs[0]?.info).toMatchObject({ frames: verified.building?.answers[0]?.frames });
    expect(verified.building?.frames).toHaveLength(6);
    await expect(verify({ dir: out, building: "b-99" })).rejects.toThrow(/no building "b-99"/);
  });

  it("tells a result that was changed by hand", async () => {
    const { out } = await made();
    const path = join(out, "results.csv");
    writeFileSync(path, readFileSync(path, "utf8").replace("standing_throughout", "destroyed"));
    const verified = await verify({ dir: out });
    expect(verified).toMatchObject({ ok: false, inputs: true, results: false });
    expect(verified.differences.map(({ file }) => file)).toEqual(["results.csv", "results.csv"]);
  });

  it("tells an input that was changed or added", async () => {
    const { dir, out } = await made();
    appendFileSync(join(dir, "trial_task_run.json"), `${JSON.stringify({ id: 9999, info: null })}\n`);
    writeFileSync(join(dir, "second_task_run.json"), "[]");
    const verified = await verify({ dir: out });
    expect(verified).toMatchObject({ ok: false, inputs: false, results: false });
    expect(verified.differences).toEqual(
      expect.arrayContaining([
        { file: "trial_task_run.json", what: "input has changed" },
        { file: "second_task_run.json", what: "input is new" },
      ]),
    );
  });

  it("needs a provenance.json", async () => {
    await expect(verify({ dir: trialFolder(trial) })).rejects.toThrow(/there is no provenance\.json/);
  });
});

describe("a folder that is written into again", () => {
  it("loses what the earlier inference and export wrote there, so that nothing tells of other results", async () => {
    const { dir, out } = await made();
    writeFileSync(join(out, "statements.parquet"), "changed by somebody");
    const told: string[] = [];
    const telling = { note: (text: string) => void told.push(text), warn: () => undefined, progress: () => undefined };
    await infer({ dir, out, model: "majority", warmStart: undefined }, telling);
    for (const name of ["results.parquet", "results.gpkg", "volunteers.csv", "parameters.json"])
      expect(existsSync(join(out, name)), name).toBe(false);
    expect(existsSync(join(out, "statements.parquet"))).toBe(true);
    expect(told.join()).toContain("results.gpkg");
    expect((await verify({ dir: out })).ok).toBe(true);
  });

  it("keeps the parameters that the inference starts from", async () => {
    const { dir, out } = await made();
    await infer({ dir, out, warmStart: join(out, "parameters.json") });
    expect(existsSync(join(out, "parameters.json"))).toBe(true);
  });
});

describe("a folder of export alone", () => {
  it("is verified by what it holds", async () => {
    const { out } = await made();
    const exported = join(out, "exported");
    await exportResults({ dir: out, out: exported });
    expect(await verify({ dir: exported })).toMatchObject({ ok: true, differences: [] });
    appendFileSync(join(exported, "results.csv"), "x");
    expect((await verify({ dir: exported })).ok).toBe(false);
  });

  it("names volunteers as volunteers.csv does", async () => {
    const { out } = await made();
    const building = [...trial.truth.keys()][0] ?? "";
    const names = readFileSync(join(out, "volunteers.csv"), "utf8")
      .split("\n")
      .map((line) => line.split(",")[0]);
    const walked = (await verify({ dir: out, building })).building?.answers ?? [];
    expect(walked.length).toBeGreaterThan(0);
    for (const { volunteer } of walked) expect(names).toContain(volunteer);
  });
});
