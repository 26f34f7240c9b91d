import type { Campaign } from "pybossa-client-ts/strike-tracker";
import { canonicalJson } from "../json.ts";

/** What was changed in a campaign that volunteers see already. */
export interface Correction {
  /** The field, for instance `question`, or `frame f07: datetime`. */
  what: string;
  from: unknown;
  to: unknown;
}

/** What follows from other fields, or from where the campaign lies, is no correction. */
const derived: readonly string[] = ["schema", "id", "chips_base", "manifest", "frames"];

/** The fields of a Campaign whose content changed; frames that came anew are no corrections. */
export function correctionsOf(before: Campaign, after: Campaign): Correction[] {
  const corrections = changes("", before, after, derived);
  const old = new Map(before.frames.map((frame) => [frame.id, frame]));
  for (const frame of after.frames) {
    const known = old.get(frame.id);
    if (known) corrections.push(...changes(`frame ${frame.id}: `, known, frame, []));
  }
  return corrections;
}

function changes(prefix: string, before: object, after: object, ignored: readonly string[]): Correction[] {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const keys = [...new Set([...old.keys(), ...now.keys()])].filter((key) => !ignored.includes(key));
  return keys.flatMap((key) => {
    const [from, to]: [unknown, unknown] = [old.get(key) ?? null, now.get(key) ?? null];
    return canonicalJson(from) === canonicalJson(to) ? [] : [{ what: `${prefix}${key}`, from, to }];
  });
}

const mostSigns = 200;

/** A correction in one line; what is too long for that is in the lock and the journal. */
export function correctionText({ what, from, to }: Correction, becomes: string): string {
  const [before, after] = [JSON.stringify(from), JSON.stringify(to)];
  return before.length + after.length > mostSigns ? `${what} (see corrections in the lock)` : `${what}: ${before} ${becomes} ${after}`;
}
