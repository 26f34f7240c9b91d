import type { Hono } from "hono";
import type { Backend, Environment } from "../backend.ts";
import { notFound } from "../errors.ts";
import { bloombergTasks, findRecord, selectRecords, type Table, type Task, tasks, updateRecord } from "../store/index.ts";
import { type Call, refused, userOf } from "./call.ts";
import { limited } from "./limited.ts";
import { readPayload } from "./payload.ts";
import { dressedTask } from "./task.ts";

/** /api/favorites: the tasks that the caller has marked; kept in each task's `fav_user_ids`. */
export function serveFavorites(app: Hono<Environment>, backend: Backend): void {
  const name = { endpoint: "favorites", target: "task" };
  app.get("/api/favorites", limited(backend, name, list));
  app.post(
    "/api/favorites",
    limited(backend, name, async (call) => {
      const { fields } = await readPayload(call.context);
      return mark(call, Number(fields.task_id), true);
    }),
  );
  app.delete(
    "/api/favorites/:id{[0-9]+}",
    limited(backend, name, (call) => mark(call, Number(call.context.req.param("id")), false)),
  );
}

/** Tasks with the columns of the dialect. */
function tableOf({ backend }: Call): Table<Task> {
  return backend.dialect === "bloomberg" ? bloombergTasks : tasks;
}

function list(call: Call): Response {
  const user = userOf(call);
  if (user === null) throw refused(call);
  const conditions = [{ sql: "EXISTS (SELECT 1 FROM json_each(fav_user_ids) WHERE value = ?)", values: [user.id] }];
  const found = selectRecords(call.backend.database, tableOf(call), { conditions, orderBy: "id", limit: 100, offset: 0 });
  return Response.json(found.map((task) => dressedTask(call, task)));
}

function mark(call: Call, id: number, marked: boolean): Response {
  const user = userOf(call);
  if (user === null) throw refused(call);
  const task: Task | null = findRecord(call.backend.database, tableOf(call), id);
  if (task === null) throw notFound();
  const others = (task.fav_user_ids ?? []).filter((each) => each !== user.id);
  const fav_user_ids = marked ? [...others, user.id] : others;
  updateRecord(call.backend.database, tableOf(call), id, { fav_user_ids });
  return Response.json({ ...task, fav_user_ids });
}
