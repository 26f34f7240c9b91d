import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeFileAtomic } from "pybossa-client-ts/command";
import { againFolder, earlierFolder } from "./again.ts";
import { type Batch, logName } from "./archive.ts";
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

/** The pseudonyms whose answers are not to be kept, also when they are read again. */
export function forgottenPeople(folder: string): Set<string> {
  const path = join(folder, forgottenName);
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
  return new Set(lines.filter((line) => line !== "").map((line) => (JSON.parse(line) as Forgotten).volunteer));
}

/** Whether a task run, as `fetch` writes it, is by one of these. */
export function isBy(run: object, people: ReadonlySet<string>): boolean {
  return Object.entries(run).some(
    ([key, value]) => (key === "user_id" || key === "user_ip" || key === "external_uid") && typeof value === "string" && people.has(value),
  );
}

/**
 * Rewrites the files of `fetch`, earlier readings included, without a person. It may be repeated where it was interrupted.
 * @param people the person's pseudonyms
 */
export function forgetIn(folder: string, people: ReadonlySet<string>, time: string): Forgotten[] {
  for (const unfinished of [againFolder, asideFolder]) rmSync(join(folder, unfinished), { recursive: true, force: true });
  const earlier = join(folder, earlierFolder);
  const folders = existsSync(earlier) ? readdirSync(earlier).map((name) => `${earlierFolder}/${name}`) : [];
  const done = ["", ...folders].flatMap((name) => rewritten(join(folder, name), name === "" ? "" : `${name}/`, people, time));
  if (done.length > 0) {
    const path = join(folder, forgottenName);
    const before = existsSync(path) ? readFileSync(path, "utf8") : "";
    writeFileAtomic(path, before + done.map((one) => `${JSON.stringify(one)}\n`).join(""), { mode: 0o600 });
  }
  return done;
}

function rewritten(folder: string, prefix: string, people: ReadonlySet<string>, time: string): Forgotten[] {
  const logPath = join(folder, logName);
  if (!existsSync(logPath)) return [];
  const batches = linesOf(readFileSync(logPath, "utf8")).map((line) => JSON.parse(line) as Batch);
  const done: Forgotten[] = [];
  for (const file of new Set(batches.map((batch) => batch.file))) {
    const path = join(folder, file);
    const before = readFileSync(path, "utf8");
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
    // A batch holds the ids above the last of the one before it, whatever state an interrupted run left the file in.
    let from = 0;
    let lastId = 0;
    for (const batch of batches.filter((one) => one.file === file)) {
      const own = kept.filter(({ id }) => id > lastId && id <= batch.last_id);
      const bytes = Buffer.from(own.map(({ line }) => `${line}\n`).join(""), "utf8");
      Object.assign(batch, { records: own.length, from, to: from + bytes.length, sha256: sha256(bytes) });
      from = batch.to;
      lastId = batch.last_id;
    }
    if (after === before) continue;
    writeFileAtomic(path, after, { mode: 0o600 });
    for (const volunteer of people) {
      done.push({
        volunteer,
        file: `${prefix}${file}`,
        task_runs: removed,
        sha256_before: sha256(before),
        sha256_after: sha256(after),
        time,
      });
    }
  }
  writeFileAtomic(logPath, batches.map((batch) => `${JSON.stringify(batch)}\n`).join(""), { mode: 0o600 });
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
