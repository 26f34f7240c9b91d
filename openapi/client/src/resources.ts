import type { components } from "./generated/pybossa.ts";
import { shape } from "./shapes.ts";

type Schemas = components["schemas"];

export type Project = Schemas["Project"];
export type ProjectCreate = Schemas["ProjectCreate"];
export type ProjectUpdate = Schemas["ProjectUpdate"];
export type ProjectInfo = Schemas["ProjectInfo"];
export type Task = Schemas["Task"];
export type TaskCreate = Schemas["TaskCreate"];
export type TaskUpdate = Schemas["TaskUpdate"];
export type TaskRun = Schemas["TaskRun"];
export type TaskRunCreate = Schemas["TaskRunCreate"];
export type Result = Schemas["Result"];
export type HelpingMaterial = Schemas["HelpingMaterial"];
export type HelpingMaterialCreate = Schemas["HelpingMaterialCreate"];
export type HelpingMaterialUpdate = Schemas["HelpingMaterialUpdate"];
export type Category = Schemas["Category"];
export type UserProgress = Schemas["UserProgress"];

export const project = shape<Project>("a project", { id: 0, name: "", short_name: "" });
export const task = shape<Task>("a task", { id: 0, project_id: 0 });
export const taskRun = shape<TaskRun>("a task run", { id: 0, project_id: 0, task_id: 0 });
export const result = shape<Result>("a result", { id: 0, project_id: 0, task_id: 0 });
export const helpingMaterial = shape<HelpingMaterial>("a helping material", { id: 0, project_id: 0 });
export const category = shape<Category>("a category", { id: 0, short_name: "" });
export const userProgress = shape<UserProgress>("a user's progress", { done: 0, total: 0 });

const reserved = {
  project: ["created", "updated", "completed", "contacted", "published", "secret_key", "stats"],
  task: ["created", "state", "fav_user_ids", "task_runs", "result"],
  helpingmaterial: ["created"],
};

/** A patch without the keys that PYBOSSA sends and refuses to take back, so that an object just read can be sent changed. */
export function writable<T extends object>(resource: keyof typeof reserved, patch: T): T {
  const names = new Set(["id", "link", "links", ...reserved[resource]]);
  return Object.fromEntries(Object.entries(patch).filter(([name]) => !names.has(name))) as T;
}
