import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";

/** A database folder that another living process has open. */
export class DatabaseInUseError extends Error {
  override name = "DatabaseInUseError";
}

const open = new Set<string>();

/**
 * Notes this process as the one that has the database open, and clears what a killed one left. SQLite's WebAssembly
 * build locks by making the folder `<database>.lock`; after a kill it stays, and every later start would find the
 * database locked for ever. The note `<database>.pid` beside it says whose lock it is: process id and, where the
 * system tells it, that process's start time (ids are used again).
 * @throws DatabaseInUseError if the noted process lives
 */
export function takeDatabase(path: string): void {
  const holder = noted(path);
  if (open.has(path) || (holder !== null && lives(holder))) {
    throw new DatabaseInUseError(
      `${path} is open in process ${open.has(path) ? process.pid : holder?.pid}. Stop that server, or use another folder.`,
    );
  }
  if (existsSync(`${path}.lock`)) {
    if (holder === null) {
      throw new DatabaseInUseError(`${path}.lock stands, and nothing says whose lock it is. If no program uses the database, remove it.`);
    }
    rmSync(`${path}.lock`, { recursive: true });
  }
  writeFileSync(`${path}.pid`, `${process.pid} ${startOf(process.pid) ?? ""}\n`, { mode: 0o600 });
  open.add(path);
}

/** Takes the note away again, after the database was closed. */
export function releaseDatabase(path: string): void {
  rmSync(`${path}.pid`, { force: true });
  open.delete(path);
}

interface Holder {
  pid: number;
  start: string | null;
}

function noted(path: string): Holder | null {
  let text: string;
  try {
    text = readFileSync(`${path}.pid`, "utf8");
  } catch {
    return null;
  }
  const [pid = "", start = ""] = text.trim().split(" ");
  // A note cut short by a crash names nobody.
  return /^\d+$/.test(pid) ? { pid: Number(pid), start: start || null } : { pid: 0, start: null };
}

function lives({ pid, start }: Holder): boolean {
  if (pid === 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EPERM") return true;
    return false;
  }
  const now = startOf(pid);
  return now === null || start === null || now === start;
}

/** When a process started, in clock ticks since the machine did (Linux); null elsewhere. */
function startOf(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}
