import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { zipSync } from "fflate";
import { infer } from "strike-tracker-aggregation";
import { describe, expect, it } from "vitest";
import { simulate } from "./simulated-crowd.ts";
import { trialFolder } from "./trial-folder.ts";
import { zipOf } from "./zip.ts";

const trial = simulate({ seed: 2, process: "perceptual", buildings: 12, frames: 6, answers: 4 });
const [sound] = trial.runs as (Record<string, unknown> & { info: Record<string, unknown> })[];
if (!sound) throw new Error("no run");
const runsName = "trial_task_run.json";

/** A folder with the trial's tasks, and what else is given. */
function folderWith(files: Record<string, string | Uint8Array>): string {
  const dir = trialFolder({ ...trial, runs: [] });
  for (const [name, content] of Object.entries({ [runsName]: "[]", ...files })) writeFileSync(join(dir, name), content);
  return dir;
}

async function inferred(dir: string, warned: string[] = []) {
  const out = mkdtempSync(join(tmpdir(), "hostile-"));
  const telling = { note: () => undefined, warn: (text: string) => void warned.push(text), progress: () => undefined };
  const summary = await infer({ dir, out }, telling);
  return { summary, out, rows: parse(readFileSync(join(out, "results.csv")), { columns: true }) as Record<string, string>[] };
}

const refused = (dir: string) => expect(infer({ dir, out: join(dir, "out") })).rejects;

