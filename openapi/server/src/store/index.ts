export { type Database, openDatabase, type SqlValue } from "./database.ts";
export { DatabaseInUseError } from "./lock.ts";
export { countOf, deleteRecord, findRecord, insertRecord, recordOf, type Selection, selectRecords, updateRecord } from "./rows.ts";
export { categories, helpingMaterials, projects, results, type Table, taskRuns, tasks, users } from "./tables.ts";
