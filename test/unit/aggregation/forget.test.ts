import { createHash, createHmac } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exportResults, forget, infer, verify } from "strike-tracker-aggregation";
import { describe, expect, it } from "vitest";
import { readyToTakeOver } from "../../../aggregation/src/fetch/again.ts";
import { openArchive } from "../../../aggregation/src/fetch/archive.ts";
import { finishForgetting, forgetIn, forgottenPeople } from "../../../aggregation/src/fetch/forgotten.ts";
import { createPseudonyms, withoutPerson } from "../../../aggregation/src/fetch/pseudonyms.ts";
import { simulate } from "./simulated-crowd.ts";
import { trialFolder } from "./trial-folder.ts";

const trial = simulate({ seed: 61, process: "perceptual", buildings: 10, frames: 5, answers: 4 });
const salt = "5".repeat(64);
const account = String(trial.runs.find(({ user_id }) => user_id !== null)?.user_id);
const theirs = trial.runs.filter(({ user_id }) => String(user_id) === account).length;
const name = createHmac("sha256", salt).update(`user_id:${account}`).digest("hex").slice(0, 32);

/** A folder as fetch leaves it, with the results of infer and export in `out`. */
async function fetched(): Promise<{ raw: string; out: string }> {
  const raw = join(trialFolder(trial), "raw");
  const archive = openArchive(raw, { server: "http://127.0.0.1:1", projectId: 1, version: "0", salt: "0", now: () => new Date(0) });
  archive.append(
    "trial_task.json",
    trial.tasks.map((task) => ({ ...task, id: Number(task.id), fav_user_ids: [name, "other"] })),
  );
  const runs = trial.runs.map((run) => withoutPerson({ ...run, id: Number(run.id) }, createPseudonyms(salt)));
  archive.append("trial_task_run.json", runs.slice(0, 20));
  archive.append("trial_task_run.json", runs.slice(20));
  writeFileSync(`${raw}.salt`, `${salt}\n`);
  writeFileSync(join(raw, "campaign.json"), `${JSON.stringify(trial.campaign, null, 2)}\n`);
  const out = join(raw, "..", "out");
  await infer({ dir: raw, out, volunteers: true });
  await exportResults({ dir: out, out });
  return { raw, out };
}

