import { randomBytes } from "node:crypto";
import { InputError } from "pybossa-client-ts/command";
import type { Dialect } from "./backend.ts";
import { countOf, type Database } from "./store/index.ts";

/** A random secret of the data folder, made when first asked for. */
export function keptSecret(database: Database, name: string): Buffer {
  const row = database.get("SELECT value FROM setting WHERE name = ?", [name]);
  if (row !== null) return Buffer.from(String(row.value), "base64url");
  const secret = randomBytes(32);
  database.run("INSERT INTO setting (name, value) VALUES (?, ?)", [name, secret.toString("base64url")]);
  return secret;
}

/**
 * The dialect of the data folder: that which it began with.
 * @throws InputError if another one is asked for
 */
export function keptDialect(database: Database, asked: Dialect): Dialect {
  const row = database.get("SELECT value FROM setting WHERE name = 'dialect'");
  const kept = row === null && countOf(database, "SELECT count(*) AS n FROM user", []) > 0 ? "scifabric" : (row?.value ?? asked);
  if (kept !== asked) {
    throw new InputError({ what: `this data folder is of the dialect ${kept}, not ${asked}`, advice: "Name another folder with --data." });
  }
  if (row === null) database.run("INSERT INTO setting (name, value) VALUES ('dialect', ?)", [asked]);
  return asked;
}
