import { createHmac, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { InputError, writeFileAtomic } from "pybossa-client-ts/command";

/** Turns who somebody is on the server into a name that only this fetch knows. */
export type Pseudonym = (kind: string, value: unknown) => string | null;

/** A record as the server sent it. */
export interface PybossaRecord {
  id: number;
}

/** Names made with HMAC-SHA-256 and the salt; the same person always gets the same one. Null stays null. */
export function createPseudonyms(salt: string): Pseudonym {
  return (kind, value) => {
    if (value === null || value === undefined || value === "") return null;
    return createHmac("sha256", salt)
      .update(`${kind}:${typeof value === "string" ? value : JSON.stringify(value)}`)
      .digest("hex")
      .slice(0, 32);
  };
}

/** A task run with the person's id, address and external id replaced. */
export function withoutPerson(run: PybossaRecord, pseudonym: Pseudonym): PybossaRecord {
  const copy: PybossaRecord & Record<string, unknown> = { ...run };
  for (const key of ["user_id", "user_ip", "external_uid"]) if (key in copy) copy[key] = pseudonym(key, copy[key]);
  return copy;
}

/** A task with the ids of those who marked it as a favourite replaced. */
export function withoutFans(task: PybossaRecord, pseudonym: Pseudonym): PybossaRecord {
  const copy: PybossaRecord & Record<string, unknown> = { ...task };
  if (Array.isArray(copy.fav_user_ids)) copy.fav_user_ids = copy.fav_user_ids.map((id: unknown) => pseudonym("user_id", id));
  return copy;
}

export function createSalt(): string {
  return randomBytes(32).toString("hex");
}

/** Tells one salt from another, and nothing else of it. */
export function markOfSalt(salt: string): string {
  return createHmac("sha256", salt).update("fetch-log").digest("hex").slice(0, 16);
}

/**
 * Writes the salt (0600). It lies outside the folder of answers: whoever holds both can find out which account gave which
 * answer.
 */
export function writeSalt(path: string, salt: string): void {
  writeFileAtomic(path, `${salt}\n`, { mode: 0o600 });
}

/** Null where there is no such file. @throws InputError on a file that holds no salt */
export function readSalt(path: string): string | null {
  if (!existsSync(path)) return null;
  const salt = readFileSync(path, "utf8").trim();
  if (!/^[0-9a-f]{64}$/.test(salt)) {
    throw new InputError({ what: "does not hold a salt", where: path, expected: "64 hexadecimal digits, as an earlier fetch wrote them" });
  }
  return salt;
}
