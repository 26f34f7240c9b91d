import { InputError } from "pybossa-client-ts/command";
import { timeFrom } from "../times.ts";

const day = 86_400_000;
/** bloomberg cuts a later end to this. */
const longest = 364 * day;
/** What ends later than this is left for the next run. */
const soon = 60 * day;

/** When a server of bloomberg's stops handing tasks out. */
export interface Expiration {
  /** As its API takes it: UTC without a zone. */
  text: string;
  /** Whether a task that ends then is to be renewed now. */
  endsTooEarly: (expires: number) => boolean;
}

/**
 * Without being told, bloomberg ends every task after 60 days, in silence. @param wanted the campaign file's
 * task.expires @param now milliseconds since 1970 @throws InputError where it is no date, or past
 */
export function expirationOf(wanted: string | undefined, now: number, where: string): Expiration {
  const range = wanted === undefined ? null : timeFrom(wanted);
  if (wanted !== undefined && (range === null || Date.parse(range.end) <= now)) {
    throw new InputError({ what: `task.expires is ${wanted}`, where, expected: "a date in the future, for instance 2030-12-31" });
  }
  const end = Math.min(range === null ? Number.POSITIVE_INFINITY : Date.parse(range.end), now + longest);
  return { text: new Date(end).toISOString().slice(0, 19), endsTooEarly: (expires) => expires < Math.min(end - day, now + soon) };
}
