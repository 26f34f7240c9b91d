import { closeSync, existsSync, fstatSync, fsyncSync, openSync, readFileSync, readSync, writeSync } from "node:fs";
import { InputError } from "pybossa-client-ts/command";
import { type Decision, describeProblems, parseDecision } from "pybossa-client-ts/strike-tracker";

export const decisionsName = "decisions.ndjson";

export interface StoredDecisions {
  /** In the order in which they were made. */
  decisions: Decision[];
  /** How much of the file was read. */
  bytes: number;
  /** Lines that a crash left unfinished. */
  unfinished: number;
}

/**
 * Reads decisions.ndjson.
 * @param bytes reads only that much from the file's beginning: what an earlier inference read of it
 * @throws InputError with the line that is no decision
 */
export function readDecisions(path: string, bytes?: number): StoredDecisions {
  const content = readFileSync(path).subarray(0, bytes);
  const decisions: Decision[] = [];
  let unfinished = 0;
  content
    .toString("utf8")
    .split("\n")
    .forEach((line, at) => {
      if (line === "") return;
      let value: unknown;
      try {
        value = JSON.parse(line);
      } catch {
        // It was never acknowledged: the reviewer was not told that it is saved.
        unfinished += 1;
        return;
      }
      const decision = parseDecision(value);
      if (!decision.ok) {
        throw new InputError({
          what: describeProblems(decision.problems),
          where: `${path}, line ${at + 1}`,
          expected: "a decision as strike-aggregate review writes it",
        });
      }
      decisions.push(decision.value);
    });
  return { decisions, bytes: content.length, unfinished };
}

/** The decisions made so far; none where there is no file yet. @throws InputError with the line that is no decision */
export function decisionsSoFar(path: string): Decision[] {
  return existsSync(path) ? readDecisions(path).decisions : [];
}

/** Adds a decision at the file's end (0600). When it returns, the decision is on the disk. */
export function appendDecision(path: string, decision: Decision): void {
  const file = openSync(path, "a+", 0o600);
  try {
    const bytes = Buffer.from(`${endsInLine(file) ? "" : "\n"}${JSON.stringify(decision)}\n`, "utf8");
    // One write, so that desks of two reviewers do not mix their lines.
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function endsInLine(file: number): boolean {
  const { size } = fstatSync(file);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last[0] === 10;
}
