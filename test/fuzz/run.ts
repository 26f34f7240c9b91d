/**
 * `npm run fuzz [-- --seconds n] [--executions n] [--seed n] [--execution n] [parser…]`: feeds each parser with inputs made out of sound and
 * hostile ones, and looks for crashes, hangs, changed prototypes and memory without bounds. A fault names the seed and the
 * execution that show it again.
 */
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { parsers } from "./parsers.ts";
import type { Handover, Report } from "./thread.ts";

/** One execution may take so long, in milliseconds. */
const slowest = 30_000;

const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: "string", default: "2" },
    executions: { type: "string" },
    seed: { type: "string" },
    execution: { type: "string" },
  },
});
const unknown = wanted.filter((name) => !parsers.some((parser) => parser.name === name));
if (unknown.length > 0) {
  process.stderr.write(`There is no parser ${unknown.join(", ")}. There are: ${parsers.map(({ name }) => name).join(", ")}.\n`);
  process.exit(2);
}
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const execution = values.execution === undefined ? null : Number(values.execution);
/** So many a parser, however long they take; null = by the clock. */
const executions = values.executions === undefined ? null : Number(values.executions);

/** Tries parsers in a thread, so that one that hangs can be ended. Ends with the first fault. */
async function fuzz(names: string[], told: (report: Report) => void): Promise<void> {
  const progress = new Int32Array(new SharedArrayBuffer(4));
  const handover: Handover = {
    ...{ wanted: names, seed, progress, seconds: Number(values.seconds) },
    ...{ from: execution ?? 0, most: execution === null ? executions : 1 },
  };
  const resourceLimits = { maxOldGenerationSizeMb: 1500 };
  const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData: handover, resourceLimits });
  let reports = 0;
  const fault = await new Promise<string | null>((resolve) => {
    let last = "";
    let since = performance.now();
    const watch = setInterval(() => {
      const now = `${reports} ${Atomics.load(progress, 0)}`;
      if (now !== last) [last, since] = [now, performance.now()];
      else if (performance.now() - since > slowest) resolve(`no end after ${slowest / 1000} s`);
    }, 500);
    worker.on("message", (report: Report) => {
      reports += 1;
      told(report);
    });
    worker.on("error", (error) => resolve(error.stack ?? error.message));
    worker.on("exit", () => resolve(null));
    worker.on("exit", () => clearInterval(watch));
  });
  await worker.terminate();
  const name = names[reports];
  if (fault !== null && name !== undefined) told({ name, executions: Atomics.load(progress, 0), seconds: 0, fault });
}

process.stdout.write(`seed ${seed}\n`);
let left = parsers.map(({ name }) => name).filter((name) => wanted.length === 0 || wanted.includes(name));
while (left.length > 0) {
  const before = left.length;
  await fuzz(left, ({ name, executions, seconds, fault }) => {
    left = left.slice(1);
    if (fault === null) {
      process.stdout.write(`${name}: ${executions} executions (${Math.round(executions / seconds)} a second)\n`);
      return;
    }
    process.exitCode = 1;
    process.stdout.write(`${name}: FAULT at execution ${executions}\n${fault.slice(0, 800)}\n`);
    process.stdout.write(`Again: npm run fuzz -- --seed ${seed} --execution ${executions} "${name}"\n`);
  });
  if (left.length === before) throw new Error("the thread ended without a word");
}
