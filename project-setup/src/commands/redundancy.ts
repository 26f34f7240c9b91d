import type { PybossaClient, Task } from "pybossa-client-ts";
import { counted, InputError, ServerError } from "pybossa-client-ts/command";
import type { Effects, ServerAccess } from "../effects.ts";
import { lockPath, readLock } from "../lock/index.ts";
import { type AnswersWanted, readAnswersWanted } from "../tasks/index.ts";
import { type CampaignProject, changingProject } from "./campaign-project.ts";

export interface RedundancyOptions {
  /** Path of more-answers.csv: task_id, building, n_answers (the new total), why. */
  from: string;
  pilot?: boolean;
}

export interface RedundancyResult {
  updated: number;
  /** Tasks that want as many answers already, or more. */
  unchanged: number;
  /** Tasks that were completed, and are handed out again. */
  reopened: number;
  /** Answers that are now wanted in addition. */
  answers: number;
}

/**
 * Asks for more answers to some tasks. Never for fewer. Completed tasks are opened again by that. Stopped half-way, it
 * goes on when it is run again. A file without rows asks for nothing, and nothing is done.
 * @throws InputError where a row is wrong, or speaks of a task that is not the campaign's; nothing is done then
 */
export async function redundancy(
  campaignPath: string,
  access: ServerAccess,
  effects: Effects,
  { from, pilot = false }: RedundancyOptions,
): Promise<RedundancyResult> {
  const wishes = readAnswersWanted(from);
  return changingProject({ campaignPath, access, effects, pilot }, async (found) => {
    refuseForeign(wishes, found, lockPath(found.opened.folder, pilot), access);
    const { client, project, journal } = found;
    const tasks = await readTasks(client, project.id, wishes);
    refuseGone(wishes, tasks, from);
    const result: RedundancyResult = { updated: 0, unchanged: 0, reopened: 0, answers: 0 };
    for (const [at, { taskId, building, answers }] of wishes.entries()) {
      const before = tasks.get(taskId);
      const present = before?.n_answers ?? 0;
      if (answers <= present) result.unchanged++;
      else {
        const after = await opened(client, taskId, answers);
        journal.write("redundancy raised", { task_id: taskId, building, from: present, to: answers });
        result.updated++;
        result.answers += answers - present;
        if (before?.state === "completed" && after.state !== "completed") result.reopened++;
      }
      effects.output.progress("asking for more answers", at + 1, wishes.length);
    }
    return result;
  });
}

/** Raises a task's answers; a server that leaves it completed opens it at the next change. */
async function opened(client: PybossaClient, id: number, answers: number): Promise<Task> {
  const after = await client.tasks.update(id, { n_answers: answers });
  return after.state === "completed" ? client.tasks.update(id, { n_answers: answers }) : after;
}

/** The file must speak of this campaign on this server: ids of another would hit other tasks. */
function refuseForeign(
  wishes: readonly AnswersWanted[],
  { campaignId, opened }: CampaignProject,
  path: string,
  { endpoint }: ServerAccess,
): void {
  const lock = readLock(path, campaignId);
  const advice = "Work out the answers wanted again, from this campaign's answers (strike-aggregate plan-answers).";
  if (lock?.server?.endpoint !== endpoint) {
    throw new InputError({
      what: "there is no lock of this campaign on this server",
      where: path,
      advice: `Run strike-setup apply ${opened.path} first.`,
    });
  }
  const buildings = new Map(lock.buildings.flatMap(({ task_id, building }) => (task_id === null ? [] : [[task_id, building]])));
  for (const { where, taskId, building } of wishes) {
    const known = buildings.get(taskId);
    if (known === undefined) throw new InputError({ what: `the task ${taskId} is not this campaign's`, where, advice });
    if (building !== "" && building !== known)
      throw new InputError({ what: `the task ${taskId} is of the building ${known}, not ${building}`, where, advice });
  }
}

/** The tasks by id: one by one where they are few, else all pages. */
async function readTasks(client: PybossaClient, projectId: number, wishes: readonly AnswersWanted[]): Promise<Map<number, Task>> {
  const tasks = new Map<number, Task>();
  if (wishes.length <= 5) for (const { taskId } of wishes) tasks.set(taskId, await client.tasks.get(taskId));
  else for await (const page of client.tasks.pages(projectId)) for (const task of page) tasks.set(task.id, task);
  return tasks;
}

function refuseGone(wishes: readonly AnswersWanted[], tasks: ReadonlyMap<number, Task>, from: string): void {
  const gone = wishes.filter(({ taskId }) => !tasks.has(taskId));
  if (gone.length === 0) return;
  throw new ServerError({
    what: `the server no longer has ${gone.length} of these tasks, among them ${gone[0]?.taskId}`,
    where: from,
    advice: "Look with strike-setup verify.",
  });
}

export function redundancyText({ updated, unchanged, reopened, answers }: RedundancyResult): string {
  if (updated + unchanged === 0) return "The file asks for no task: nothing to do.";
  return `${counted(answers, "more answer")} wanted to ${counted(updated, "task")}, ${reopened} of them completed before; ${unchanged} want as many already`;
}
