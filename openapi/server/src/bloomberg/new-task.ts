import { type Call, governs, mayRead, projectOf, refused, userOf } from "../api/call.ts";
import { timestamp } from "../clock.ts";
import { ApiError, notFound, wrongValue } from "../errors.ts";
import { type BloombergTask, bloombergTasks, countOf, findRecord, type Project, recordOf } from "../store/index.ts";
import { letPass, passed, timeoutOf } from "./access.ts";
import { locksOf, takeLock } from "./locks.ts";
import { namedProject } from "./lookups.ts";
import { handedOut } from "./task.ts";

/** GET newtask: one task, locked for the caller until its timeout; limit and order are taken and ignored. */
export function newTask(call: Call): Response {
  const { context, backend } = call;
  const name = context.req.param("project") ?? "";
  if (!/^\d+$/.test(name)) throw wrongValue("integer", name);
  const project = projectOf(call, Number(name));
  if (typeof project.info.timeout === "string") {
    throw new ApiError(415, "TypeError", "'>' not supported between instances of 'int' and 'str'");
  }
  const user = userOf(call);
  if (user === null || context.req.query("external_uid")) return Response.json(refusedTask());
  if (!mayRead(call, project)) throw notFound();
  if (!passed(call, project)) throw new ApiError(403, "Forbidden", "No project password provided");
  whole(context.req.query("limit") ?? "");
  const offset = whole(context.req.query("offset") ?? "");
  if (offset > 2) throw new ApiError(400, "BadRequest", "");
  const task = offset > 0 ? null : nextTask(call, project, user.id);
  if (typeof project.info.passwd_hash === "string" && !governs(call, project)) letPass(backend, context, project, timeoutOf(project));
  return context.json(task === null ? {} : handedOut(task));
}

/** The task that the caller holds, or the first with a free place, which it then holds; null if there is none. */
function nextTask({ backend: { database, now } }: Call, project: Project, userId: number): BloombergTask | null {
  const moment = now();
  const locks = locksOf(database, project.id, timeoutOf(project), moment);
  const sql = `SELECT *, (SELECT count(*) FROM task_run AS answer WHERE answer.task_id = task.id) AS answers FROM task
    WHERE project_id = ? AND state = 'ongoing' AND (expiration IS NULL OR expiration > ?)
    AND NOT EXISTS (SELECT 1 FROM task_run AS run WHERE run.user_id = ? AND run.task_id = task.id)
    ORDER BY priority_0 DESC, id LIMIT 100 OFFSET ?`;
  const held = locks.filter((lock) => lock.userId === userId).map(({ taskId }) => taskId);
  const time = timestamp(moment);
  for (const taskId of held) {
    const task = findRecord(database, bloombergTasks, taskId);
    const answered = countOf(database, "SELECT count(*) AS n FROM task_run WHERE user_id = ? AND task_id = ?", [userId, taskId]) > 0;
    if (task !== null && !answered && task.state === "ongoing") return task;
  }
  for (let page = 0; ; page += 100) {
    const rows = database.all(sql, [project.id, time, userId, page]);
    for (const row of rows) {
      const task = recordOf(bloombergTasks, row);
      const others = locks.filter((lock) => lock.taskId === task.id && lock.userId !== userId).length;
      // An answer just given counts twice for some seconds, by its lock and by itself: as measured.
      if (task.calibration !== 1 && Number(row.answers) + others >= task.n_answers) continue;
      takeLock(database, userId, task.id, moment);
      return task;
    }
    if (rows.length < 100) return null;
  }
}

/** A refusal dressed as a task without values, as PYBOSSA sends it (status 200), for a wrong key too. */
function refusedTask(): object {
  const names = bloombergTasks.columns.map(({ name }) => name).filter((name) => name !== "calibration" && name !== "gold_answers");
  const empty = Object.fromEntries(names.map((name) => [name, null]));
  return { ...empty, id: null, info: { error: "This project does not allow anonymous contributors" } };
}

function whole(text: string): number {
  if (text === "") return 0;
  if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new ApiError(415, "ValueError", `invalid literal for int() with base 10: '${text}'`);
  return Number(text);
}

/** GET userprogress: what the caller has done, and what is left for it. */
export function userProgress(call: Call): Response {
  const { database, now } = call.backend;
  const user = userOf(call);
  if (user === null) throw refused(call);
  const project = namedProject(call);
  const { id } = project;
  const count = (sql: string, ...values: (number | string)[]) =>
    countOf(database, `SELECT count(*) AS n FROM task WHERE project_id = ? ${sql}`, [id, ...values]);
  const total = count("");
  const completed = count("AND state = 'completed'");
  const unanswered = "AND NOT EXISTS (SELECT 1 FROM task_run AS run WHERE run.user_id = ? AND run.task_id = task.id)";
  const locks = locksOf(database, id, timeoutOf(project), now());
  const quiz = { enabled: false, passing: 0, questions: 0, short_circuit: true, completion_mode: "short_circuit" };
  return Response.json({
    done: countOf(database, "SELECT count(DISTINCT task_id) AS n FROM task_run WHERE user_id = ? AND project_id = ?", [user.id, id]),
    total,
    completed,
    remaining: total - completed,
    locked: new Set(locks.map(({ taskId }) => taskId)).size,
    remaining_for_user: count(`AND state = 'ongoing' AND (expiration IS NULL OR expiration > ?) ${unanswered}`, timestamp(now()), user.id),
    quiz: { status: "not_started", result: { right: 0, wrong: 0 }, config: quiz },
    guidelines_updated: false,
    ...(governs(call, project) ? { available_gold_tasks: count("AND calibration = 1 AND state = 'ongoing'") } : {}),
  });
}
