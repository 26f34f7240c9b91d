import { closeSync, existsSync, openSync, readdirSync, readSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { NetworkError, type PybossaClient, PybossaError } from "pybossa-client-ts";
import { counted } from "pybossa-client-ts/command";
import { findExports, readValues } from "../read/index.ts";
import type { Telling } from "../telling.ts";
import { type Archive, type ArchiveOrigin, openArchive } from "./archive.ts";
import { pagesOf, tellCost, waitsFor } from "./cost.ts";
import type { PybossaRecord } from "./pseudonyms.ts";

/** Folder of what was read by task and is not yet in its place. */
export const asideFolder = "by-task";
const oldest = 86_400_000;
const batch = 1000;
/** Up to so many requests nobody looks for a shorter way. */
const fewRequests = 50;
const pageSizes = [100, 20, 5];

export interface RunsWithTasks {
  client: PybossaClient;
  projectId: number;
  /** Of the archive. */
  folder: string;
  taskFile: string;
  runFile: string;
  origin: ArchiveOrigin;
  telling: Telling;
  /** Makes of a task run what is kept of it; null = nothing. */
  kept(run: PybossaRecord): PybossaRecord | null;
}

/**
 * Reads task runs together with their tasks (`task?related=1`), where the server's budgets make that the shorter way: a
 * hundred tasks with all their runs cost one request of the tasks' budget. Runs come by task; they are laid aside and put
 * into the archive by id, as if they had been read so. What was given since it began is left to be read by id.
 * @param expected how many task runs may be new
 */
export async function readRunsWithTasks(source: RunsWithTasks, archive: Archive, expected: number): Promise<void> {
  const { client, projectId, folder, taskFile, runFile, origin, telling } = source;
  const aside = join(folder, asideFolder);
  const begun = begunAside(aside, origin.now());
  const upTo = begun ?? (await worthIt(source, archive, expected));
  if (upTo === null) return;
  const name = `up-to-${upTo}.ndjson`;
  const held = openArchive(aside, origin);
  if (begun === null) held.append(name, [], 0);
  const tasks = archive.records(taskFile);
  const begunAt = held.lastId(name);
  let done = 0;
  if (begunAt > 0) await eachTask(folder, taskFile, ({ id }) => (done += id <= begunAt ? 1 : 0));
  let size = 0;
  for (let last = begunAt; ; ) {
    const limit = pageSizes[size];
    if (limit === undefined) {
      telling.note("The server cannot give tasks with their task runs; they are read one after another.");
      rmSync(aside, { recursive: true });
      return;
    }
    try {
      const page = await client.tasks.list({ projectId, limit, lastId: last, related: true });
      if (page.length === 0) break;
      const runs = page.flatMap((task) => task.task_runs ?? []).filter(({ id }) => id <= upTo && id > archive.lastId(runFile));
      const next = Math.max(...page.map(({ id }) => id));
      held.append(
        name,
        runs.flatMap((run) => source.kept(run) ?? []),
        next,
      );
      last = next;
      done += page.length;
      telling.progress("tasks with their task runs", Math.min(tasks, done), tasks);
    } catch (error) {
      const overtaxed =
        (error instanceof PybossaError && error.status >= 500) || (error instanceof NetworkError && error.reason === "timeout");
      if (!overtaxed) throw error;
      size += 1;
    }
  }
  putInPlace(join(aside, name), archive, runFile);
  rmSync(aside, { recursive: true });
}

/** The highest run id that a reading by task is to hold which was interrupted less than a day ago; null = there is none. */
function begunAside(aside: string, now: Date): number | null {
  if (!existsSync(aside)) return null;
  const names = readdirSync(aside);
  const upTo = names.map((name) => /^up-to-(\d+)\.ndjson$/.exec(name)?.[1]).find((id) => id !== undefined);
  const young = now.getTime() - statSync(aside).birthtimeMs < oldest;
  if (upTo !== undefined && young) return Number(upTo);
  rmSync(aside, { recursive: true });
  return null;
}

/** The highest run id, where reading by task has to wait less often than reading by run; else null. */
async function worthIt(
  { client, projectId, taskFile, telling }: RunsWithTasks,
  archive: Archive,
  expected: number,
): Promise<number | null> {
  const byRun = pagesOf(expected);
  if (byRun <= fewRequests) return null;
  const [latest] = await client.taskRuns.list({ projectId, limit: 1, orderby: "id", desc: true });
  const byTask = pagesOf(archive.records(taskFile));
  const budgets = { task: client.budget("task"), run: client.budget("taskrun") };
  if (latest === undefined) return null;
  if (waitsFor(byTask, budgets.task) >= waitsFor(byRun, budgets.run)) return null;
  telling.note(`Reading task runs together with their tasks: ${counted(byTask, "request")} instead of up to ${byRun}.`);
  tellCost(byTask, "tasks with their task runs", budgets.task, telling);
  return latest.id;
}

/** The sum of n_answers over the tasks that were read. */
export async function answersWanted(folder: string, taskFile: string): Promise<number> {
  let sum = 0;
  await eachTask(folder, taskFile, (task) => {
    if ("n_answers" in task && typeof task.n_answers === "number") sum += task.n_answers;
  });
  return sum;
}

async function eachTask(folder: string, taskFile: string, visit: (task: PybossaRecord) => void): Promise<void> {
  if (!existsSync(folder)) return;
  for (const file of (await findExports(folder)).files.filter(({ name }) => name === taskFile)) {
    await readValues(file, (task) => {
      if (typeof task === "object" && task !== null && "id" in task && typeof task.id === "number") visit({ ...task, id: task.id });
    });
  }
}

/** Appends the lines of a file by id, holding where they lie and not what they say. */
function putInPlace(path: string, archive: Archive, runFile: string): void {
  const places = linesById(path).filter(({ id }) => id > archive.lastId(runFile));
  const file = openSync(path, "r");
  try {
    for (let at = 0; at < places.length; at += batch) {
      const records = places.slice(at, at + batch).map(({ from, to }) => {
        const bytes = Buffer.allocUnsafe(to - from);
        readSync(file, bytes, 0, bytes.length, from);
        return JSON.parse(bytes.toString("utf8")) as PybossaRecord;
      });
      archive.append(runFile, records);
    }
  } finally {
    closeSync(file);
  }
}

interface Line {
  id: number;
  from: number;
  to: number;
}

/** Where each line lies (bytes), by its record's id; of two with one id the first. */
function linesById(path: string): Line[] {
  const lines: Line[] = [];
  const piece = Buffer.allocUnsafe(2 ** 20);
  const file = openSync(path, "r");
  let rest = Buffer.alloc(0);
  let base = 0;
  try {
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) {
      const bytes = Buffer.concat([rest, piece.subarray(0, read)]);
      let from = 0;
      for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
        const { id } = JSON.parse(bytes.toString("utf8", from, end)) as PybossaRecord;
        lines.push({ id, from: base + from, to: base + end });
        from = end + 1;
      }
      rest = Buffer.from(bytes.subarray(from));
      base += from;
    }
  } finally {
    closeSync(file);
  }
  lines.sort((a, b) => a.id - b.id || a.from - b.from);
  return lines.filter(({ id }, at) => id !== lines[at - 1]?.id);
}
