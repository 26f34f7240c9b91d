import { randomBytes } from "node:crypto";
import type { Database } from "./store/index.ts";

/** A random secret of the data folder, made when first asked for. */
export function keptSecret(database: Database, name: string): Buffer {
  const row = database.get("SELECT value FROM setting WHERE name = ?", [name]);
  if (row !== null) return Buffer.from(String(row.value), "base64url");
  const secret = randomBytes(32);
  database.run("INSERT INTO setting (name, value) VALUES (?, ?)", [name, secret.toString("base64url")]);
  return secret;
}
