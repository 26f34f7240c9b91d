import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeFileAtomic } from "pybossa-client-ts/command";
import { findExports, readValues } from "../read/index.ts";
import { logName } from "./archive.ts";

/** A record that the server holds in another form than before, or no more. */
export interface Change {
  kind: "task" | "task_run";
  id: number;
  change: "edited" | "deleted";
}

/** Folder of a full re-read that is not yet compared, and of what earlier reads held. */
export const againFolder = "again";
export const earlierFolder = "earlier";
const readyName = "ready";

/** The folder for a re-read. One that was interrupted goes on, unless it began more than a day ago. */
export function openAgain(out: string, now: Date): string {
  const folder = join(out, againFolder);
  const log = join(folder, logName);
  if (existsSync(log)) {
    const began = /"time":"([^"]+)"/.exec(readFileSync(log, "utf8"))?.[1];
    if (began === undefined || now.getTime() - Date.parse(began) > 86_400_000) rmSync(folder, { recursive: true });
  }
  return folder;
}

/**
 * What differs between two reads of one project. A task counts as edited where its `info` differs (state and n_answers
 * change as people answer); a task run where anything does.
 * @returns the changes by kind and id, and whether the earlier files could simply be continued
 */
export async function compareReads(earlier: string, later: string): Promise<{ changes: Change[]; continues: boolean }> {
  const before = await recordsOf(earlier);
  const after = await recordsOf(later);
  const changes: Change[] = [];
  let continues = true;
  for (const [key, old] of before) {
    const now = after.get(key);
    if (now?.whole !== old.whole) continues = false;
    const compared = old.kind === "task" ? "info" : "whole";
    if (now === undefined) changes.push({ kind: old.kind, id: old.id, change: "deleted" });
    else if (now[compared] !== old[compared]) changes.push({ kind: old.kind, id: old.id, change: "edited" });
  }
  return { changes: changes.sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.id - b.id)), continues };
}

interface Seen {
  kind: Change["kind"];
  id: number;
  whole: string;
  info: string;
}

async function recordsOf(folder: string): Promise<Map<string, Seen>> {
  const seen = new Map<string, Seen>();
  if (!existsSync(folder)) return seen;
  for (const file of (await findExports(folder)).files) {
    await readValues(file, (value) => {
      if (typeof value !== "object" || value === null || !("id" in value) || typeof value.id !== "number") return;
      const info = "info" in value ? value.info : null;
      seen.set(`${file.kind} ${value.id}`, { kind: file.kind, id: value.id, whole: hashOf(withoutLinks(value)), info: hashOf(info) });
    });
  }
  return seen;
}

/** In one order of keys, and without the addresses that PYBOSSA adds to a list's records but not to those within a task. */
function withoutLinks(record: object): object {
  const entries = Object.entries(record).filter(([key]) => key !== "link" && key !== "links");
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function hashOf(value: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(value) ?? "")
    .digest("base64url")
    .slice(0, 22);
}

/** Marks the re-read as whole and to be taken; `takeOver` may then be repeated until it is done. */
export function readyToTakeOver(out: string, changes: readonly Change[]): void {
  const number = existsSync(join(out, earlierFolder)) ? readdirSync(join(out, earlierFolder)).length + 1 : 1;
  writeFileAtomic(join(out, againFolder, "changes.ndjson"), changes.map((change) => `${JSON.stringify(change)}\n`).join(""), {
    mode: 0o600,
  });
  writeFileAtomic(join(out, againFolder, readyName), `${number}\n`, { mode: 0o600 });
}

/** Puts a re-read in the place of what was read before, which moves to `earlier/<n>`. Does nothing where none is ready. */
export function takeOver(out: string): void {
  const from = join(out, againFolder);
  const ready = join(from, readyName);
  if (!existsSync(ready)) return;
  const aside = join(out, earlierFolder, readFileSync(ready, "utf8").trim());
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(from).filter((file) => file !== readyName)) {
    if (existsSync(join(out, name)) && !existsSync(join(aside, name))) renameSync(join(out, name), join(aside, name));
    renameSync(join(from, name), join(out, name));
  }
  rmSync(from, { recursive: true });
}