const lines = (folder: string, file: string) =>
  readFileSync(join(folder, file), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe("forget", () => {
  it.each([
    ["by the salted name", name],
    ["by the account, with the salt", account],
  ])("takes a person out of everything, %s", async (_, volunteer) => {
    const { raw, out } = await fetched();
    const before = createHash("sha256")
      .update(readFileSync(join(raw, "trial_task_run.json")))
      .digest("hex");
    const warnings: string[] = [];
    const telling = { note: () => undefined, warn: (line: string) => warnings.push(line), progress: () => undefined };
    const done = await forget({ dir: out, volunteer }, telling);
    expect(done).toMatchObject({ task_runs: theirs, results: true });
    for (const file of readdirSync(out)) expect([file, readFileSync(join(out, file)).includes(name)]).toEqual([file, false]);
    for (const file of ["trial_task.json", "trial_task_run.json"]) expect(readFileSync(join(raw, file), "utf8")).not.toContain(name);
    expect(JSON.parse(readFileSync(join(out, "summary.json"), "utf8"))).toMatchObject({ counts: { used: trial.runs.length - theirs } });
    expect(await verify({ dir: out })).toMatchObject({ ok: true });
    const after = createHash("sha256")
      .update(readFileSync(join(raw, "trial_task_run.json")))
      .digest("hex");
    expect(lines(raw, "forgotten.ndjson")).toContainEqual(
      expect.objectContaining({ volunteer: name, sha256_before: before, sha256_after: after }),
    );
    expect(warnings.join("\n")).toContain(`The server still holds what this person answered (${theirs} task runs)`);
  });

  it("leaves a log that fits the files, so that fetch can go on", async () => {
    const { raw } = await fetched();
    await forget({ dir: raw, volunteer: name });
    for (const batch of lines(raw, "fetch-log.ndjson")) {
      const bytes = readFileSync(join(raw, String(batch.file))).subarray(Number(batch.from), Number(batch.to));
      expect(createHash("sha256").update(bytes).digest("hex")).toBe(batch.sha256);
      expect(bytes.toString().split("\n").length - 1).toBe(batch.records);
      expect(statSync(join(raw, String(batch.file))).mode & 0o777).toBe(0o600);
    }
    const archive = openArchive(raw, { server: "http://127.0.0.1:1", projectId: 1, version: "0", salt: "0", now: () => new Date(0) });
    expect(archive.records("trial_task_run.json")).toBe(trial.runs.length - theirs);
    expect(archive.lastId("trial_task_run.json")).toBe(trial.runs.length);
  });

  it("goes on where it was interrupted after the files and before the results, exports included", async () => {
    const { raw, out } = await fetched();
    forgetIn(raw, new Set([name]), "2026-01-02T03:04:05Z");
    const done = await forget({ dir: out, volunteer: name });
    expect(done).toMatchObject({ task_runs: theirs, results: true });
    expect(forgottenPeople(raw)).toEqual(new Set([name]));
    expect(JSON.parse(readFileSync(join(out, "summary.json"), "utf8"))).toMatchObject({ counts: { used: trial.runs.length - theirs } });
    expect(existsSync(join(out, "results.gpkg"))).toBe(true);
  });

  it("makes the exports anew also where it was interrupted between inference and export", async () => {
    const { out } = await fetched();
    const interrupted = { note: () => undefined, progress: () => undefined };
    const warn = (line: string) => {
      if (line.includes("No building's place is known")) throw new Error("interrupted");
    };
    await expect(forget({ dir: out, volunteer: name }, { ...interrupted, warn })).rejects.toThrow("interrupted");
    expect(existsSync(join(out, "results.gpkg"))).toBe(false);
    writeFileSync(join(out, ".volunteers.csv.0123456789ab.part"), name);
    await forget({ dir: out, volunteer: name });
    expect(existsSync(join(out, "results.gpkg"))).toBe(true);
    expect(await verify({ dir: out })).toMatchObject({ ok: true });
    expect(readdirSync(out).filter((file) => file.startsWith("."))).toEqual([]);
  });

  it("completes files that had not yet taken their places, also by fetch", async () => {
    const { raw } = await fetched();
    const whole = `${raw}-whole`;
    cpSync(raw, whole, { recursive: true });
    forgetIn(whole, new Set([name]), "2026-01-02T03:04:05Z");
    const fresh = join(raw, "forgetting");
    cpSync(whole, fresh, { recursive: true });
    writeFileSync(join(fresh, "ready"), "");
    renameSync(join(fresh, "trial_task_run.json"), join(raw, "trial_task_run.json"));
    finishForgetting(raw);
    for (const file of readdirSync(whole)) expect(readFileSync(join(raw, file))).toEqual(readFileSync(join(whole, file)));
    expect(existsSync(fresh)).toBe(false);
  });

  it("loses nothing of a full re-read that was interrupted while it took the place of the earlier one", async () => {
    const { raw } = await fetched();
    const again = join(raw, "again");
    cpSync(raw, `${raw}-copy`, { recursive: true });
    renameSync(`${raw}-copy`, again);
    readyToTakeOver(raw, []);
    mkdirSync(join(raw, "earlier", "1"), { recursive: true });
    renameSync(join(raw, "trial_task_run.json"), join(raw, "earlier", "1", "trial_task_run.json"));
    await forget({ dir: raw, volunteer: name });
    expect(lines(raw, "trial_task_run.json")).toHaveLength(trial.runs.length - theirs);
    expect(lines(join(raw, "earlier", "1"), "trial_task_run.json")).toHaveLength(trial.runs.length - theirs);
  });

  it("says where there is nothing by that person, or nothing that fetch wrote", async () => {
    const { raw } = await fetched();
    await expect(forget({ dir: raw, volunteer: "0".repeat(32) })).rejects.toThrow(/holds nothing by this volunteer/);
    await expect(forget({ dir: trialFolder(trial), volunteer: name })).rejects.toThrow(/there is no fetch-log\.ndjson/);
  });
});
