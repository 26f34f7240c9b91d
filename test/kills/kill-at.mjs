/**
 * Preloaded into a process (`node --import`): counts its file writes, renames and requests, and kills it (SIGKILL) at the
 * one that KILL_AT names: before a request, after its answer, before and after a rename, or with half of a write done.
 * Without KILL_AT, writes the count to the file that KILL_COUNT names when the process ends.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const at = Number(process.env.KILL_AT ?? 0);
const { writeSync, renameSync, writeFileSync } = fs;
const { fetch } = globalThis;
let steps = 0;

function step(last) {
  steps += 1;
  if (steps !== at) return;
  last?.();
  process.kill(process.pid, "SIGKILL");
  for (;;);
}

fs.writeSync = (file, data, ...rest) => {
  if (file > 2) step(() => writeSync(file, Buffer.from(data).subarray(0, Math.floor(data.length / 2))));
  return writeSync(file, data, ...rest);
};
fs.renameSync = (from, to) => {
  step();
  renameSync(from, to);
  step();
};
globalThis.fetch = async (...request) => {
  step();
  const answer = await fetch(...request);
  step();
  return answer;
};
syncBuiltinESMExports();

if (process.env.KILL_COUNT) process.on("exit", () => writeFileSync(process.env.KILL_COUNT, String(steps)));
