import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { InputError } from "./errors.ts";

/** The notes of this process. One with its number that is not among them was left by a dead process that had the same number. */
const own = new Set<string>();

/**
 * Runs `work` while no other process does such work. A note left by a process that has died is taken over, also one that was
 * cut off while it was written.
 * @param path of the note, a file that stands while the work is done
 * @param other what another process is doing then, for the message
 * @throws InputError where another process is at it
 */
export async function alone<T>(path: string, other: string, work: () => Promise<T>): Promise<T> {
  const note = resolve(path);
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(path, `${process.pid}\n`, { flag: "wx", mode: 0o600 });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const holder = await holderOf(path);
      if (attempt > 2 || (holder > 0 && (holder === process.pid ? own.has(note) : isAlive(holder)))) {
        throw new InputError({
          what: `${other} (process ${holder})`,
          where: dirname(path),
          advice: `Wait until it ends, or stop it. If that process is another program, delete ${path}.`,
        });
      }
      rmSync(path, { force: true });
    }
  }
  own.add(note);
  try {
    return await work();
  } finally {
    own.delete(note);
    rmSync(path, { force: true });
  }
}

/** The process of a note, or 0 where the note is gone or is not whole, though its writer had time. */
async function holderOf(path: string): Promise<number> {
  for (let tries = 0; tries < 5; tries++) {
    const [, process] = /^(\d+)\n$/.exec(readOr(path)) ?? [];
    if (process !== undefined) return Number(process);
    await sleep(20);
  }
  return 0;
}

function readOr(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isUnburied(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Linux keeps a killed process on its list until its parent asks for its end, in many containers for ever. */
function isUnburied(pid: number): boolean {
  return /\) [ZX] [^)]*$/.test(readOr(`/proc/${pid}/stat`));
}
