import { createHash } from "node:crypto";
import { counted, InputError } from "pybossa-client-ts/command";
import type { CampaignRecord, KnownMarks } from "../campaign.ts";
import { hireThreads } from "../crew/index.ts";
import { type Counts, campaignAxis, type Extraction } from "../extract/index.ts";
import { defaultModel, type Inference, inferResults, type ModelName, type Tuning } from "../infer/index.ts";
import type { NamedArea } from "../place.ts";
import {
  barrenTold,
  type CampaignExport,
  campaignsTold,
  checkGold,
  type ExportFile,
  extractFolder,
  type JudgedBuilding,
  judgedBuildings,
  loadCampaign,
  loadParameters,
  readAreas,
  readGold,
  taskFaults,
} from "../read/index.ts";
import { type DecisionsTold, readDecisions, settle } from "../review/index.ts";
import type { Telling } from "../telling.ts";

export interface InferOptions {
  /** The folder with the files of `fetch`, or of PYBOSSA's exports. */
  dir: string;
  out: string;
  campaign?: string | undefined;
  model?: ModelName | undefined;
  gold?: string | undefined;
  /** The buildings of `gold` were chosen, not drawn at random: their dates are used, but nothing is fitted on them. */
  goldChosen?: boolean | undefined;
  /** decisions.ndjson of the desk: what experts agree on is used as known. By default the one in `out`, where there is one. */
  decisions?: string | undefined;
  /** GeoJSON of named areas: agreement.json tells each on its own. */
  areas?: string | undefined;
  /** parameters.json of an earlier inference, to start from. */
  warmStart?: string | undefined;
  /** Threads that work at once; by default as the campaign's size and the machine's cores ask for. */
  threads?: number | undefined;
  acceptAlarm?: boolean | undefined;
  /** Also writes volunteers.csv. */
  volunteers?: boolean | undefined;
  now?: (() => Date) | undefined;
  /** The command line, kept in provenance.json. */
  command?: string[] | undefined;
}

/** What `infer` says at its end, also in summary.json. task_runs = used + practice + duplicates + all rejected. */
export interface Summary {
  counts: Counts;
  buildings: number;
  volunteers: number;
  alarm: boolean;
  model: ModelName;
  needs_review: number;
  /** Volunteers who gave one answer whatever they were shown. */
  volunteers_set_aside: number;
  /** Volunteers who copied one another, set aside as well. */
  volunteers_copied: number;
  /** Share of buildings whose result is more than two gaps from a clear vote. */
  contradicts_vote: number;
  /** How the model was tuned: weight of the hidden-frames model, doubt, temperature, and the gold buildings it was fitted on; null for baselines. */
  tuning: Tuning | null;
  dropped_judgements: number;
  /** Tasks that could not be read; they have no result. */
  tasks_rejected: number;
  geometry: boolean;
  /** What experts decided at the desk; null where there is no decisions.ndjson. */
  decisions: DecisionsTold | null;
  /** When the latest task run was finished (UTC); null where no run tells. */
  last_answer: string | null;
}

/** What an inference read and found, before anything is written. */
export interface WorkedOut {
  campaignPath: string;
  record: CampaignRecord;
  files: ExportFile[];
  extraction: Extraction;
  inference: Inference;
  summary: Summary;
  areas: NamedArea[] | null;
  /** How much of decisions.ndjson was read. */
  decisionBytes: number;
}

/**
 * Reads the task runs and works out the results; writes nothing. `decisionBytes` reads only that much of the decisions.
 * @throws InputError without tasks or campaign, on broken files, and on the alarm unless it is accepted
 */
export async function workOut(
  options: Omit<InferOptions, "out"> & { decisionBytes?: number | undefined },
  telling: Telling,
): Promise<WorkedOut> {
  const { dir, model = defaultModel } = options;
  const { path, record } = loadCampaign(dir, options.campaign);
  for (const note of record.notes) telling.warn(`${path}: ${note}`);
  if (record.buildings === null) {
    telling.note("Read without the campaign lock: results hold no geometry, no manager's ids and no dates known beforehand.");
  }
  const areas = options.areas === undefined ? null : readAreas(options.areas);
  if (areas !== null && record.buildings === null)
    telling.warn("Without the campaign lock no building has a place: agreement.json tells nothing by area.");
  const gold = options.gold === undefined ? new Map<string, KnownMarks>() : readGold(options.gold);
  const found = await extractFolder(dir, campaignAxis(record.facts.id, record.facts.frames), (file, taskRuns) =>
    telling.note(`${file.name}: ${counted(taskRuns, "task run")}${asOf(file)}`),
  );
  tellReading(found, path, telling);
  const { files, extraction, tasksRejected } = found;
  const { answers, counts, droppedJudgements } = extraction;
  if (options.gold !== undefined) checkGold(options.gold, gold, answers.timelines);
  const unknownGold = [...gold.keys()].filter((building) => !answers.timelines.some((timeline) => timeline.building === building));
  if (unknownGold.length > 0)
    telling.warn(`--gold names ${counted(unknownGold.length, "building")} without a task, among them ${unknownGold[0]}.`);
  const stored = options.decisions === undefined ? null : readDecisions(options.decisions, options.decisionBytes);
  const settled = stored === null ? null : settle(stored.decisions, answers.timelines, new Set(gold.keys()));
  if (stored !== null && settled !== null) tellDecisions(settled.told, stored.unfinished, telling);
  const inference = inferResults({
    answers,
    facts: record.facts,
    known: record.buildings,
    gold,
    goldIsRandom: options.gold !== undefined && !options.goldChosen,
    ...(settled === null ? {} : { experts: settled.findings }),
    model,
    hire: hireThreads(options.threads),
    nameOf: pseudonymFor,
    saved: options.warmStart === undefined ? null : loadParameters(options.warmStart),
  });
  if (inference.contradictoryPriors.length > 0) {
    telling.warn(
      `For ${counted(inference.contradictoryPriors.length, "building")} the known dates leave no gap open; they were left out of account.`,
    );
  }
  const summary: Summary = {
    counts,
    buildings: inference.results.length,
    volunteers: inference.volunteers,
    alarm: inference.alarm,
    model,
    needs_review: inference.results.filter(({ reviewReasons }) => reviewReasons.length > 0).length,
    volunteers_set_aside: inference.setAside,
    volunteers_copied: inference.copied,
    contradicts_vote: Number(inference.contradicted.toPrecision(6)),
    tuning: inference.tuning,
    dropped_judgements: droppedJudgements,
    tasks_rejected: [...tasksRejected.values()].reduce((sum, n) => sum + n, 0),
    geometry: record.buildings !== null,
    decisions: settled?.told ?? null,
    last_answer: extraction.lastAnswer,
  };
  if (inference.alarm && !options.acceptAlarm) {
    throw new InputError({
      what: `the model contradicts the vote on ${Math.round(inference.contradicted * 100)} % of the buildings`,
      where: dir,
      expected: "at most 25 %; beyond that the model may follow the wrong volunteers",
      advice: "Add buildings with a known answer (--gold), look at --model majority, or take the results as they are with --accept-alarm.",
    });
  }
  return { campaignPath: path, record, files, extraction, inference, summary, areas, decisionBytes: stored?.bytes ?? 0 };
}

