import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLedger } from "./real/ledger.ts";
import { NotPlayable } from "./real/not-playable.ts";
import { kindOf } from "./real/table.ts";
import { createStage, type Stage } from "./replay/stage.ts";
import { accountNames } from "./replay/staging.ts";

const run = fileURLToPath(new URL("real/run.ts", import.meta.url));
const tsx = fileURLToPath(new URL("../../node_modules/tsx/dist/cli.mjs", import.meta.url));

/** Runs `npm run contract:real` as its user does. */
async function contractReal(environment: Record<string, string>, recordings: string[]) {
  const child: ChildProcess = spawn(process.execPath, [tsx, run, ...recordings], {
    env: { PATH: process.env.PATH ?? "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  let told = "";
  child.stdout?.on("data", (bytes: Buffer) => (printed += bytes.toString()));
  child.stderr?.on("data", (bytes: Buffer) => (told += bytes.toString()));
  const status = await new Promise<number | null>((done) => child.once("close", done));
  return { status, printed, told };
}

/** Some recordings of each dialect; the command itself plays all. */
const some = { scifabric: ["02-", "03", "06"], bloomberg: ["01", "04-", "10"] };

describe.each(["scifabric", "bloomberg"] as const)("a server that is not ours, of dialect %s", (dialect) => {
  const folder = mkdtempSync(join(tmpdir(), "contract-real-"));
  const keys = join(folder, "keys.json");
  let stage: Stage;
  beforeAll(async () => {
    stage = await createStage(dialect);
    await stage.setUp(() => undefined, { now: Date.now });
    writeFileSync(keys, JSON.stringify(Object.fromEntries(accountNames[dialect].map((name) => [name, `key-${name}`]))));
  });
  afterAll(async () => {
    await stage.close();
    rmSync(folder, { recursive: true });
  });
  const ask = (path: string) => fetch(stage.server().endpoint + path, { headers: { Authorization: "key-owner" } });

  it("answers as recorded, and holds nothing of the run's afterwards", { timeout: 240_000 }, async () => {
    const environment = { PYBOSSA_ENDPOINT: stage.server().endpoint, PYBOSSA_KEYS: keys };
    const { status, printed, told } = await contractReal(environment, some[dialect]);
    expect(told).toContain("deletes them");
    expect(told + printed).not.toContain("key-owner");
    const rows = printed.split("\n").filter((line) => / \| (status|types|keys|values) \| /.test(line));
    expect(rows.filter((row) => !row.includes(" * | "))).toEqual([]);
    expect(printed).toMatch(/[1-9]\d+ of \d+ exchanges played: /);
    expect(printed).toContain("All projects made were deleted.");
    expect(status).toBe(0);
    expect(await (await ask("/api/project?all=1&limit=100")).json()).toEqual([]);
  });

  it("skips accounts without a key", { timeout: 240_000 }, async () => {
    const other = join(folder, "owner-alone.json");
    writeFileSync(other, JSON.stringify({ keys: { owner: "key-owner" } }));
    const { status, printed } = await contractReal({ PYBOSSA_ENDPOINT: stage.server().endpoint, PYBOSSA_KEYS: other }, [
      some[dialect][1] ?? "",
    ]);
    expect(status).toBe(0);
    expect(printed).toMatch(/\d+ not played: no key of an account like vol1\./);
  });
});

describe("the command", () => {
  it("ends with 1 on wrong input, and 3 where no server answers", { timeout: 60_000 }, async () => {
    expect((await contractReal({}, [])).status).toBe(1);
    const { status, told } = await contractReal({ PYBOSSA_ENDPOINT: "http://127.0.0.1:9", PYBOSSA_API_KEY: "a-key" }, []);
    expect(status).toBe(3);
    expect(told).not.toContain("a-key");
  });
});

describe("what stands for the recorded", () => {
  const ledger = createLedger("-run", new Set());
  ledger.learn("user", 3, 71);
  ledger.learn("project", 40, 9);

  it("accounts: their numbers, wherever they are listed, and what is told of them", () => {
    const project = (user: number) => ({ owners_ids: [user], info: { project_users: [user], n: [3] } });
    expect(ledger.body(project(3))).toEqual(project(71));
    expect(ledger.expected(project(3))).toEqual(project(71));
    expect(ledger.expected({ fav_user_ids: [3], user_id: "3" })).toEqual({ fav_user_ids: [71], user_id: "71" });
    expect(() => ledger.body(project(4))).toThrow(NotPlayable);
    ledger.learnNamed({ fullname: "Vol1 User" }, { fullname: "Ada" });
    expect(ledger.expected({ owner: { fullname: "Vol1 User" } })).toEqual({ owner: { fullname: "Ada" } });
  });

  it("files: names of this run's own, in the account's own folder, and no other file", () => {
    const form = new FormData();
    form.set("project_id", "40");
    form.set("file", new File(["x"], "a.png"));
    const sent = ledger.body(form) as FormData;
    expect([sent.get("project_id"), (sent.get("file") as File).name]).toEqual(["9", "a-run.png"]);
    expect(ledger.address("/uploads/user_3/a.png", false)).toBe("/uploads/user_71/a-run.png");
    expect(() => ledger.address("/uploads/user_3/40_town_task_json.zip", false)).toThrow(NotPlayable);
  });
});

it.each([
  ["status 200 was recorded, here 404: {}", "status"],
  ["[0].info.comment is missing", "keys"],
  ["info: object {} was recorded, here null null", "types"],
  ['state: "completed" was recorded, here "ongoing"', "values"],
])("tells what a difference is about: %s", (difference, kind) => {
  expect(kindOf(difference)).toBe(kind);
});
