import type { Json } from "../../../openapi/server/src/json.ts";

/** What was there before a recording, as steps that a stage carries out in order. */
export interface World {
  /** A published project of the owner's, with a presenter, and its tasks. */
  project(project: StagedProject): void;
  /** An answer; with it the task may be completed. */
  answer(answer: StagedAnswer): void;
  /** Lets the next record of a table get this id. */
  nextId(table: Table, id: number): void;
  /** Removes all records of a table. */
  empty(table: Table): void;
}

export type Table = "project" | "task" | "task_run" | "result";

export interface StagedProject {
  id: number;
  /** The short name; on Scifabric the name too. */
  name: string;
  published?: boolean;
  fields?: {
    name?: string;
    description?: string;
    allow_anonymous_contributors?: boolean;
    published?: boolean;
    zip_download?: boolean;
    info?: { [key: string]: Json };
  };
  /** bloomberg: what volunteers type to enter. */
  password?: string;
  /** Tasks, by their ids. */
  tasks?: number[];
  /** Default `{b: "<name>-<n>"}`, on bloomberg `{n}`. */
  infoOf?: (n: number) => Json;
  nAnswers?: number;
  priorityOf?: (n: number) => number;
}

export interface StagedAnswer {
  id: number;
  project: number;
  task: number;
  user: number;
  info: Json;
}

export type Step =
  | ({ kind: "project" } & StagedProject)
  | ({ kind: "answer" } & StagedAnswer)
  | { kind: "nextId"; table: Table; id: number }
  | { kind: "empty"; table: Table };

export function stepsOf(describe: (world: World) => void): Step[] {
  const steps: Step[] = [];
  describe({
    project: (project) => steps.push({ kind: "project", ...project }),
    answer: (answer) => steps.push({ kind: "answer", ...answer }),
    nextId: (table, id) => steps.push({ kind: "nextId", table, id }),
    empty: (table) => steps.push({ kind: "empty", table }),
  });
  return steps;
}
