import { passwordHash } from "../../../openapi/server/src/accounts.ts";
import { addAnswer } from "../../../openapi/server/src/answers.ts";
import { timestamp } from "../../../openapi/server/src/clock.ts";
import { type Database, insertRecord, projects } from "../../../openapi/server/src/store/index.ts";
import { addTask } from "../../../openapi/server/src/tasks.ts";
import type { Setting } from "./scenario.ts";
import type { StagedAnswer, StagedProject, Step, Table } from "./world.ts";

export type Dialect = Setting["dialect"];

const day = 86_400_000;

/** The accounts of the recordings, by id from 1; each has the key `key-<name>` and the password `pass-<name>`. */
export const accountNames: Record<Dialect, string[]> = {
  scifabric: ["admin", "owner", "other", "vol1", "vol2", "vol3", "vol4"],
  bloomberg: ["admin", "owner", "owner2", "vol1", "vol2", "vol3", "vol4", "plain"],
};

/** The company fields of the recorded projects. */
export const company = {
  kpi: 1,
  product: "abc",
  subproduct: "def",
  data_access: ["L4"],
  data_classification: { input_data: "L4 - public", output_data: "L4 - public" },
};

/** Carries one step out in the embedded server's database. */
export function carryOut(database: Database, dialect: Dialect, step: Step, now: number): void {
  if (step.kind === "project") addProject(database, dialect, step, now);
  else if (step.kind === "answer") addStagedAnswer(database, step, now);
  else if (step.kind === "nextId") nextId(database, step.table, step.id);
  else database.run(`DELETE FROM ${step.table}`);
}

function nextId(database: Database, table: Table, id: number): void {
  database.run("DELETE FROM sqlite_sequence WHERE name = ?", [table]);
  database.run("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", [table, id - 1]);
}

function addProject(database: Database, dialect: Dialect, project: StagedProject, now: number): void {
  const { id, name, fields = {}, tasks = [], nAnswers = 2, password, priorityOf } = project;
  const isBloomberg = dialect === "bloomberg";
  nextId(database, "project", id);
  const time = timestamp(now);
  const presenter = isBloomberg
    ? { ...company, passwd_hash: password === undefined ? null : passwordHash(password), task_presenter: `<div>${name}</div>` }
    : { task_presenter: `<div id="p">presenter of ${name}</div>` };
  insertRecord(database, projects, {
    created: time,
    updated: time,
    name: isBloomberg ? `Proj ${name}` : name,
    short_name: name,
    description: isBloomberg ? `desc of Proj ${name}` : "d",
    long_description: isBloomberg ? "# long\n\ntext" : null,
    webhook: null,
    allow_anonymous_contributors: true,
    published: project.published ?? true,
    featured: false,
    secret_key: "project-secret-key",
    zip_download: true,
    contacted: false,
    owner_id: 2,
    category_id: 1,
    owners_ids: [2],
    ...fields,
    // null: the project has no such key.
    info: Object.fromEntries(
      Object.entries({ ...presenter, ...fields.info }).filter(([key, value]) => value !== null || key === "passwd_hash"),
    ),
  });
  const infoOf = project.infoOf ?? ((n) => (isBloomberg ? { n } : { b: `${name}-${n}` }));
  for (const [n, taskId] of tasks.entries()) {
    nextId(database, "task", taskId);
    addTask(database, { project_id: id, info: infoOf(n), n_answers: nAnswers, priority_0: priorityOf?.(n) ?? 0 }, now);
    if (isBloomberg) database.run("UPDATE task SET expiration = ?, dup_checksum = '' WHERE id = ?", [timestamp(now + 60 * day), taskId]);
  }
}

function addStagedAnswer(database: Database, { id, project, task, user, info }: StagedAnswer, now: number): void {
  nextId(database, "task_run", id);
  const time = timestamp(now);
  const nobody = { user_ip: null, timeout: null, calibration: null, external_uid: null, media_url: null };
  addAnswer(database, { ...nobody, created: time, finish_time: time, project_id: project, task_id: task, user_id: user, info }, now);
}
