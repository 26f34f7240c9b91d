import type { PybossaClient } from "pybossa-client-ts";
import type { Effects, ServerAccess } from "../effects.ts";
import { prepare } from "../preparation.ts";
import { answeredTasks, budgetNow, connect, effortOf, findProject, type Method, readTasks, toldFaults } from "../server/index.ts";
import { writeSkipped } from "../skipped-file.ts";
import { type Difference, difference, type PlannedTask } from "../tasks/index.ts";
import { tellFaults } from "./check.ts";
import { type FilesSummary, filesSummary, row, summaryText } from "./summary.ts";

export interface PlanOptions {
  method?: Method | "auto";
  pilot?: number;
}

export interface PlanResult extends FilesSummary {
  create: number;
  update: number;
  unchanged: number;
  /** On the server, but no longer in the files; apply leaves them alone. */
  orphan: number;
  /** Different, but answered already; apply leaves them alone. */
  frozen: number;
  method: Method;
  requests: number;
  /** About how long `apply` takes. */
  seconds: number;
}

/** Runs `plan` for the command line: prints the plan, or what is wrong with the files. */
export async function planCommand(campaignPath: string, access: ServerAccess, effects: Effects, options: PlanOptions): Promise<void> {
  let result: PlanResult;
  try {
    result = await plan(campaignPath, access, effects, options);
  } catch (error) {
    await tellFaults(campaignPath, error, effects);
    throw error;
  }
  effects.output.result(result, planText(result));
}

/** Compares a campaign's files with the server. Changes nothing there. */
export async function plan(
  campaignPath: string,
  access: ServerAccess,
  effects: Effects,
  { method = "auto", pilot }: PlanOptions = {},
): Promise<PlanResult> {
  const prepared = await prepare(campaignPath, { pilot, chips: "expect", write: false }, effects);
  const { survey, planned } = prepared;
  writeSkipped(survey.opened.folder, [...survey.skipped, ...planned.skipped]);
  const { compared, present, budget } = await toldFaults(access.endpoint, async () => {
    const client = connect(access, effects);
    const project = await findProject(client, prepared.shortName, planned.campaignId, access.endpoint);
    const found =
      project === null
        ? { compared: difference(planned.tasks, [], new Set()), present: 0 }
        : await compare(client, project.id, planned.tasks, effects);
    return { ...found, budget: budgetNow(client, effects.now()) };
  });
  const effort = effortOf(compared, present, budget, method);
  const changes = compared.create.length + compared.update.length > 0;
  return {
    ...filesSummary(
      survey,
      planned.tasks.map(({ frames }) => frames.length),
      planned.skipped,
    ),
    create: compared.create.length,
    update: compared.update.length,
    unchanged: compared.unchanged.length,
    orphan: compared.orphan.length + compared.duplicate.length,
    frozen: compared.frozen.length,
    method: effort.method,
    requests: effort.requests,
    seconds: changes ? effort.seconds : 1,
  };
}

/** The difference between planned tasks and the server's; asks for the answers only where a task would change. */
export async function compare(
  client: PybossaClient,
  projectId: number,
  tasks: readonly PlannedTask[],
  { output }: Pick<Effects, "output">,
): Promise<{ compared: Difference; present: number }> {
  const present = await readTasks(client, projectId, output, tasks.length);
  const first = difference(tasks, present, new Set());
  if (first.update.length === 0 && first.duplicate.length === 0) return { compared: first, present: present.length };
  return { compared: difference(tasks, present, await answeredTasks(client, projectId)), present: present.length };
}

function planText(result: PlanResult): string {
  const minutes =
    result.seconds < 90
      ? `${result.seconds} s`
      : result.seconds < 5400
        ? `${Math.round(result.seconds / 60)} min`
        : `${(result.seconds / 3600).toFixed(1)} h`;
  return [
    summaryText(result),
    "",
    row("tasks to create", result.create),
    row("to update", result.update),
    row("unchanged", result.unchanged),
    row("different, but answered already (left alone)", result.frozen),
    row("on the server only (left alone)", result.orphan),
    row(`requests by ${result.method === "csv" ? "CSV import" : "one POST a task"}; about ${minutes}`, result.requests),
  ].join("\n");
}
