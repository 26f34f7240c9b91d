import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { InputError } from "pybossa-client-ts/command";

/**
 * Runs `work` while no other process works on the campaign in this folder. A note left by a process that has died is
 * taken over, also one that was cut off while it was written.
 * @throws InputError where another run is under way
 */
export async function alone<T>(folder: string, campaign: string, work: () => Promise<T>): Promise<T> {
  const path = join(folder, `.${campaign}.running`);
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(path, `${process.pid}\n`, { flag: "wx", mode: 0o600 });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const holder = await holderOf(path);
      if (attempt > 2 || (holder > 0 && isAlive(holder))) {
        throw new InputError({
          what: `another run works on this campaign (process ${holder})`,
          where: folder,
          advice: `Wait until it ends, or stop it. If that process is another program, delete ${path}.`,
        });
      }
      rmSync(path, { force: true });
    }
  }
  try {
    return await work();
  } finally {
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
