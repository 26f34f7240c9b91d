import { spawnSync } from "node:child_process";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { simulate } from "./simulated-crowd.ts";
import { trialFolder } from "./trial-folder.ts";

const bin = fileURLToPath(new URL("../../../aggregation/bin/strike-aggregate.js", import.meta.url));

function strikeAggregate(args: string[], environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    encoding: "utf8",
    env: { PATH: process.env.PATH ?? "", ...environment },
    timeout: 25_000,
  });
  return { status, stdout, stderr };
}

describe("strike-aggregate", () => {
  it("works out results and prints one JSON document with --json", () => {
    const dir = trialFolder(simulate({ seed: 1, process: "recalled", buildings: 5, frames: 4, answers: 3 }));
    const { status, stdout, stderr } = strikeAggregate(["infer", dir, "--out", join(dir, "out"), "--json", "--quiet"]);
    expect([status, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toMatchObject({ counts: { task_runs: 15, used: 15 }, buildings: 5, alarm: false });
    const { run } = JSON.parse(readFileSync(join(dir, "out", "provenance.json"), "utf8")) as { run: { command: string[] } };
    expect(run.command).toEqual(["strike-aggregate", "infer", dir, "--out", join(dir, "out"), "--json", "--quiet"]);
    const made = strikeAggregate(["report", join(dir, "out"), "--out", join(dir, "out"), "--json"]);
    expect(JSON.parse(made.stdout)).toMatchObject({ privacy: "grid", headline: expect.stringMatching(/^\d of 5 buildings destroyed/) });
  });

  it("verifies results, and ends with 1 where they were changed", () => {
    const dir = trialFolder(simulate({ seed: 1, process: "recalled", buildings: 5, frames: 4, answers: 3 }));
    const out = join(dir, "out");
    strikeAggregate(["infer", dir, "--out", out, "--quiet"]);
    const same = strikeAggregate(["verify", out, "--building", "b-2", "--json"]);
    expect([same.status, JSON.parse(same.stdout)]).toMatchObject([0, { ok: true, building: { task_id: 502 } }]);
    appendFileSync(join(out, "results.csv"), "x");
    const changed = strikeAggregate(["verify", out]);
    expect([changed.status, changed.stdout]).toEqual([1, expect.stringContaining("results.csv: result has changed")]);
    expect(strikeAggregate(["plan-answers", out, "--budget", "many"]).status).toBe(2);
  });

  it("ends with 1 and a message where the input is wrong", () => {
    const { status, stdout, stderr } = strikeAggregate(["infer", "/no/such/folder", "--out", "/no/such/out"]);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^\/no\/such\/folder: no such folder\n/);
  });

  it("says which named file is missing, what it should be, and what to do", () => {
    const dir = trialFolder(simulate({ seed: 1, process: "recalled", buildings: 5, frames: 4, answers: 3 }));
    const out = join(dir, "out");
    const without = (...args: string[]) => strikeAggregate([...args, "/no/such/file", "--quiet"]);
    expect(strikeAggregate(["infer", dir, "--out", out, "--quiet"]).status).toBe(0);
    for (const [{ status, stderr }, expected] of [
      [without("infer", dir, "--out", join(dir, "other"), "--gold"), "a CSV with the columns building"],
      [without("infer", dir, "--out", join(dir, "other"), "--warm-start"), "parameters.json as infer --volunteers writes it"],
      [without("link", out, "--incidents"), "a CSV of dated incidents"],
    ] as const) {
      expect(status).toBe(1);
      expect(stderr).toMatch(/^\/no\/such\/file: no such file\n {2}Expected: .*\n {2}Check the path/);
      expect(stderr).toContain(expected);
    }
  });

  it.each([
    [["infer", "x"]],
    [["infer", "x", "--out", "y", "--threads", "0"]],
    [["infer", "x", "--out", "y", "--model", "guess"]],
    [["fetch", "--project", "x", "--out", "/no/such/out"]],
    [["nonsense"]],
  ])("ends with 2 where it is called the wrong way: %j", (args) => {
    const { status, stdout, stderr } = strikeAggregate(args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).not.toBe("");
  });

  it("ends with 3 where the server cannot be reached", () => {
    const { status, stderr } = strikeAggregate(["fetch", "--project", "x", "--out", "/no/such/out"], {
      PYBOSSA_ENDPOINT: "http://127.0.0.1:1",
    });
    expect(status).toBe(3);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
