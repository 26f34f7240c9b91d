import type { Effects, ServerAccess } from "../effects.ts";
import { stateMaterial } from "../server/index.ts";
import { type CampaignProject, withProject } from "./campaign-project.ts";
import { type Progress, ProgressCounter } from "./progress.ts";
import { row } from "./summary.ts";

export interface StatusResult extends Progress {
  published: boolean;
  state: string | null;
  /** What volunteers read with the state. */
  message: string | null;
  /** Days since the project was last changed: scifabric may unpublish it after three months. */
  days_untouched: number;
  url: string;
}

export interface StatusOptions {
  pilot?: boolean;
}

/** Counts a campaign's answers on the server. */
export function status(
  campaignPath: string,
  access: ServerAccess,
  effects: Effects,
  { pilot = false }: StatusOptions = {},
): Promise<StatusResult> {
  return withProject({ campaignPath, access, effects, pilot }, (found) => counted(found, new ProgressCounter(), effects, true));
}

/** Counts again and again, reading only new answers, and the tasks anew once in a while; `tell` ends it by false. */
export function watchStatus(
  campaignPath: string,
  access: ServerAccess,
  effects: Effects,
  { pilot = false, seconds }: StatusOptions & { seconds: number },
  tell: (result: StatusResult) => boolean,
): Promise<void> {
  return withProject({ campaignPath, access, effects, pilot }, async (found) => {
    const counter = new ProgressCounter();
    let read = Number.NEGATIVE_INFINITY;
    for (;;) {
      const due = effects.now() - read > 900_000;
      if (due) read = effects.now();
      const project = await found.client.projects.get(found.project.id);
      if (!tell(await counted({ ...found, project }, counter, effects, due))) return;
      await effects.sleep(seconds * 1000);
    }
  });
}

async function counted(
  { client, project, url }: CampaignProject,
  counter: ProgressCounter,
  { now }: Effects,
  withTasks: boolean,
): Promise<StatusResult> {
  if (withTasks) {
    counter.forgetTasks();
    for await (const page of client.tasks.pages(project.id)) for (const task of page) counter.addTask(task);
  }
  for await (const page of client.taskRuns.pages(project.id, { lastId: counter.lastRun })) for (const run of page) counter.addRun(run);
  const state = stateMaterial(await client.helpingMaterials.list(project.id));
  const updated = Date.parse(`${project.updated ?? ""}Z`);
  return {
    ...counter.result(now()),
    published: project.published === true,
    state: state?.state ?? null,
    message: state?.message ?? null,
    days_untouched: Number.isNaN(updated) ? 0 : Math.max(0, Math.floor((now() - updated) / 86_400_000)),
    url,
  };
}

export function statusText(result: StatusResult): string {
  const { per_day: days, days_left: left } = result;
  const most = Math.max(1, ...days.map(({ answers }) => answers));
  const rest =
    result.missing === 0
      ? "no answer is missing"
      : left === null
        ? "how long it takes cannot be told"
        : `about ${left} days left at this rate`;
  const told = (count: number, what: string) => (count > 0 ? [row(what, count)] : []);
  return [
    row("tasks", result.tasks),
    row("completed", result.completed),
    row(`answers, ${result.percent} % of those wanted`, result.task_runs),
    row("answers still missing", result.missing),
    row("surplus answers", result.surplus),
    row("volunteers (accounts and addresses)", result.volunteers),
    row(`answers in the last 24 hours; ${rest}`, result.last_day),
    ...told(result.ongoing_with_enough, "tasks with enough answers that the server still hands out"),
    ...told(result.completed_with_too_few, "tasks closed with too few answers; strike-setup redundancy opens them"),
    ...told(result.shared_addresses, "addresses from which several people answer at once: not all of them get through"),
    ...told(result.expiring, "tasks that the server stops handing out within two weeks; strike-setup apply renews them"),
    ...(days.length > 0 ? ["", "answers per day (UTC)"] : []),
    ...days.slice(-14).map(({ day, answers }) => `${row(day, answers)}  ${"▇".repeat(Math.ceil((30 * answers) / most))}`),
    "",
    `${result.published ? "published" : "not published"}${result.state === null ? "" : `, ${result.state}`}${result.message === null ? "" : ` (${result.message})`}; ${result.url}`,
    ...(result.published && result.days_untouched >= 60
      ? [`The project has not been changed for ${result.days_untouched} days; some servers unpublish it after 90: run strike-setup apply.`]
      : []),
  ].join("\n");
}
