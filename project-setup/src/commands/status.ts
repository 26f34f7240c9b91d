import type { Effects, ServerAccess } from "../effects.ts";
import { connect, stateMaterial, toldFaults } from "../server/index.ts";
import { campaignProject } from "./campaign-project.ts";
import { row } from "./summary.ts";

export interface StatusResult {
  tasks: number;
  /** Tasks that have as many answers as they need, counted here: the server's own state is not reliable. */
  completed: number;
  task_runs: number;
  /** Answers beyond what their task needs. */
  surplus: number;
  volunteers: number;
  published: boolean;
  state: string | null;
  url: string;
}

/** Counts a campaign's answers on the server. */
export function status(
  campaignPath: string,
  access: ServerAccess,
  effects: Effects,
  { pilot = false }: { pilot?: boolean } = {},
): Promise<StatusResult> {
  return toldFaults(access.endpoint, () => counted(campaignPath, access, effects, pilot));
}

async function counted(campaignPath: string, access: ServerAccess, effects: Effects, pilot: boolean): Promise<StatusResult> {
  const client = connect(access, effects);
  const { project, name } = await campaignProject(client, campaignPath, access.endpoint, pilot);
  const wanted = new Map<number, number>();
  for await (const page of client.tasks.pages(project.id)) for (const { id, n_answers } of page) wanted.set(id, n_answers ?? 0);
  const answers = new Map<number, number>();
  const volunteers = new Set<string>();
  let runs = 0;
  for await (const page of client.taskRuns.pages(project.id)) {
    for (const { task_id, user_id, user_ip, external_uid } of page) {
      runs++;
      if (task_id !== null) answers.set(task_id, (answers.get(task_id) ?? 0) + 1);
      volunteers.add(user_id != null ? `user ${user_id}` : external_uid != null ? `external ${external_uid}` : `address ${user_ip}`);
    }
  }
  let completed = 0;
  let surplus = 0;
  for (const [id, needed] of wanted) {
    const given = answers.get(id) ?? 0;
    if (given >= needed) completed++;
    surplus += Math.max(0, given - needed);
  }
  const state = stateMaterial(await client.helpingMaterials.list(project.id));
  return {
    tasks: wanted.size,
    completed,
    task_runs: runs,
    surplus,
    volunteers: volunteers.size,
    published: project.published === true,
    state: state?.state ?? null,
    url: `${access.endpoint}/project/${name}/`,
  };
}

export function statusText({ tasks, completed, task_runs, surplus, volunteers, published, state, url }: StatusResult): string {
  return [
    row("tasks", tasks),
    row("completed", completed),
    row("answers", task_runs),
    row("surplus answers", surplus),
    row("volunteers (accounts and addresses)", volunteers),
    `${published ? "published" : "not published"}${state === null ? "" : `, ${state}`}; ${url}`,
  ].join("\n");
}
