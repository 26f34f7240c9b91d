/**
 * Preloaded into a process (`node --import`): counts its writes, renames, copies, removals and requests, and kills it (SIGKILL)
 * at the one that KILL_AT names: before a request, after its answer, before and after a rename, copy, truncation or removal, or with
 * half of a write done. Without KILL_AT, writes the counts to the file that KILL_COUNT names when the process ends.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { isMainThread } from "node:worker_threads";

const { KILL_AT, KILL_COUNT } = process.env;
// Processes that this one starts are not killed at a step of theirs.
delete process.env.KILL_AT;
delete process.env.KILL_COUNT;
const at = Number(KILL_AT ?? 0);
const { writeSync, writeFileSync, write } = fs;
const { writeFile } = fs.promises;
const { fetch } = globalThis;
let steps = 0;
/** Steps that change a file or, for all that is known, the server. */
let changes = 0;

function step(last) {
  steps += 1;
  if (steps !== at) return;
  last?.();
  process.kill(process.pid, "SIGKILL");
  for (;;);
}

function change(last) {
  changes += 1;
  step(last);
}

const half = (data) => {
  const bytes = typeof data === "string" ? Buffer.from(data) : data;
  return bytes.subarray(0, Math.floor(bytes.length / 2));
};

function watch() {
  fs.writeSync = (file, data, ...rest) => {
    if (file > 2) change(() => writeSync(file, half(data)));
    return writeSync(file, data, ...rest);
  };
  fs.write = (file, data, ...rest) => {
    if (file > 2 && ArrayBuffer.isView(data)) change(() => writeSync(file, half(data)));
    return write(file, data, ...rest);
  };
  const { writev } = fs;
  fs.writev = (file, pieces, ...rest) => {
    if (file > 2) change(() => writeSync(file, half(Buffer.concat(pieces))));
    return writev(file, pieces, ...rest);
  };
  fs.writeFileSync = (file, data, ...rest) => {
    change(() => writeFileSync(file, half(data), ...rest));
    writeFileSync(file, data, ...rest);
  };
  fs.promises.writeFile = async (file, data, ...rest) => {
    change(() => writeFileSync(file, half(data), ...rest));
    await writeFile(file, data, ...rest);
  };
  for (const name of ["renameSync", "copyFileSync", "rmSync", "unlinkSync", "truncateSync"]) {
    const act = fs[name];
    fs[name] = (...given) => {
      change();
      act(...given);
      change();
    };
  }
  for (const name of ["rename", "rm", "unlink", "copyFile"]) {
    const act = fs.promises[name];
    fs.promises[name] = async (...given) => {
      change();
      await act(...given);
      change();
    };
  }
  globalThis.fetch = async (...request) => {
    const [address, { method = address.method ?? "GET" } = {}] = request;
    const told = method === "GET" || method === "HEAD" ? step : change;
    told();
    const answer = await fetch(...request);
    told();
    return answer;
  };
  syncBuiltinESMExports();
  if (KILL_COUNT) process.on("exit", () => writeFileSync(KILL_COUNT, JSON.stringify({ steps, changes })));
}

if (isMainThread) watch();
