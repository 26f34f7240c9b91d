export { type CommitHooks, type Database, openDatabase, type SqlValue } from "./database.ts";
export { DatabaseInUseError } from "./lock.ts";
export type {
  Announcement,
  BlogPost,
  BloombergProject,
  BloombergTask,
  Category,
  HelpingMaterial,
  Identified,
  Page,
  Project,
  ProjectStats,
  Result,
  Task,
  TaskRun,
  UserRecord,
} from "./records.ts";
export { countOf, deleteRecord, findRecord, insertRecord, recordOf, type Selection, selectRecords, updateRecord } from "./rows.ts";
export {
  announcements,
  blogPosts,
  bloombergProjects,
  bloombergTasks,
  type ColumnKind,
  categories,
  helpingMaterials,
  pages,
  projectStats,
  projects,
  results,
  type Table,
  taskRuns,
  tasks,
  users,
} from "./tables.ts";
