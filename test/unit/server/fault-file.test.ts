import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseFaultPlan } from "pybossa-embedded";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { announced, command, complaints, ended, run } from "./server-process.ts";

let folder = "";
let child: ChildProcess | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faults-"));
});
afterEach(async () => {
  if (child !== null) await ended(child, "SIGKILL");
  child = null;
  rmSync(folder, { recursive: true });
});

function start(plan: string): ChildProcess {
  const file = join(folder, "faults.json");
  writeFileSync(file, plan);
  const started = run([command, "--data", join(folder, "data"), "--faults", file]);
  child = started;
  return started;
}

describe("--faults", () => {
  it.each([
    ["kill-before", ["one"]],
    ["kill-after", ["one", "two"]],
  ])("%s at write 2 keeps %j", async (fault, kept) => {
    const first = start(JSON.stringify({ faults: [{ fault, write: 2 }] }));
    const { endpoint, keys } = await announced(first);
    const headers = { Authorization: String(keys.owner), "Content-Type": "application/json" };
    const create = (name: string) =>
      fetch(`${endpoint}/api/project`, { method: "POST", headers, body: JSON.stringify({ name, short_name: name, description: "d" }) });
    expect((await create("one")).status).toBe(200);
    await expect(create("two")).rejects.toThrow("fetch failed");
    expect((await ended(first)).signal).toBe("SIGKILL");
    child = run([command, "--data", join(folder, "data")]);
    const again = await announced(child);
    const list = await fetch(`${again.endpoint}/api/project`, { headers });
    expect(((await list.json()) as { name: string }[]).map(({ name }) => name)).toEqual(kept);
  });

  it("ends with 1 and one message for a file that is no plan", async () => {
    const started = start('{"faults": [{"fault": "explode"}]}');
    const text = complaints(started);
    expect((await ended(started)).code).toBe(1);
    expect(await text).toMatch(/faults\.json, faults\[0\]\.fault: the fault plan does not fit\n\s+Expected: one of refuse, delay/);
  });
});

describe("a fault plan", () => {
  it.each([
    ["[]", "plan.json: the", "an object"],
    ['{"fault": []}', "plan.json, fault:", "one of seed, faults, rates, among"],
    ['{"faults": {}}', "plan.json, faults:", "a list of rules"],
    ['{"faults": [{"fault": "delay", "request": 0}]}', "faults[0].request", "a whole number from 1"],
    ['{"faults": [{"fault": "delay", "milliseconds": "9"}]}', "faults[0].milliseconds", "a whole number from 0"],
    ['{"faults": [{"fault": "delay", "path": "api"}]}', "faults[0].path", "a path such as"],
    ['{"faults": [{"fault": "delay", "method": "get"}]}', "faults[0].method", "a method such as POST"],
    ['{"faults": [{"fault": "delay", "write": 1}]}', "faults[0].write", "kill-before, kill-after or disk-full"],
    ['{"faults": [{"fault": "disk-full", "write": 1, "path": "/"}]}', "faults[0]:", "either a write, or a request"],
    ['{"rates": {"delay": 2}}', "rates.delay", "a number from 0 to 1"],
    ['{"rates": {"delay": 0.7, "refuse": 0.7}}', "rates:", "add up to at most 1"],
    ['{"among": {"path": "/", "x": 1}}', "among.x", "one of method, path"],
    ['{"seed": 1.5}', "seed", "a whole number from 0"],
  ])("%s is refused", (text, where, expected) => {
    const parse = () => parseFaultPlan(JSON.parse(text), "plan.json");
    expect(parse).toThrow(where);
    expect(parse).toThrow(expected);
  });

  it("keeps what is right", () => {
    const plan = {
      seed: 3,
      faults: [{ fault: "clock-skew", seconds: -5, request: 2, times: 3 }],
      rates: { delay: 0.5 },
      among: { method: "POST" },
    };
    expect(parseFaultPlan(plan, "plan.json")).toEqual(plan);
  });
});
