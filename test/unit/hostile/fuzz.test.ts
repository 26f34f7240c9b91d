import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parsers } from "../../fuzz/parsers.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Each of their files is read in a new thread, or needs a new server, which takes a third of a second. */
const slow = ["geopackage", "geoparquet", "requests to the embedded server"];

describe("npm run fuzz", () => {
  it("finds no crash, no hang and no changed prototype in the first executions", () => {
    const quick = parsers.map(({ name }) => name).filter((name) => !slow.includes(name));
    for (const [names, executions] of [
      [quick, "30"],
      [slow, "12"],
    ] as const) {
      const script = ["node_modules/tsx/dist/cli.mjs", "test/fuzz/run.ts", "--executions", executions, "--seed", "20261124"];
      const told = execFileSync(process.execPath, [...script, ...names], { cwd: root, encoding: "utf8" });
      for (const name of names) expect(told).toMatch(new RegExp(`^${name.replace(/[()]/g, "\\$&")}: \\d+ executions`, "m"));
    }
  }, 300_000);

  it("tells the seed and the execution of a fault", () => {
    const script = ["node_modules/tsx/dist/cli.mjs", "test/fuzz/run.ts", "--seed", "7", "--execution", "0", "geojson"];
    expect(execFileSync(process.execPath, script, { cwd: root, encoding: "utf8" })).toMatch(/^seed 7\ngeojson: 1 executions/);
  });
});
