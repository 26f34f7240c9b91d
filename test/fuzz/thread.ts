import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { stream } from "../synthetic/random.ts";
import { mutated } from "./mutate.ts";
import type { Parser } from "./parser.ts";
import { parsers } from "./parsers.ts";

/** What the first thread hands over. */
export interface Handover {
  /** By name, to be tried one after the other. */
  wanted: string[];
  seed: number;
  /** The first execution; the seeds come first, as they are. */
  from: number;
  /** Null = until `seconds` are over. */
  most: number | null;
  seconds: number;
  /** [0]: the execution under way. */
  progress: Int32Array;
}

/** What a thread says of a parser. It ends with the first fault. */
export type Report = { name: string; executions: number; seconds: number; fault: string | null };

/** Bytes that one parser may hold at any time. */
const mostMemory = 1_500_000_000;

const { wanted, seed, from, most, seconds, progress } = workerData as Handover;
const folder = mkdtempSync(join(tmpdir(), "fuzz-"));
const builtIn = [Object.prototype, Array.prototype, Function.prototype, String.prototype];
const known = builtIn.map((one) => Reflect.ownKeys(one).length);

async function faultOf(parser: Parser, input: Uint8Array): Promise<string | null> {
  try {
    await parser.read(Uint8Array.from(input), folder);
  } catch (error) {
    if (!parser.isClear(error)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  if (builtIn.some((one, at) => Reflect.ownKeys(one).length !== known[at]) || "hurt" in {}) return "a built-in prototype was changed";
  return process.memoryUsage.rss() > mostMemory ? `more than ${mostMemory / 1e6} MB are in use` : null;
}

async function tried(parser: Parser): Promise<Report> {
  const { name } = parser;
  const seeds = parser.seeds();
  const begun = performance.now();
  const spent = () => (performance.now() - begun) / 1000;
  let execution = from;
  for (; most === null ? spent() < seconds || execution < seeds.length : execution < from + most; execution++) {
    Atomics.store(progress, 0, execution);
    const input = seeds[execution] ?? mutated(seeds, parser.words ?? [], stream(seed, `${name} ${execution}`));
    const fault = await faultOf(parser, input);
    if (fault !== null) return { name, executions: execution, seconds: spent(), fault };
  }
  return { name, executions: execution - from, seconds: spent(), fault: null };
}

try {
  for (const name of wanted) {
    const parser = parsers.find((one) => one.name === name);
    if (!parser) throw new Error(`no parser ${name}`);
    const report = await tried(parser);
    parentPort?.postMessage(report);
    if (report.fault !== null) break;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
