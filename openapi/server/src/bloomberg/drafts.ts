import type { Hono } from "hono";
import { type Call, refused, userOf } from "../api/call.ts";
import { limited } from "../api/limited.ts";
import type { Backend, Environment } from "../backend.ts";
import { ApiError, notFound } from "../errors.ts";
import type { Json } from "../json.ts";
import { type BloombergTask, bloombergTasks, findRecord } from "../store/index.ts";
import { namedProject } from "./lookups.ts";

/** Drafts of answers, which PYBOSSA keeps for a month: one an account and task. */
export function serveDrafts(app: Hono<Environment>, backend: Backend): void {
  const path = "/api/project/:project/task/:id{[0-9]+}/partial_answer";
  const named = { endpoint: "partial_answer", action: "PARTIAL_ANSWER" };
  app.get(path, limited(backend, named, read));
  app.post(path, limited(backend, named, save));
  app.delete(path, limited(backend, named, remove));
  app.get(
    "/api/project/:project/has_partial_answer",
    limited(backend, { endpoint: "has_partial_answer", action: "USER_HAS_PARTIAL_ANSWER" }, (call) => {
      const user = userOf(call);
      if (user === null) throw refused(call);
      const sql = "SELECT 1 AS n FROM draft JOIN task ON task.id = draft.task_id WHERE user_id = ? AND project_id = ? LIMIT 1";
      return Response.json({ has_answer: call.backend.database.get(sql, [user.id, namedProject(call).id]) !== null });
    }),
  );
}

function place(call: Call): { userId: number; task: BloombergTask } {
  const user = userOf(call);
  if (user === null) throw refused(call);
  const task = findRecord(call.backend.database, bloombergTasks, Number(call.context.req.param("id")));
  if (task === null || task.project_id !== namedProject(call).id) throw notFound();
  return { userId: user.id, task };
}

function read(call: Call): Response {
  const { userId, task } = place(call);
  const row = call.backend.database.get("SELECT answer FROM draft WHERE user_id = ? AND task_id = ?", [userId, task.id]);
  return Response.json({ success: true, data: row === null ? null : (JSON.parse(String(row.answer)) as Json) });
}

async function save(call: Call): Promise<Response> {
  const { userId, task } = place(call);
  let answer: Json;
  try {
    answer = JSON.parse(await call.context.req.text()) as Json;
  } catch {
    throw new ApiError(400, "BadRequest", "400 Bad Request: The browser (or proxy) sent a request that this server could not understand.");
  }
  const sql = "INSERT OR REPLACE INTO draft (user_id, task_id, answer) VALUES (?, ?, ?)";
  call.backend.database.run(sql, [userId, task.id, JSON.stringify(answer)]);
  return Response.json({ success: true });
}

function remove(call: Call): Response {
  const { userId, task } = place(call);
  call.backend.database.run("DELETE FROM draft WHERE user_id = ? AND task_id = ?", [userId, task.id]);
  return Response.json({ success: true });
}
