import { type ChildProcess, spawn } from "node:child_process";
import { bundledCommand } from "./bundle.ts";

const hook = new URL("kill-at.mjs", import.meta.url).href;

/** One run of a command. */
export interface CommandRun {
  bin: "strike-setup" | "strike-aggregate";
  args: readonly string[];
  access: { endpoint: string; apiKey: string | undefined };
}

/** At which step it is killed, or into which file it writes how many there were. */
export interface Watched {
  KILL_AT?: string;
  KILL_COUNT?: string;
}

/** Starts a command, watched by the hook that counts its steps and kills it. */
export async function startCommand({ bin, args, access }: CommandRun, watched: Watched, stdout: "ignore" | "pipe"): Promise<ChildProcess> {
  const env = { ...process.env, PYBOSSA_ENDPOINT: access.endpoint, PYBOSSA_API_KEY: access.apiKey, ...watched };
  const path = await bundledCommand(bin);
  return spawn(process.execPath, ["--import", hook, path, ...args, "--quiet"], { env, stdio: ["ignore", stdout, "pipe"] });
}

/** @returns its exit status, or null where it was killed */
export async function runCommand(run: CommandRun, watched: Watched = {}): Promise<{ status: number | null; stderr: string }> {
  const child = await startCommand(run, watched, "ignore");
  let stderr = "";
  child.stderr?.on("data", (text) => (stderr += String(text)));
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, stderr })));
}

/** Runs a command to its end. @throws Error where it fails */
export async function finished(run: CommandRun): Promise<void> {
  const { status, stderr } = await runCommand(run);
  if (status !== 0) throw new Error(`${run.args.join(" ")}: ${stderr}`);
}
