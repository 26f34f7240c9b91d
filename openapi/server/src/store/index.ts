export { type CommitHooks, type Database, openDatabase, type SqlValue } from "./database.ts";
export { DatabaseInUseError } from "./lock.ts";
export type { Category, HelpingMaterial, Identified, Project, Result, Task, TaskRun, UserRecord } from "./records.ts";
export { countOf, deleteRecord, findRecord, insertRecord, recordOf, type Selection, selectRecords, updateRecord } from "./rows.ts";
export { type ColumnKind, categories, helpingMaterials, projects, results, type Table, taskRuns, tasks, users } from "./tables.ts";