describe("a ZIP that means harm", () => {
  const entry = (name: string, attributes?: number) =>
    zipSync({ [name]: [Buffer.from("[]"), attributes === undefined ? {} : { os: 3, attrs: attributes << 16 }] });

  it("is refused where an entry would lie outside, and nothing is written", async () => {
    const dir = folderWith({ "1_x.zip": entry("../../evil_task_run.json") });
    await refused(dir).toMatchObject({ name: "InputError", status: 1 });
    expect(readdirSync(dir)).not.toContain("out");
  });

  it.each(["..", "a\u0000/../../x", "/etc", "C:", "..\\..", "a/../../x"])("is refused where an entry lies at %j", async (place) => {
    await refused(folderWith({ "1_x.zip": entry(`${place}/x_task_run.json`) })).toMatchObject({ name: "InputError", status: 1 });
  });

  it.each(["\u202egepj", "a\u001b[2J\r\n", "\ud800", "__proto__", "=1+1", "x".repeat(60_000)])(
    "is read whatever an entry is called, and its name is only told: %j",
    async (name) => {
      const dir = folderWith({ "1_x.zip": zipOf(`${name}_task_run.json`, '[{"id":1,"info":null}]') });
      const { summary, out } = await inferred(dir);
      expect(summary.counts).toMatchObject({ task_runs: 1, rejected: { unreadable: 1 } });
      const [told = ""] = readFileSync(join(out, "rejected.ndjson"), "utf8").split("\n");
      expect(JSON.parse(told)).toMatchObject({ id: 1, reason: "unreadable", file: expect.stringMatching(/^1_x\.zip\//) });
    },
  );

  it("may hold a link, which is passed over", async () => {
    const dir = folderWith({ "1_x.zip": entry("x_task_run.json", 0o120777) });
    expect((await inferred(dir)).summary.counts.task_runs).toBe(0);
  });

  it("is refused where it unpacks to far more than answers do", async () => {
    const bomb = zipSync({ "x_task_run.json": new Uint8Array(2 ** 28 + 2 ** 21).fill(0x20) }, { level: 9 });
    await refused(folderWith({ "1_x.zip": bomb })).toThrow(/unpacks to more than 400 times its size/);
  });

  it("is refused where it was damaged", async () => {
    const packed = zipOf("x_task_run.json", JSON.stringify(trial.runs));
    for (const at of [60, packed.length >> 1]) {
      const damaged = Uint8Array.from(packed);
      damaged[at] = (damaged[at] ?? 0) ^ 0x55;
      await refused(folderWith({ "1_x.zip": damaged })).toMatchObject({ name: "InputError", status: 1 });
    }
    await refused(folderWith({ "1_x.zip": packed.subarray(0, packed.length - 30) })).toThrow(/no ZIP that can be read/);
  });

  it("is refused where it is encrypted", async () => {
    const packed = Buffer.from(zipOf("x_task_run.json", "[]"));
    for (const signature of [0x04034b50, 0x02014b50]) {
      const at = packed.indexOf(Buffer.from(Uint32Array.of(signature).buffer));
      const flags = at + (signature === 0x04034b50 ? 6 : 8);
      packed[flags] = (packed[flags] ?? 0) | 1;
    }
    await refused(folderWith({ "1_x.zip": packed })).toThrow(/is encrypted/);
  });
});

it("links to folders and to nothing are not looked at", async () => {
  const dir = folderWith({});
  mkdirSync(join(dir, "sub"));
  symlinkSync(join(dir, "sub"), join(dir, "a_task_run.json"));
  symlinkSync(join(dir, "nowhere"), join(dir, "b_task.json"));
  expect((await inferred(dir)).summary.counts.task_runs).toBe(0);
});

describe("an answer that means harm", () => {
  const withInfo = (changes: Record<string, unknown>, id: number) => ({ ...sound, id, user_id: id, info: { ...sound.info, ...changes } });

  it("of five megabytes is read, and one of twenty is passed over and counted", async () => {
    const runs = [withInfo({ note: "x".repeat(5 * 2 ** 20) }, 1), withInfo({ note: "x".repeat(20 * 2 ** 20) }, 2), withInfo({}, 3)];
    const { summary } = await inferred(folderWith({ [runsName]: JSON.stringify(runs) }));
    expect(summary.counts).toEqual({ task_runs: 3, used: 2, practice: 0, duplicates: 0, rejected: { unreadable: 1 } });
  });

  it("may hold anything: NUL, halves of characters, __proto__, a hundred thousand frames, depth", async () => {
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    const frames = Object.fromEntries(Array.from({ length: 100_000 }, (_, k) => [`x${k}`, "standing"]));
    const texts = [
      JSON.stringify(withInfo({ note: "\u0000\ud800\u202e" }, 1)),
      JSON.stringify({ ...withInfo({}, 2), user_id: "\ud800\u0000=1+1" }),
      JSON.stringify(withInfo({}, 3)).replace('"info":{', '"info":{"__proto__":{"practice":true},'),
      JSON.stringify(withInfo({ frames }, 4)),
      JSON.stringify(withInfo({}, 5)).replace('"user_id":5', `"user_id":${deep}`),
      JSON.stringify(withInfo({}, 6)).replace('"info":{', `"info":{"later":${deep},`),
      `{"id":7,"info":${deep}}`,
    ];
    const { summary, out } = await inferred(folderWith({ [runsName]: `[${texts.join(",")}]` }));
    expect(summary.counts).toEqual({ task_runs: 7, used: 6, practice: 0, duplicates: 0, rejected: { unreadable: 1 } });
    expect(summary.dropped_judgements).toBe(100_000);
    const written = readFileSync(join(out, "results.csv"), "utf8");
    for (const letter of ["\u0000", "\ufffd"]) expect(written).not.toContain(letter);
  });
});

describe("an export that is not what it seems", () => {
  it("of another project says which campaign it belongs to", async () => {
    const tasks = trial.tasks.map((task) => ({ ...task, info: { ...(task.info as object), campaign: "elsewhere" } }));
    await refused(folderWith({ "trial_task.json": JSON.stringify(tasks) })).toThrow(
      /no tasks of the campaign trial[\s\S]*belong to "elsewhere"[\s\S]*--campaign/,
    );
  });

  it("in a ZIP without files is told, by the ZIP's name", async () => {
    const none = zipSync({});
    const warned: string[] = [];
    const telling = { note: () => undefined, warn: (text: string) => void warned.push(text), progress: () => undefined };
    const dir = folderWith({ "1_trial_task_run_json.zip": none });
    rmSync(join(dir, runsName));
    await infer({ dir, out: join(dir, "out") }, telling);
    expect(warned.join("\n")).toMatch(/^1_trial_task_run_json\.zip holds no file[\s\S]*every result is the prior alone/);
    writeFileSync(join(dir, "1_trial_task_json.zip"), none);
    rmSync(join(dir, "trial_task.json"));
    await refused(dir).toThrow(/no tasks of the campaign trial[\s\S]*1_trial_task_json\.zip holds no file/);
  });

  it("from the future says so", async () => {
    const tasks = trial.tasks.map((task) => ({ ...task, info: { ...(task.info as object), schema: "strike-tracker/task/2" } }));
    await refused(folderWith({ "trial_task.json": JSON.stringify(tasks) })).toThrow(/newer version/);
    for (const kind of ["campaign", "lock"]) {
      const campaign = JSON.stringify({ ...trial.campaign, schema: `strike-tracker/${kind}/99` });
      await refused(folderWith({ "campaign.json": campaign })).toThrow(new RegExp(`"strike-tracker/${kind}/99".*update this program`));
    }
    const runs = trial.runs.map((run) => ({ ...run, info: { ...(run.info as object), schema: "strike-tracker/answer/99" } }));
    const warned: string[] = [];
    const { summary } = await inferred(folderWith({ [runsName]: JSON.stringify(runs) }), warned);
    expect(summary.counts.rejected).toEqual({ schema: 48 });
    expect(warned).toContain("No answer is used: every result is the prior alone.");
  });

  it("with two campaigns in one folder gives the results of the one", async () => {
    const other = (text: unknown) => JSON.stringify(text).replaceAll('"campaign":"trial"', '"campaign":"other"');
    const dir = folderWith({
      [runsName]: JSON.stringify(trial.runs),
      "other_task.json": other(trial.tasks),
      "other_task_run.json": other(trial.runs),
    });
    const warned: string[] = [];
    const { summary } = await inferred(dir, warned);
    expect(summary.counts).toMatchObject({ task_runs: 96, used: 48, rejected: { campaign: 48 } });
    expect(summary).toMatchObject({ buildings: 12, tasks_rejected: 12 });
    expect(warned).toContain('They say that they belong to "other".');
  });

  it("with two tasks for one building gives each its row, and says so", async () => {
    const [first] = trial.tasks;
    const warned: string[] = [];
    const tasks = JSON.stringify([...trial.tasks, { ...first, id: 9999 }]);
    const { rows } = await inferred(folderWith({ "trial_task.json": tasks }), warned);
    expect(rows).toHaveLength(13);
    expect(warned.join("\n")).toMatch(/same building is shown by several tasks, 1 time/);
  });

  it("whose array lacks a comma is refused, with the byte", async () => {
    await refused(folderWith({ [runsName]: '[{"id":1} {"id":2}]' })).toThrow(/trial_task_run\.json, byte 10: .*single commas/);
  });
});

describe("a campaign that has hardly begun", () => {
  it("gives the prior where there is no answer", async () => {
    const { summary, rows } = await inferred(folderWith({}));
    expect(summary).toMatchObject({ buildings: 12, counts: { task_runs: 0, used: 0 }, alarm: false, last_answer: null });
    expect(rows.every(({ status, n_answers }) => status === "unclear" && n_answers === "0")).toBe(true);
  });

  it("may have one answer", async () => {
    const { summary, rows } = await inferred(folderWith({ [runsName]: JSON.stringify([sound]) }));
    expect(summary.counts.used).toBe(1);
    expect(rows.filter(({ n_answers }) => n_answers === "1").map(({ flags }) => flags)).toEqual([expect.stringContaining("few_answers")]);
  });

  it("may have one frame", async () => {
    const one = simulate({ seed: 3, process: "perceptual", buildings: 5, frames: 1, answers: 3 });
    const { rows } = await inferred(trialFolder(one));
    expect(rows.map(({ n_frames }) => n_frames)).toEqual(["1", "1", "1", "1", "1"]);
    for (const { posterior } of rows) expect((JSON.parse(posterior ?? "") as number[]).reduce((sum, mass) => sum + mass)).toBeCloseTo(1, 6);
  });
});

describe("the campaign file of another version of the campaign", () => {
  it("is refused where it dates none of the frames", async () => {
    const dir = trialFolder(trial);
    const frames = (trial.campaign.frames as Record<string, unknown>[]).map((frame, at) => ({ ...frame, id: `other-${at}` }));
    writeFileSync(join(dir, "campaign.json"), JSON.stringify({ ...trial.campaign, frames }));
    await refused(dir).toThrow(/campaign\.json: none of the tasks' frames is in the campaign's table/);
  });
});
