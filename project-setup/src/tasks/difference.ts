import { parseTaskInfo, type TaskInfo } from "pybossa-client-ts/strike-tracker";
import { hashOf, type PlannedTask } from "./planned.ts";

/** A task as it is on the server. */
export interface ServerTask {
  id: number;
  info: unknown;
  n_answers: number;
  completed: boolean;
  /** Milliseconds since 1970; null where tasks do not end. */
  expires: number | null;
}

export interface TaskUpdate {
  task: PlannedTask;
  id: number;
  /** What the server's task says. */
  info: TaskInfo;
}

/** What is to be done so that the server holds the planned tasks. */
export interface Difference {
  create: PlannedTask[];
  update: TaskUpdate[];
  unchanged: TaskUpdate[];
  /** Different, but completed or answered: left as they are. */
  frozen: TaskUpdate[];
  /** Open tasks, answered ones too, that end too early. */
  renew: number[];
  /** Ids of tasks on the server that no planned task matches. */
  orphan: number[];
  /** Ids of further tasks on a building that has one already; those that have answers count as orphans. */
  duplicate: number[];
}

/**
 * Compares by building and content; CSV import's text cells count as what they say.
 * @param answered task ids
 * @param endsTooEarly tells by a task's end, in milliseconds since 1970, whether it is to be renewed
 */
export function difference(
  planned: readonly PlannedTask[],
  server: readonly ServerTask[],
  answered: ReadonlySet<number>,
  endsTooEarly: (expires: number) => boolean = () => false,
): Difference {
  const result: Difference = { create: [], update: [], unchanged: [], frozen: [], renew: [], orphan: [], duplicate: [] };
  const present = new Map<string, { task: ServerTask; info: TaskInfo }>();
  const used = (task: ServerTask) => task.completed || answered.has(task.id);
  for (const task of [...server].sort((a, b) => Number(used(b)) - Number(used(a)) || a.id - b.id)) {
    const parsed = parseTaskInfo(task.info);
    if (!parsed.ok) result.orphan.push(task.id);
    else if (present.has(parsed.value.building)) (used(task) ? result.orphan : result.duplicate).push(task.id);
    else present.set(parsed.value.building, { task, info: plain(parsed.value) });
  }
  for (const task of planned) {
    const found = present.get(task.info.building);
    present.delete(task.info.building);
    if (!found) {
      result.create.push(task);
      continue;
    }
    const { id, completed, expires } = found.task;
    if (!completed && expires !== null && endsTooEarly(expires)) result.renew.push(id);
    const entry = { task, id, info: found.info };
    const same = hashOf(found.info) === task.hash && found.task.n_answers >= task.n_answers;
    if (same) result.unchanged.push(entry);
    else if (used(found.task)) result.frozen.push(entry);
    else result.update.push(entry);
  }
  for (const { task } of present.values()) result.orphan.push(task.id);
  return result;
}

/** Only the keys that strike-setup writes: what a server adds to an info does not make a task different. */
function plain({ schema, campaign, building, frames, chips, geometry }: TaskInfo): TaskInfo {
  return { schema, campaign, building, frames, ...(chips ? { chips } : {}), ...(geometry ? { geometry } : {}) };
}
