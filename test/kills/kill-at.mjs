/**
 * Preloaded into a process (`node --import`): counts its writes, renames, copies and requests, and kills it (SIGKILL) at the
 * one that KILL_AT names: before a request, after its answer, before and after a rename or a copy, or with half of a
 * write done. Without KILL_AT, writes the count to the file that KILL_COUNT names when the process ends.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const at = Number(process.env.KILL_AT ?? 0);
const { writeSync, renameSync, writeFileSync, copyFileSync, rmSync, write } = fs;
const { writeFile, rename } = fs.promises;
const { fetch } = globalThis;
let steps = 0;

function step(last) {
  steps += 1;
  if (steps !== at) return;
  last?.();
  process.kill(process.pid, "SIGKILL");
  for (;;);
}

const half = (data) => {
  const bytes = typeof data === "string" ? Buffer.from(data) : data;
  return bytes.subarray(0, Math.floor(bytes.length / 2));
};

fs.writeSync = (file, data, ...rest) => {
  if (file > 2) step(() => writeSync(file, half(data)));
  return writeSync(file, data, ...rest);
};
fs.write = (file, data, ...rest) => {
  if (file > 2 && ArrayBuffer.isView(data)) step(() => writeSync(file, half(data)));
  return write(file, data, ...rest);
};
fs.writeFileSync = (file, data, ...rest) => {
  step(() => writeFileSync(file, half(data), ...rest));
  writeFileSync(file, data, ...rest);
};
fs.promises.writeFile = async (file, data, ...rest) => {
  step(() => writeFileSync(file, half(data), ...rest));
  await writeFile(file, data, ...rest);
};
for (const [name, act] of Object.entries({ renameSync, copyFileSync, rmSync })) {
  fs[name] = (...given) => {
    step();
    act(...given);
    step();
  };
}
fs.promises.rename = async (...given) => {
  step();
  await rename(...given);
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
