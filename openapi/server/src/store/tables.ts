import type {
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

export type ColumnKind = "integer" | "real" | "text" | "boolean" | "json" | "integers";

export interface Column {
  name: string;
  kind: ColumnKind;
  /** The most characters that the column takes. */
  most?: number;
}

/** A table as the REST API shows it: the columns, in the order of a record's keys. */
export interface Table<R extends Identified> {
  sql: string;
  className: string;
  columns: Column[];
  /** Only for the type: what a row of the table is. */
  record?: R;
}

function table<R extends Identified>(
  sql: string,
  className: string,
  columns: Record<keyof R & string, ColumnKind>,
  most: Record<string, number> = {},
): Table<R> {
  return {
    sql,
    className,
    columns: Object.entries<ColumnKind>(columns).map(([name, kind]) => {
      const limit = most[name];
      return limit === undefined ? { name, kind } : { name, kind, most: limit };
    }),
  };
}

export const projects = table<Project>(
  "project",
  "Project",
  {
    id: "integer",
    created: "text",
    updated: "text",
    name: "text",
    short_name: "text",
    description: "text",
    long_description: "text",
    webhook: "text",
    allow_anonymous_contributors: "boolean",
    published: "boolean",
    featured: "boolean",
    secret_key: "text",
    zip_download: "boolean",
    contacted: "boolean",
    owner_id: "integer",
    category_id: "integer",
    info: "json",
    owners_ids: "integers",
  },
  { name: 255, short_name: 255, description: 255 },
);

export const tasks = table<Task>("task", "Task", {
  id: "integer",
  created: "text",
  project_id: "integer",
  state: "text",
  quorum: "integer",
  calibration: "integer",
  priority_0: "real",
  info: "json",
  n_answers: "integer",
  fav_user_ids: "integers",
});

export const bloombergProjects: Table<BloombergProject> = {
  sql: projects.sql,
  className: projects.className,
  columns: [...projects.columns, { name: "hidden", kind: "boolean" }, { name: "email_notif", kind: "boolean" }],
};

export const bloombergTasks: Table<BloombergTask> = {
  sql: tasks.sql,
  className: tasks.className,
  columns: [
    ...tasks.columns,
    { name: "exported", kind: "boolean" },
    { name: "user_pref", kind: "json" },
    { name: "worker_pref", kind: "json" },
    { name: "worker_filter", kind: "json" },
    { name: "gold_answers", kind: "json" },
    { name: "expiration", kind: "text" },
    { name: "dup_checksum", kind: "text" },
  ],
};

export const taskRuns = table<TaskRun>("task_run", "TaskRun", {
  id: "integer",
  created: "text",
  project_id: "integer",
  task_id: "integer",
  user_id: "integer",
  user_ip: "text",
  finish_time: "text",
  timeout: "integer",
  calibration: "integer",
  external_uid: "text",
  media_url: "text",
  info: "json",
});

export const results = table<Result>("result", "Result", {
  id: "integer",
  created: "text",
  project_id: "integer",
  task_id: "integer",
  task_run_ids: "integers",
  last_version: "boolean",
  info: "json",
});

export const helpingMaterials = table<HelpingMaterial>("helping_material", "HelpingMaterial", {
  id: "integer",
  created: "text",
  project_id: "integer",
  info: "json",
  media_url: "text",
  priority: "real",
});

export const announcements = table<Announcement>("announcement", "Announcement", {
  id: "integer",
  created: "text",
  user_id: "integer",
  updated: "text",
  title: "text",
  body: "text",
  info: "json",
  media_url: "text",
  published: "boolean",
});

export const blogPosts = table<BlogPost>("blogpost", "Blogpost", {
  id: "integer",
  created: "text",
  updated: "text",
  project_id: "integer",
  user_id: "integer",
  title: "text",
  body: "text",
  info: "json",
  media_url: "text",
  published: "boolean",
});

export const pages = table<Page>("page", "Page", {
  id: "integer",
  created: "text",
  slug: "text",
  project_id: "integer",
  info: "json",
  media_url: "text",
});

/** A view: what a background job would refresh stays 0 without that job, as measured. */
export const projectStats = table<ProjectStats>("project_stats", "ProjectStats", {
  id: "integer",
  project_id: "integer",
  n_tasks: "integer",
  n_task_runs: "integer",
  n_results: "integer",
  n_volunteers: "integer",
  n_completed_tasks: "integer",
  overall_progress: "integer",
  average_time: "integer",
  n_blogposts: "integer",
  last_activity: "text",
  info: "json",
});

export const categories = table<Category>("category", "Category", {
  id: "integer",
  name: "text",
  short_name: "text",
  description: "text",
  created: "text",
  info: "json",
});

export const users = table<UserRecord>("user", "User", {
  id: "integer",
  created: "text",
  email_addr: "text",
  name: "text",
  fullname: "text",
  locale: "text",
  api_key: "text",
  passwd_hash: "text",
  admin: "boolean",
  subadmin: "boolean",
  info: "json",
});
