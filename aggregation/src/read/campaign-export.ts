import { counted, InputError } from "pybossa-client-ts/command";
import { type CampaignAxis, createExtractor, type Extraction, type Reason, readTask, type Timeline } from "../extract/index.ts";
import { type ExportFile, type FoundExports, findExports, readValues } from "./exports.ts";

/** A campaign's tasks and answers, out of the files of one folder. */
export interface CampaignExport extends FoundExports {
  extraction: Extraction;
  /** How many tasks could not be read, by reason. */
  tasksRejected: Map<string, number>;
  /** Other campaigns that tasks say they belong to, three at most. */
  otherCampaigns: ReadonlySet<string>;
}

/**
 * Reads the tasks, then the task runs.
 * @param told called for each file of task runs when it has been read
 * @throws InputError where the files are broken, or hold no task of the campaign
 */
export async function extractFolder(
  folder: string,
  axis: CampaignAxis,
  told: (file: ExportFile, taskRuns: number) => void = () => undefined,
): Promise<CampaignExport> {
  const found = await findExports(folder);
  const { timelines, ...tasks } = await readTimelines(folder, found.files, axis, found.barren);
  return { ...found, extraction: await extractRuns(found.files, axis.campaign, timelines, told), ...tasks };
}

/**
 * @param barren ZIPs that hold no export, told where no task is found
 * @throws InputError where the files are broken, or hold no task of the campaign
 */
export async function readTimelines(
  folder: string,
  files: readonly ExportFile[],
  axis: CampaignAxis,
  barren: readonly string[] = [],
): Promise<{ timelines: Timeline[] } & Pick<CampaignExport, "tasksRejected" | "otherCampaigns">> {
  const timelines = new Map<number, Timeline>();
  const tasksRejected = new Map<string, number>();
  const campaigns = new Set<string>();
  for (const file of files.filter(({ kind }) => kind === "task")) {
    await readValues(file, (value) => {
      const task = readTask(value, axis);
      if (task.ok) timelines.set(task.value.taskId, task.value);
      else {
        tasksRejected.set(task.reason, (tasksRejected.get(task.reason) ?? 0) + 1);
        if (task.campaign !== undefined && campaigns.size < 3) campaigns.add(task.campaign);
      }
    });
  }
  if (timelines.size === 0) throw noTasks(folder, axis.campaign, { files, barren }, tasksRejected, campaigns);
  return { timelines: [...timelines.values()], tasksRejected, otherCampaigns: campaigns };
}

/** @throws InputError where the files are broken */
export async function extractRuns(
  files: readonly ExportFile[],
  campaign: string,
  timelines: readonly Timeline[],
  told: (file: ExportFile, taskRuns: number) => void = () => undefined,
): Promise<Extraction> {
  const extractor = createExtractor(campaign, timelines);
  for (const file of files.filter(({ kind }) => kind === "task_run")) {
    let read = 0;
    const where = { file: file.name, offset: 0 };
    await readValues(
      file,
      (value, offset) => {
        extractor.add(value, { file: file.name, offset });
        read += 1;
      },
      (bytes, from, to, offset) => {
        where.offset = offset;
        const end = extractor.addBytes(bytes, from, to, where);
        if (end > 0) read += 1;
        return end;
      },
    );
    told(file, read);
  }
  return extractor.finish();
}

function noTasks(
  where: string,
  campaign: string,
  { files, barren }: { files: readonly ExportFile[]; barren: readonly string[] },
  rejected: ReadonlyMap<string, number>,
  campaigns: ReadonlySet<string>,
): InputError {
  const found = [...rejected].map(([reason, count]) => `${counted(count, "task")}: ${taskFaults[reason] ?? reason}`);
  return new InputError({
    what: `there are no tasks of the campaign ${campaign}`,
    where,
    expected: "files ending in task.json and task_run.json, or ZIPs that hold them, with the tasks of this campaign",
    advice: [
      ...(files.some(({ kind }) => kind === "task")
        ? found
        : ["There is no file of tasks: PYBOSSA exports tasks and task runs apart, and both are needed."]),
      ...barren.map(barrenTold),
      campaigns.size > 0
        ? `They say that they belong to ${campaignsTold(campaigns)}: give that campaign's file by --campaign, or other exports.`
        : "Fetch or export the project again, or give the campaign that belongs to it by --campaign.",
    ].join(" "),
  });
}

/** Names that stand in the tasks, as they may be told. */
export function campaignsTold(campaigns: ReadonlySet<string>): string {
  return [...campaigns].map((name) => JSON.stringify(name.slice(0, 80))).join(", ");
}

/** What is told of a ZIP without an export. */
export function barrenTold(zip: string): string {
  return `${zip} holds no file that ends in task.json or task_run.json: download the export again, as JSON.`;
}

/** What the reasons of rejected task runs mean. */
export const runFaults: Record<Reason, string> = {
  unreadable: "no record of an answer",
  schema: "no answers of Strike Tracker, or of a newer version than this program reads; then update it",
  campaign: "of another campaign",
  task: "of tasks that are not in the files of tasks, or have no result",
  building: "of another building than their task's",
  verdict: "the verdict is none that is known",
  dates: "the dates are reversed, or name images outside the timeline",
};

/** Why a task has no result. */
export const taskFaults: Record<string, string> = {
  unreadable: "their info is no record.",
  schema: "they are no tasks of Strike Tracker, or of a newer version than this program reads; then update it.",
  campaign: "they belong to another campaign.",
  frames: "their frames or building cannot be read.",
};
