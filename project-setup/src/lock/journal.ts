import { closeSync, existsSync, fstatSync, fsyncSync, openSync, readFileSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { isRecord } from "../json.ts";

/** One thing that was done, or begun, on the server. */
export interface JournalEntry {
  /** RFC 3339 UTC. */
  at: string;
  did: string;
  [about: string]: unknown;
}

/** The private list of what was done on the server, one JSON object a line. Only ever added to. */
export interface Journal {
  path: string;
  write(did: string, about?: Record<string, unknown>): void;
  entries(): JournalEntry[];
}

export function journalPath(folder: string, campaign: string): string {
  return join(folder, `${campaign}.journal.ndjson`);
}

/** Opens a campaign's journal; the file (mode 0600) is made with the first entry. @param now milliseconds since 1970 */
export function openJournal(folder: string, campaign: string, now: () => number): Journal {
  const path = journalPath(folder, campaign);
  return {
    path,
    write(did, about = {}) {
      const line = `${JSON.stringify({ at: new Date(now()).toISOString(), did, ...about })}\n`;
      const file = openSync(path, "a+", 0o600);
      try {
        writeSync(file, endsWhole(file) ? line : `\n${line}`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    },
    entries: () => (existsSync(path) ? entriesOf(readFileSync(path, "utf8")) : []),
  };
}

/** Whether the last entry is whole: a kill may have cut it off. */
function endsWhole(file: number): boolean {
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  return size === 0 || (readSync(file, last, 0, 1, size - 1) === 1 && last[0] === 0x0a);
}

function entriesOf(text: string): JournalEntry[] {
  return text.split("\n").flatMap((line) => {
    try {
      const entry: unknown = JSON.parse(line);
      return isRecord(entry) && typeof entry.at === "string" && typeof entry.did === "string"
        ? [{ ...entry, at: entry.at, did: entry.did }]
        : [];
    } catch {
      return [];
    }
  });
}
