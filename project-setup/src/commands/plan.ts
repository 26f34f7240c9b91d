import type { Dialect, Project, PybossaClient } from "pybossa-client-ts";
import type { Campaign } from "pybossa-client-ts/strike-tracker";
import type { Effects, ServerAccess } from "../effects.ts";
import { prepare } from "../preparation.ts";
import type { Preparation } from "../prepared.ts";
import {
  answeredTasks,
  budgetNow,
  chipsToUpload,
  connect,
  type Effort,
  effortOf,
  findProject,
  type Method,
  readTasks,
  toldFaults,
} from "../server/index.ts";
import { writeSkipped } from "../skipped-file.ts";
import {
  type Correction,
  campaignRecord,
  correctionsOf,
  correctionText,
  type Difference,
  difference,
  type Expiration,
  expirationOf,
} from "../tasks/index.ts";
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
  /** Of tasks and chips to send. */
  bytes: number;
  /** About how long `apply` takes. */
  seconds: number;
  /** What apply would change in a campaign that volunteers see already. */
  corrections: Correction[];
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
export function plan(
  campaignPath: string,
  access: ServerAccess,
  effects: Effects,
  { method = "auto", pilot }: PlanOptions = {},
): Promise<PlanResult> {
  return toldFaults(access.endpoint, async () => {
    const client = connect(access, effects);
    const found: { project: Project | null } = { project: null };
    const whenRead = async (names: Parameters<typeof findProject>[1]) => {
      found.project = await findProject(client, names, access, effects);
    };
    const prepared = await prepare(campaignPath, { pilot, chips: "expect", whenRead }, effects);
    const { planned, opened } = prepared;
    writeSkipped(opened.folder, prepared.skipped);
    const { project } = found;
    const dialect = await client.dialect();
    const { compared, effort } = await compareAll({ client, project, dialect, prepared, method }, effects);
    const changes = compared.create.length + compared.update.length + compared.renew.length > 0;
    return {
      ...filesSummary(
        prepared,
        planned.tasks.map(({ frames }) => frames.length),
      ),
      create: compared.create.length,
      update: compared.update.length,
      unchanged: compared.unchanged.length,
      orphan: compared.orphan.length + compared.duplicate.length,
      frozen: compared.frozen.length,
      method: effort.method,
      requests: effort.requests,
      bytes: effort.bytes,
      seconds: changes ? effort.seconds : 1,
      corrections: correctionsFor(prepared, project, campaignRecord(opened.file, planned, null)),
    };
  });
}

/** What is corrected where volunteers see the campaign already; a draft's texts may change in silence. */
export function correctionsFor({ lock }: Preparation, project: Pick<Project, "published"> | null, campaign: Campaign): Correction[] {
  return project?.published === true && lock ? correctionsOf(lock.campaign, campaign) : [];
}

export interface Comparing {
  client: PybossaClient;
  /** null = there is none yet. */
  project: Pick<Project, "id"> | null;
  dialect: Dialect;
  prepared: Preparation;
  method: Method | "auto";
}

export interface Comparison {
  compared: Difference;
  present: number;
  expiration: Expiration | null;
  effort: Effort;
}

/** The difference between a campaign and the server, and what it costs to bring it there. */
export async function compareAll({ client, project, dialect, prepared, method }: Comparing, effects: Effects): Promise<Comparison> {
  const { file, path } = prepared.opened;
  const expiration = dialect === "bloomberg" ? expirationOf(file.task?.expires, effects.now(), `${path}, task.expires`) : null;
  const found =
    project === null
      ? { compared: difference(prepared.planned.tasks, [], new Set()), present: 0 }
      : await compare(client, project.id, prepared, expiration, effects);
  const materials = project === null ? [] : await client.helpingMaterials.list(project.id);
  const uploads =
    prepared.chipSettings.mode === "local" && prepared.chips ? chipsToUpload(prepared.chips, materials) : { count: 0, bytes: 0 };
  const budget = budgetNow(client, effects.now());
  const effort = effortOf(found.compared, {
    present: found.present,
    dialect,
    expiration: expiration?.text ?? null,
    budget,
    method,
    uploads,
  });
  return { ...found, expiration, effort };
}

/** The difference between planned tasks and the server's; asks for the answers only where a task would change. */
export async function compare(
  client: PybossaClient,
  projectId: number,
  { planned: { tasks } }: Pick<Preparation, "planned">,
  expiration: Expiration | null,
  { output }: Pick<Effects, "output">,
): Promise<{ compared: Difference; present: number }> {
  const present = await readTasks(client, projectId, output, tasks.length);
  const first = difference(tasks, present, new Set(), expiration?.endsTooEarly);
  if (first.update.length === 0 && first.duplicate.length === 0) return { compared: first, present: present.length };
  const answered = await answeredTasks(client, projectId);
  return { compared: difference(tasks, present, answered, expiration?.endsTooEarly), present: present.length };
}

export function planText(result: PlanResult): string {
  return [
    summaryText(result),
    "",
    row("tasks to create", result.create),
    row("to update", result.update),
    row("unchanged", result.unchanged),
    row("different, but answered already (left alone)", result.frozen),
    row("on the server only (left alone)", result.orphan),
    ...result.corrections.map((correction) => row(correctionText(correction, "becomes"), "correct")),
    row(`requests by ${result.method === "csv" ? "CSV import" : "one POST a task"}, ${effortText(result)}`, result.requests),
  ].join("\n");
}

/** Megabytes and time, for a person. */
export function effortText({ bytes, seconds }: Pick<Effort, "bytes" | "seconds">): string {
  const time = seconds < 90 ? `${seconds} s` : seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
  return `${(bytes / 1e6).toFixed(bytes < 1e6 ? 2 : 1)} MB; about ${time}`;
}
