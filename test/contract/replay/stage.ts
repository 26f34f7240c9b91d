import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPybossaServer, type PybossaServer, type PybossaServerOptions } from "pybossa-embedded";
import { addUser } from "../../../openapi/server/src/accounts.ts";
import { addAnswer } from "../../../openapi/server/src/answers.ts";
import { timestamp } from "../../../openapi/server/src/clock.ts";
import { categories, type Database, insertRecord, openDatabase, type Project, projects } from "../../../openapi/server/src/store/index.ts";
import { addTask } from "../../../openapi/server/src/tasks.ts";

/** The accounts of the recordings, by id from 1; each has the key `key-<name>` and the password `pass-<name>`. */
const accounts = {
  scifabric: ["admin", "owner", "other", "vol1", "vol2", "vol3", "vol4"],
  bloomberg: ["admin", "owner", "owner2", "vol1", "vol2", "vol3", "vol4", "plain"],
};

/** When the recordings were made. */
const recordedAt = Date.UTC(2026, 10, 23, 21, 32, 14);

/** A server on a folder that is set up, with the ids of the recordings, before each scenario. */
export interface Stage {
  server(): PybossaServer;
  /** Closes the server, changes its database, and starts it again. */
  setUp(work: (database: Database, now: number) => void, options?: Partial<PybossaServerOptions>): Promise<void>;
  /** Moves the clock. */
  wait(milliseconds: number): void;
  close(): Promise<void>;
}

export async function createStage(dialect: "scifabric" | "bloomberg"): Promise<Stage> {
  const dataDir = mkdtempSync(join(tmpdir(), "replay-"));
  const keys = Object.fromEntries(["admin", "owner", "vol1", "vol2", "vol3"].map((name) => [name, `key-${name}`]));
  writeFileSync(join(dataDir, "accounts.json"), JSON.stringify({ keys, passwords: keys }));
  let now = recordedAt;
  let server: PybossaServer | null = null;
  const setUp: Stage["setUp"] = async (work, options = {}) => {
    await server?.close();
    const database = openDatabase(join(dataDir, "pybossa.db"));
    database.transaction(() => work(database, now));
    database.close();
    server = await createPybossaServer({ dataDir, dialect, limit: 1_000_000, now: () => now, ...options });
  };
  await setUp((database) => {
    database.run("INSERT INTO setting (name, value) VALUES ('dialect', ?)", [dialect]);
    for (const name of accounts[dialect]) {
      const fullname = `${name.slice(0, 1).toUpperCase()}${name.slice(1)} User`;
      const email = `${name}@example.org`;
      addUser(
        database,
        {
          name,
          fullname,
          email,
          password: `pass-${name}`,
          admin: name === "admin",
          subadmin: dialect === "bloomberg" && name.startsWith("owner"),
          apiKey: `key-${name}`,
        },
        now,
      );
    }
    for (const [name, short_name] of [
      ["Thinking", "thinking"],
      ["Volunteer Sensing", "sensing"],
    ] as const) {
      insertRecord(database, categories, {
        name,
        short_name,
        description: `Volunteer ${name.replace("Volunteer ", "")} projects`,
        created: "2026-11-23T21:31:00.000000",
        info: {},
      });
    }
  });
  return {
    server() {
      if (server === null) throw new Error("the stage was not set up");
      return server;
    },
    setUp,
    wait(milliseconds) {
      now += milliseconds;
    },
    async close() {
      await server?.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

/** Lets the next record of a table get this id. */
export function nextId(database: Database, table: "project" | "task" | "task_run" | "result", id: number): void {
  database.run("DELETE FROM sqlite_sequence WHERE name = ?", [table]);
  database.run("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", [table, id - 1]);
}

export interface StagedProject {
  id: number;
  name: string;
  fields?: Partial<Project>;
  /** Tasks with infos `{b: "<name>-<n>"}`, by their ids. */
  tasks?: number[];
  nAnswers?: number;
}

/** Adds a published project of the owner's, with a presenter, and its tasks. */
export function addProject(database: Database, { id, name, fields = {}, tasks = [], nAnswers = 2 }: StagedProject, now: number): void {
  nextId(database, "project", id);
  const time = new Date(now).toISOString().replace("Z", "000");
  insertRecord(database, projects, {
    created: time,
    updated: time,
    name,
    short_name: name,
    description: "d",
    long_description: null,
    webhook: null,
    allow_anonymous_contributors: true,
    published: true,
    featured: false,
    secret_key: "project-secret-key",
    zip_download: true,
    contacted: false,
    owner_id: 2,
    category_id: 1,
    owners_ids: [2],
    ...fields,
    info: { task_presenter: `<div id="p">presenter of ${name}</div>`, ...fields.info },
  });
  for (const [n, taskId] of tasks.entries()) {
    nextId(database, "task", taskId);
    addTask(database, { project_id: id, info: { b: `${name}-${n}` }, n_answers: nAnswers }, now);
  }
}

export interface StagedAnswer {
  id: number;
  project: number;
  task: number;
  user: number;
  info: Parameters<typeof addAnswer>[1]["info"];
}

/** Adds an answer; with it the task may be completed. */
export function stageAnswer(database: Database, { id, project, task, user, info }: StagedAnswer, now: number): void {
  nextId(database, "task_run", id);
  const time = timestamp(now);
  const nobody = { user_ip: null, timeout: null, calibration: null, external_uid: null, media_url: null };
  addAnswer(database, { ...nobody, created: time, finish_time: time, project_id: project, task_id: task, user_id: user, info }, now);
}