/** What the answers said of each building's frames, in the results' order. */
export function judgedOf({ extraction, inference, record }: WorkedOut): Iterable<JudgedBuilding> {
  return judgedBuildings(inference.results, extraction.answers.timelines, extraction.received, inference.votes, record);
}

/** The salted name that `fetch` gave, else a hash, so that no account or address stands in a file. */
function pseudonymFor(identity: string): string {
  return /^\w+:([0-9a-f]{32})$/.exec(identity)?.[1] ?? createHash("sha256").update(identity).digest("hex").slice(0, 32);
}

function tellDecisions(
  { used, buildings, disagreed, unusable, left_to_gold: gold }: DecisionsTold,
  unfinished: number,
  telling: Telling,
): void {
  telling.note(`Experts' decisions: ${used} of ${counted(buildings, "building")} used as known.`);
  if (disagreed > 0)
    telling.warn(
      `Experts disagree on ${counted(disagreed, "building")}: no decision is used, and the review queue keeps what they disagree on.`,
    );
  if (unusable > 0)
    telling.warn(
      `The decisions on ${counted(unusable, "building")} are not used: there is no task, or no longer the frames that were named.`,
    );
  if (gold > 0) telling.warn(`For ${counted(gold, "building")} --gold is used and not the experts' decision.`);
  if (unfinished > 0) telling.warn(`Left out of the decisions: ${counted(unfinished, "line")} never finished.`);
}

/** PYBOSSA makes an export once and serves it again for hours. */
function asOf({ made }: ExportFile): string {
  return made === null ? "" : `, exported ${made} (the server's clock): newer answers are not in it`;
}

function tellReading(
  { files, skipped, barren, extraction, tasksRejected, otherCampaigns }: CampaignExport,
  campaignPath: string,
  telling: Telling,
): void {
  for (const zip of barren) telling.warn(barrenTold(zip));
  for (const name of skipped) telling.note(`${name}: left out, as the same file lies unpacked beside it.`);
  for (const [reason, count] of [...tasksRejected].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    telling.warn(`${count} of the tasks have no result: ${taskFaults[reason] ?? reason}`);
  if (otherCampaigns.size > 0) telling.warn(`They say that they belong to ${campaignsTold(otherCampaigns)}.`);
  const { answers, counts, readTwice } = extraction;
  const shownTwice = answers.timelines.length - new Set(answers.timelines.map(({ building }) => building)).size;
  if (shownTwice > 0)
    telling.warn(
      `The same building is shown by several tasks, ${counted(shownTwice, "time")}: each task has a row of its own, and sums count the building anew.`,
    );
  const undated = answers.timelines.reduce((sum, { frames }) => sum + frames.filter(({ start }) => Number.isNaN(start)).length, 0);
  const frames = answers.timelines.reduce((sum, timeline) => sum + timeline.frames.length, 0);
  if (undated === frames && frames > 0) {
    throw new InputError({
      what: "none of the tasks' frames is in the campaign's table, so that none has a date",
      where: campaignPath,
      expected: "the campaign file that these tasks were made with",
      advice: "Ask the campaign's manager for the current campaign.lock.json or campaign.json, and give it by --campaign.",
    });
  }
  if (undated > 0)
    telling.warn(`${counted(undated, "frame")} of the tasks not in the campaign's table: without a date, no result is bound by it.`);
  if (readTwice > 0)
    telling.warn(`Read more than once, and counted as duplicates: ${counted(readTwice, "task run")}. The folder holds two exports.`);
  if (!files.some(({ kind }) => kind === "task_run")) telling.warn("There is no file of task runs: every result is the prior alone.");
  else if (counts.used === 0) telling.warn("No answer is used: every result is the prior alone.");
}
