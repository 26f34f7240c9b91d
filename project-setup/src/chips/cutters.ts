import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { InputError, ServerError } from "pybossa-client-ts/command";
import type { Remote } from "../remote/index.ts";
import type { ChipRecord } from "./chip-record.ts";
import { type CutJob, cutChips } from "./cut-chips.ts";

/** What a cutting process sends back. */
export type CutterMessage =
  | { records: ChipRecord[] }
  | { done: true }
  | { fault: { kind: "input" | "server" | "other"; text: { what: string; where?: string; expected?: string; advice?: string } } };

/** Below so many chips a process of its own is not worth its start. */
const worthProcesses = 200;
const processes = 2;
const script = fileURLToPath(new URL("../../bin/cut-chips.js", import.meta.url));

/**
 * Cuts all jobs, in two processes where there is much to do: decoding and encoding fill a core each.
 * @throws InputError, ServerError: the first fault ends all
 */
export async function runJobs(jobs: readonly CutJob[], remote: Remote, take: (records: ChipRecord[]) => void): Promise<void> {
  const total = jobs.reduce((sum, { wanted }) => sum + wanted.length, 0);
  if (total < worthProcesses) {
    for (const job of jobs) await cutChips(job, remote, take);
    return;
  }
  const left = [...jobs];
  const children = Array.from({ length: Math.min(processes, jobs.length) }, () =>
    fork(script, { stdio: ["ignore", "inherit", "inherit", "ipc"] }),
  );
  try {
    await Promise.all(children.map((child) => workThrough(child, left, take)));
  } finally {
    for (const child of children) child.kill();
  }
}

/** Gives a process one job after the other. */
function workThrough(child: ChildProcess, left: CutJob[], take: (records: ChipRecord[]) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = () => {
      const job = left.shift();
      if (job) child.send(job);
      else resolve();
    };
    child.on("message", (message: CutterMessage) => {
      try {
        if ("records" in message) take(message.records);
        else if ("done" in message) next();
        else reject(faultFrom(message.fault));
      } catch (error) {
        // The list cannot be written, for instance.
        reject(error);
      }
    });
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      reject(
        new InputError({
          what: `a process that cuts chips ended (${signal ?? code})`,
          advice: "Run the same command again: it goes on where it stopped.",
        }),
      );
    });
    next();
  });
}

function faultFrom({ kind, text }: Extract<CutterMessage, { fault: unknown }>["fault"]): Error {
  if (kind === "input") return new InputError(text);
  return kind === "server" ? new ServerError(text) : new Error(text.what);
}
