import { existsSync } from "node:fs";
import { createPybossaServer } from "pybossa-embedded";

/**
 * A server that kills itself (signal 9) as soon as the file `armed` stands and the clock was then read 60 times: in
 * the middle of an import, whose rows each read it inside one transaction.
 */
const [dataDir = "", armed = ""] = process.argv.slice(2);
let reads = 0;

function now(): number {
  if (existsSync(armed)) reads += 1;
  if (reads > 60) process.kill(process.pid, "SIGKILL");
  return Date.now();
}

const { endpoint, keys } = await createPybossaServer({ dataDir, now });
process.stdout.write(`${JSON.stringify({ endpoint, keys })}\n`);
