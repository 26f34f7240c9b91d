/** `npm run kills [-- <count> [<part of a case's name>…]]`: kills every command at up to so many different steps (200). */
import { readFileSync } from "node:fs";
import { aggregateCases } from "./aggregate-cases.ts";
import { type KillOutcome, killAll } from "./kill-case.ts";
import { killDesk } from "./killed-desk.ts";
import { killServer } from "./killed-server.ts";
import { fileCases, serverCases } from "./setup-cases.ts";

const [first, ...rest] = process.argv.slice(2);
const count = first === undefined ? 200 : Number(first);
if (!Number.isInteger(count) || count < 1) {
  process.stderr.write("Usage: npm run kills [-- <count> [<part of a case's name>…]]\n");
  process.exit(2);
}
const began = performance.now();
const tell = (line: string) => process.stderr.write(`${line}\n`);
const dialects = ["scifabric", "bloomberg"] as const;
const cases = [
  ...[...fileCases(), ...dialects.flatMap(serverCases), ...aggregateCases()].map((each) => ({
    name: each.name,
    kill: () => killAll(each, count, tell),
  })),
  { name: "aggregate-review", kill: () => killDesk(count, tell) },
  ...dialects.map((dialect) => ({ name: `${dialect}-server`, kill: () => killServer(dialect, count, tell) })),
].filter(({ name }) => rest.length === 0 || rest.some((part) => name.includes(part)));
let kills = 0;
for (const { kill } of cases) {
  const [startedAt, cpuBefore] = [performance.now(), cpuSeconds()];
  const outcome = await kill();
  kills += outcome.killed;
  process.stdout.write(`${outcome.name}: ${told(outcome)}; ${spent(startedAt, cpuBefore)}\n`);
  for (const fault of outcome.faults) process.stdout.write(`  ${fault}\n`);
  if (outcome.faults.length > 0 || (outcome.changes > 0 && outcome.killed === 0)) process.exitCode = 1;
}
process.stdout.write(`${kills} kills of ${cases.length} cases; ${spent(began, 0)}\n`);

function told({ steps, changes, killed, faults }: KillOutcome): string {
  if (changes === 0) return `changes nothing in its ${steps} steps`;
  if (steps === null) return `killed at ${killed} different writes, ${faults.length} faults`;
  return `killed at ${killed === steps ? `every one of its ${steps}` : `${killed} of ${steps}`} steps, ${faults.length} faults`;
}

function spent(since: number, cpuBefore: number): string {
  const elapsed = `${((performance.now() - since) / 1000).toFixed(0)} s`;
  const cpu = cpuSeconds();
  return Number.isNaN(cpu) ? elapsed : `${(cpu - cpuBefore).toFixed(0)} s of CPU in ${elapsed}`;
}

/** Of this process and of those that it started and that have ended; NaN where the system does not tell. */
function cpuSeconds(): number {
  try {
    const fields = readFileSync("/proc/self/stat", "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    // utime, stime, cutime and cstime, in ticks of 10 ms.
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100;
  } catch {
    return Number.NaN;
  }
}
