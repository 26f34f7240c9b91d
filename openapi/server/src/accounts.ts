import { randomBytes, randomUUID, scryptSync, timingSafeEqual } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError, writeFileAtomic } from "pybossa-client-ts/command";
import type { Dialect } from "./backend.ts";
import { timestamp } from "./clock.ts";
import { isObject } from "./json.ts";
import { countOf, type Database, insertRecord, users } from "./store/index.ts";

const accountNames = ["admin", "owner", "vol1", "vol2", "vol3"] as const;
type AccountName = (typeof accountNames)[number];

/** What the accounts made at the first start open with. */
export interface Accounts {
  keys: Record<AccountName, string>;
  passwords: Record<AccountName, string>;
}

/** A password's salted scrypt hash, `scrypt:<salt>:<hash>` in base64url. */
export function passwordHash(password: string): string {
  const salt = randomBytes(16);
  return `scrypt:${salt.toString("base64url")}:${scryptSync(password, salt, 32).toString("base64url")}`;
}

export function passwordFits(password: string, hash: string): boolean {
  const [kind, salt = "", kept = ""] = hash.split(":");
  const expected = Buffer.from(kept, "base64url");
  if (kind !== "scrypt" || expected.length !== 32) return false;
  return timingSafeEqual(scryptSync(password, Buffer.from(salt, "base64url"), 32), expected);
}

export interface NewUser {
  name: string;
  fullname: string;
  email: string;
  password: string;
  admin: boolean;
  subadmin?: boolean;
  apiKey?: string;
}

/** Adds a user; the API key is made unless given. */
export function addUser(database: Database, user: NewUser, now: number): number {
  return insertRecord(database, users, {
    created: timestamp(now),
    email_addr: user.email,
    name: user.name,
    fullname: user.fullname,
    locale: "en",
    api_key: user.apiKey ?? randomUUID(),
    passwd_hash: passwordHash(user.password),
    admin: user.admin,
    subadmin: user.subadmin ?? false,
    info: {},
  });
}

/**
 * The accounts of a data folder: made in an empty one, with random keys and passwords, and kept in its
 * `accounts.json` (readable by its owner alone), so that a restart tells the same ones.
 * @throws InputError if the folder holds users but no readable accounts.json
 */
export function openAccounts(database: Database, dataDir: string, now: number, dialect: Dialect): Accounts {
  const path = join(dataDir, "accounts.json");
  const empty = countOf(database, "SELECT count(*) AS n FROM user", []) === 0;
  if (!empty) return keptAccounts(path);
  const accounts = existsSync(path) ? keptAccounts(path) : newAccounts();
  // The file first: a crash between the two leaves keys without users, which the next start makes.
  writeFileAtomic(path, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });
  database.transaction(() => {
    for (const name of accountNames) {
      const fullname = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
      const email = `${name}@example.org`;
      addUser(
        database,
        {
          name,
          fullname,
          email,
          password: accounts.passwords[name],
          admin: name === "admin",
          subadmin: dialect === "bloomberg" && name === "owner",
          apiKey: accounts.keys[name],
        },
        now,
      );
    }
  });
  return accounts;
}

function newAccounts(): Accounts {
  return { keys: named(() => randomUUID()), passwords: named(() => randomBytes(12).toString("base64url")) };
}

function named(text: (name: AccountName) => string): Record<AccountName, string> {
  return { admin: text("admin"), owner: text("owner"), vol1: text("vol1"), vol2: text("vol2"), vol3: text("vol3") };
}

function keptAccounts(path: string): Accounts {
  let kept: unknown;
  try {
    kept = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    const advice = "Put the file back, or start with an empty data folder.";
    throw new InputError({ what: "the accounts of this data folder cannot be read", where: path, advice }, { cause });
  }
  const { keys, passwords } = isObject(kept) ? kept : {};
  const text = (from: unknown) => (name: AccountName) => (isObject(from) && typeof from[name] === "string" ? from[name] : "");
  return { keys: named(text(keys)), passwords: named(text(passwords)) };
}
