/** Columns that came later, or that only the dialect `bloomberg` uses; a database without them gets them. */
export const addedColumns: [table: string, column: string, type: string][] = [
  ["user", "subadmin", "INTEGER NOT NULL DEFAULT 0"],
  ["project", "hidden", "INTEGER NOT NULL DEFAULT 0"],
  ["project", "email_notif", "INTEGER NOT NULL DEFAULT 0"],
  ["task", "exported", "INTEGER NOT NULL DEFAULT 0"],
  ["task", "user_pref", "TEXT"],
  ["task", "worker_pref", "TEXT"],
  ["task", "worker_filter", "TEXT"],
  ["task", "gold_answers", "TEXT"],
  ["task", "expiration", "TEXT"],
  ["task", "dup_checksum", "TEXT"],
];

/** The tables. Names of columns are PYBOSSA's; `tie` and `info_hash` are ours and never leave the server. */
export const schema = `
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS user (
  id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, name TEXT NOT NULL UNIQUE, fullname TEXT NOT NULL,
  email_addr TEXT NOT NULL UNIQUE, locale TEXT NOT NULL, api_key TEXT NOT NULL UNIQUE, passwd_hash TEXT NOT NULL,
  admin INTEGER NOT NULL, info TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS category (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, short_name TEXT UNIQUE, description TEXT, created TEXT NOT NULL, info TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS project (
  id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, updated TEXT NOT NULL, name TEXT NOT NULL UNIQUE,
  short_name TEXT NOT NULL UNIQUE, description TEXT NOT NULL, long_description TEXT, webhook TEXT,
  allow_anonymous_contributors INTEGER NOT NULL, published INTEGER NOT NULL, featured INTEGER NOT NULL, secret_key TEXT NOT NULL,
  zip_download INTEGER NOT NULL, contacted INTEGER NOT NULL, owner_id INTEGER NOT NULL, category_id INTEGER,
  info TEXT NOT NULL, owners_ids TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS project_owner ON project (owner_id);

CREATE TABLE IF NOT EXISTS task (
  id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  state TEXT NOT NULL, quorum INTEGER, calibration INTEGER, priority_0 REAL, info TEXT, n_answers INTEGER NOT NULL,
  fav_user_ids TEXT, tie INTEGER NOT NULL DEFAULT 0, info_hash TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS task_project ON task (project_id, id);
CREATE INDEX IF NOT EXISTS task_open ON task (project_id, state, id);
CREATE INDEX IF NOT EXISTS task_priority ON task (project_id, state, priority_0, tie);
CREATE INDEX IF NOT EXISTS task_info ON task (project_id, info_hash);

CREATE TABLE IF NOT EXISTS task_run (
  id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  task_id INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE, user_id INTEGER, user_ip TEXT, finish_time TEXT NOT NULL,
  timeout INTEGER, calibration INTEGER, external_uid TEXT, media_url TEXT, info TEXT
);
CREATE INDEX IF NOT EXISTS task_run_project ON task_run (project_id, id);
CREATE INDEX IF NOT EXISTS task_run_task ON task_run (task_id);
CREATE INDEX IF NOT EXISTS task_run_user ON task_run (user_id, task_id);
CREATE INDEX IF NOT EXISTS task_run_address ON task_run (user_ip, task_id);
CREATE INDEX IF NOT EXISTS task_run_external ON task_run (external_uid, task_id);

CREATE TABLE IF NOT EXISTS result (
  id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  task_id INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE, task_run_ids TEXT NOT NULL, last_version INTEGER NOT NULL, info TEXT
);
CREATE INDEX IF NOT EXISTS result_project ON result (project_id, id);
CREATE INDEX IF NOT EXISTS result_task ON result (task_id, last_version);

CREATE TABLE IF NOT EXISTS helping_material (
  id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  info TEXT, media_url TEXT, priority REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS helping_material_project ON helping_material (project_id, id);

CREATE TABLE IF NOT EXISTS announcement (
  id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, user_id INTEGER NOT NULL, updated TEXT NOT NULL, title TEXT, body TEXT,
  info TEXT, media_url TEXT, published INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS blogpost (
  id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, updated TEXT NOT NULL,
  project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE, user_id INTEGER NOT NULL, title TEXT, body TEXT, info TEXT,
  media_url TEXT, published INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS page (
  id INTEGER PRIMARY KEY AUTOINCREMENT, created TEXT NOT NULL, slug TEXT,
  project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE, info TEXT, media_url TEXT
);
CREATE VIEW IF NOT EXISTS project_stats AS SELECT id, id AS project_id, 0 AS n_tasks, 0 AS n_task_runs, 0 AS n_results,
  0 AS n_volunteers, 0 AS n_completed_tasks, 0 AS overall_progress, 0 AS average_time, 0 AS n_blogposts, '0' AS last_activity,
  '{}' AS info FROM project;

CREATE TABLE IF NOT EXISTS stamp (
  identity TEXT NOT NULL, task_id INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE, requested INTEGER NOT NULL,
  locked INTEGER NOT NULL, PRIMARY KEY (identity, task_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS draft (
  user_id INTEGER NOT NULL, task_id INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE, answer TEXT NOT NULL, PRIMARY KEY (user_id, task_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS stamp_task ON stamp (task_id);
CREATE INDEX IF NOT EXISTS stamp_requested ON stamp (requested);
`;
