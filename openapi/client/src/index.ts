export { createPybossaClient, type PybossaClient } from "./client.ts";
export type { PybossaClientOptions } from "./connection.ts";
export type { Dialect } from "./dialect.ts";
export { NetworkError, NotPybossaError, PybossaError, RateLimitError } from "./errors.ts";
export type { Registration, Scheduler } from "./forms.ts";
export type { components, operations, paths } from "./generated/pybossa.ts";
export type { ListOptions } from "./lists.ts";
export type { ProjectFilter } from "./projects.ts";
export type { Budget } from "./rate-budget.ts";
export type {
  Category,
  HelpingMaterial,
  HelpingMaterialCreate,
  HelpingMaterialUpdate,
  Project,
  ProjectCreate,
  ProjectInfo,
  ProjectUpdate,
  Result,
  Task,
  TaskCreate,
  TaskRun,
  TaskRunCreate,
  TaskUpdate,
  UserProgress,
} from "./resources.ts";
export type { IdentifiedAnswer, RefusalReason, Submission } from "./submission.ts";
export type { TaskRunFilter } from "./task-runs.ts";
export type { NewTask, NewTaskOptions, TaskFilter } from "./tasks.ts";
export type { Wait } from "./transport.ts";
export type { Upload } from "./uploads.ts";
