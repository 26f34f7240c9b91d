import type { PybossaClient } from "pybossa-client-ts";
import type { Output } from "pybossa-client-ts/command";
import type { ServerTask } from "../tasks/index.ts";

/** All tasks of a project. */
export async function readTasks(client: PybossaClient, projectId: number, output: Output, expected: number): Promise<ServerTask[]> {
  const tasks: ServerTask[] = [];
  for await (const page of client.tasks.pages(projectId)) {
    for (const { id, info, n_answers, state, expiration } of page) {
      const expires = typeof expiration === "string" ? Date.parse(/Z$/.test(expiration) ? expiration : `${expiration}Z`) : Number.NaN;
      tasks.push({
        id,
        info,
        n_answers: n_answers ?? 0,
        completed: state === "completed",
        expires: Number.isNaN(expires) ? null : expires,
      });
    }
    if (expected > 300) output.progress("reading the server's tasks", Math.min(tasks.length, expected), expected);
  }
  return tasks;
}

/** The ids of the tasks that have at least one answer. */
export async function answeredTasks(client: PybossaClient, projectId: number): Promise<Set<number>> {
  const answered = new Set<number>();
  for await (const page of client.taskRuns.pages(projectId)) for (const { task_id } of page) if (task_id !== null) answered.add(task_id);
  return answered;
}
