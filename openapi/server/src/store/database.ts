import sqlite from "node-sqlite3-wasm";
import { matches } from "../full-text.ts";
import { contains, type Json, textOf } from "../json.ts";
import { releaseDatabase, takeDatabase } from "./lock.ts";
import { addedColumns, schema } from "./schema.ts";

export type SqlValue = number | string | null;
export type SqlRow = Record<string, SqlValue>;

/** One SQLite database in a file. Every call is synchronous; what was committed outlives a killed process. */
export interface Database {
  all(sql: string, values?: SqlValue[]): SqlRow[];
  get(sql: string, values?: SqlValue[]): SqlRow | null;
  /** Runs one statement; gives the rows changed and the last row id. */
  run(sql: string, values?: SqlValue[]): { changes: number; id: number };
  /** Runs all or nothing; inside another transaction it joins that one. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** What is called around every commit; what `before` throws undoes the work. */
export interface CommitHooks {
  before(): void;
  after(): void;
}

const noHooks: CommitHooks = { before: () => undefined, after: () => undefined };

/**
 * Opens (and creates) the database file.
 * @throws DatabaseInUseError if another living process has it open
 */
export function openDatabase(path: string, hooks: CommitHooks = noHooks): Database {
  takeDatabase(path);
  try {
    return opened(path, hooks);
  } catch (error) {
    releaseDatabase(path);
    throw error;
  }
}

function opened(path: string, hooks: CommitHooks): Database {
  const connection = new sqlite.Database(path);
  // Exclusive first: without shared memory SQLite can read a write-ahead log only so.
  connection.exec("PRAGMA locking_mode = EXCLUSIVE");
  connection.exec("PRAGMA journal_mode = WAL");
  // A commit is in the log file when it returns, which outlives a killed process; a power cut may cost the last moments.
  connection.exec("PRAGMA synchronous = NORMAL");
  connection.exec("PRAGMA foreign_keys = ON");
  connection.exec("PRAGMA cache_size = -65536");
  connection.exec(schema);
  for (const [table, column, type] of addedColumns) {
    const known = connection.all("SELECT name FROM pragma_table_info(?)", [table]).some(({ name }) => name === column);
    if (!known) connection.exec(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`);
  }
  connection.function("info_text", (info, key) => textOf(parsed(info), String(key)), { deterministic: true });
  connection.function("info_contains", (info, part) => (contains(parsed(info), parsed(part)) ? 1 : 0), { deterministic: true });

  connection.function("text_matches", (text, query) => (matches(String(text ?? ""), String(query)) ? 1 : 0), { deterministic: true });

  const prepared = new Map<string, ReturnType<typeof connection.prepare>>();
  const statement = (sql: string) => {
    const known = prepared.get(sql);
    if (known) return known;
    const made = connection.prepare(sql);
    prepared.set(sql, made);
    return made;
  };
  /** Runs a statement; one that failed is made anew, since SQLite tells its error once more when it is used again. */
  function withStatement<T>(sql: string, use: (made: ReturnType<typeof statement>) => T): T {
    const made = statement(sql);
    try {
      return use(made);
    } catch (error) {
      prepared.delete(sql);
      try {
        made.finalize();
      } catch {
        // The same error again.
      }
      throw error;
    }
  }
  let depth = 0;

  return {
    all: (sql, values = []) => withStatement(sql, (made) => made.all(values) as SqlRow[]),
    get: (sql, values = []) => withStatement(sql, (made) => (made.get(values) ?? null) as SqlRow | null),
    run(sql, values = []) {
      if (depth === 0) hooks.before();
      const { changes, lastInsertRowid } = withStatement(sql, (made) => made.run(values));
      if (depth === 0) hooks.after();
      return { changes, id: Number(lastInsertRowid) };
    },
    transaction(work) {
      if (depth > 0) return work();
      connection.exec("BEGIN IMMEDIATE");
      depth = 1;
      try {
        const outcome = work();
        hooks.before();
        connection.exec("COMMIT");
        hooks.after();
        return outcome;
      } catch (error) {
        connection.exec("ROLLBACK");
        throw error;
      } finally {
        depth = 0;
      }
    },
    close() {
      for (const made of prepared.values()) made.finalize();
      prepared.clear();
      connection.close();
      releaseDatabase(path);
    },
  };
}

function parsed(text: unknown): Json {
  return typeof text === "string" ? (JSON.parse(text) as Json) : null;
}
