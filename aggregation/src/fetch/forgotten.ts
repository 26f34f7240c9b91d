import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { writeFileAtomic } from "pybossa-client-ts/command";
import { againFolder, earlierFolder, takeOver } from "./again.ts";
import { logName, readLog } from "./archive.ts";
import { asideFolder } from "./runs-with-tasks.ts";

/** A line of forgotten.ndjson: a file that was rewritten without a person. */
export interface Forgotten {
  volunteer: string;
  file: string;
  /** Task runs that were taken out. */
  task_runs: number;
  sha256_before: string;
  sha256_after: string;
  time: string;
}

const forgottenName = "forgotten.ndjson";
/** Folder of the files as they are without a person, until they have taken their places. */
const forgettingFolder = "forgetting";
const readyName = "ready";

/** The pseudonyms whose answers are not to be kept, also when they are read again. */
export function forgottenPeople(folder: string): Set<string> {
  return new Set(forgottenIn(folder).map(({ volunteer }) => volunteer));
}

function forgottenIn(folder: string): Forgotten[] {
  const path = join(folder, forgottenName);
  return existsSync(path) ? linesOf(readFileSync(path, "utf8")).map((line) => JSON.parse(line) as Forgotten) : [];
}

/** Whether a task run, as `fetch` writes it, is by one of these. */
export function isBy(run: object, people: ReadonlySet<string>): boolean {
  return Object.entries(run).some(
    ([key, value]) => (key === "user_id" || key === "user_ip" || key === "external_uid") && typeof value === "string" && people.has(value),
  );
}

/**
 * Rewrites the files of `fetch`, earlier readings included, without a person. The new files are written beside the old ones and
 * then take their places: an interrupted run leaves the old ones, or what `finishForgetting` completes.
 * @param people the person's pseudonyms
 * @returns what was taken out, also by an earlier run
 */
export function forgetIn(folder: string, people: ReadonlySet<string>, time: string): Forgotten[] {
  finishForgetting(folder);
  takeOver(folder);
  for (const unfinished of [againFolder, asideFolder, forgettingFolder]) rmSync(join(folder, unfinished), { recursive: true, force: true });
  const earlier = join(folder, earlierFolder);
  const folders = existsSync(earlier) ? readdirSync(earlier).map((name) => `${earlierFolder}/${name}`) : [];
  const done = ["", ...folders].flatMap((name) => rewritten(folder, name, people, time));
  const known = forgottenIn(folder);
  if (done.length > 0) {
    const lines = [...known, ...done].map((one) => `${JSON.stringify(one)}\n`).join("");
    const fresh = join(folder, forgettingFolder);
    writeFileAtomic(join(fresh, forgottenName), lines, { mode: 0o600 });
    writeFileAtomic(join(fresh, readyName), "", { mode: 0o600 });
    finishForgetting(folder);
  }
  return [...known.filter(({ volunteer }) => people.has(volunteer)), ...done];
}

/** Puts files that were rewritten without a person in their places, where a run was interrupted at that. It may be repeated. */
export function finishForgetting(folder: string): void {
  const fresh = join(folder, forgettingFolder);
  if (!existsSync(join(fresh, readyName))) return;
  const files = readdirSync(fresh, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name !== readyName);
  for (const { parentPath, name } of files) {
    const from = join(parentPath, name);
    renameSync(from, join(folder, relative(fresh, from)));
  }
  rmSync(fresh, { recursive: true });
}

/** Writes the files of one reading anew. @param reading its folder, from that of `fetch` */
function rewritten(folder: string, reading: string, people: ReadonlySet<string>, time: string): Forgotten[] {
  const batches = readLog(join(folder, reading, logName));
  const fresh = join(folder, forgettingFolder, reading);
  const done: Forgotten[] = [];
  for (const file of new Set(batches.map((batch) => batch.file))) {
    const before = readFileSync(join(folder, reading, file), "utf8");
    let removed = 0;
    const kept = linesOf(before).flatMap((line) => {
      const record = JSON.parse(line) as { id: number };
      if (isBy(record, people)) {
        removed += 1;
        return [];
      }
      return [{ id: record.id, line: withoutFan(line, record, people) }];
    });
    const after = kept.map(({ line }) => `${line}\n`).join("");
    if (after === before) continue;
    // A batch holds the ids above the last of the one before it.
    let from = 0;
    let lastId = 0;
    for (const batch of batches.filter((one) => one.file === file)) {
      const own = kept.filter(({ id }) => id > lastId && id <= batch.last_id);
      const bytes = Buffer.from(own.map(({ line }) => `${line}\n`).join(""), "utf8");
      Object.assign(batch, { records: own.length, from, to: from + bytes.length, sha256: sha256(bytes) });
      from = batch.to;
      lastId = batch.last_id;
    }
    mkdirSync(fresh, { recursive: true, mode: 0o700 });
    writeFileAtomic(join(fresh, file), after, { mode: 0o600 });
    for (const volunteer of people) {
      done.push({
        volunteer,
        file: join(reading, file),
        task_runs: removed,
        sha256_before: sha256(before),
        sha256_after: sha256(after),
        time,
      });
    }
  }
  if (done.length > 0)
    writeFileAtomic(join(fresh, logName), batches.map((batch) => `${JSON.stringify(batch)}\n`).join(""), { mode: 0o600 });
  return done;
}

/** A task without the person among those who marked it. */
function withoutFan(line: string, record: object, people: ReadonlySet<string>): string {
  if (!("fav_user_ids" in record) || !Array.isArray(record.fav_user_ids)) return line;
  const fans: unknown[] = record.fav_user_ids;
  const left = fans.filter((id) => typeof id !== "string" || !people.has(id));
  return left.length === fans.length ? line : JSON.stringify({ ...record, fav_user_ids: left });
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
