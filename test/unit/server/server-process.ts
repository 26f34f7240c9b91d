import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The command as it is installed. */
export const command = fileURLToPath(new URL("../../../openapi/server/bin/pybossa-embedded.js", import.meta.url));

/** Starts Node with these arguments. */
export function run(args: string[]): ChildProcess {
  return spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
}

/** How a process ended; with a signal it is sent that first. */
export async function ended(child: ChildProcess, signal?: NodeJS.Signals): Promise<{ code: number | null; signal: string | null }> {
  if (child.exitCode === null && child.signalCode === null) {
    if (signal) child.kill(signal);
    await once(child, "exit");
  }
  return { code: child.exitCode, signal: child.signalCode };
}

export interface Announced {
  endpoint: string;
  keys: Record<string, string>;
  [more: string]: unknown;
}

/** The first line that a server prints. */
export async function announced(child: ChildProcess): Promise<Announced> {
  if (!child.stdout) throw new Error("no output");
  for await (const line of createInterface(child.stdout)) return JSON.parse(line) as Announced;
  throw new Error(`ended with ${child.exitCode} before it printed a line`);
}

/** What a process wrote on standard error until it ended. */
export async function complaints(child: ChildProcess): Promise<string> {
  let text = "";
  for await (const part of child.stderr ?? []) text += String(part);
  return text;
}
