import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import { type Decision, describeProblems, parseDecision } from "pybossa-client-ts/strike-tracker";
import type { DatedFrame } from "../campaign.ts";
import { type Answers, calls, verdicts } from "../extract/index.ts";
import type { Result } from "../infer/index.ts";
import type { StoredResults } from "../read/index.ts";
import { buildingDetail, buildingsRecord, campaignTold, type ExactBuilding } from "../report/index.ts";
import { queued } from "../tables/index.ts";
import { type Checked, checkDecision } from "./decision.ts";
import { appendDecision, decisionsSoFar } from "./decision-file.ts";
import type { DeskAgreement, DeskAnswer, DeskBuilding, DeskRecord, QueueEntry } from "./desk-record.ts";
import { expertsAgreement } from "./experts-agreement.ts";

export interface DeskSources {
  stored: StoredResults;
  answers: Answers;
  /** By answer: 1 where it counts. */
  heard: Uint8Array;
  /** decisions.ndjson, whether it is there yet or not. */
  decisionsPath: string;
  /** Each chip's file by the name that tasks use; null = the desk has no images. */
  chips: ReadonlyMap<string, string> | null;
  reviewer: string | null;
  /** A blind second review by `reviewer`. */
  second: boolean;
  now: () => Date;
}

/** What the desk's page may read and write. */
export interface Desk {
  record(): DeskRecord;
  /** Null where the task is not in the queue. */
  building(task: number): DeskBuilding | null;
  /** Adds a decision; it is on the disk when this returns. Null where the task is not in the queue. */
  decide(task: number, input: unknown): Checked<Decision> | null;
  agreement(): DeskAgreement;
  /** The file of a chip by its file's name; null where the desk has none. */
  chip(file: string): string | null;
}

/** Decisions are read anew each time, since another reviewer's desk may write to the same file. */
export function createDesk(sources: DeskSources): Desk {
  const { stored, reviewer, second, chips } = sources;
  const campaign = campaignTold(stored.campaign);
  const told = new Map(campaign.frames.map((frame) => [frame.id, frame]));
  const timelines = new Map(sources.answers.timelines.map(({ taskId }, t) => [taskId, t]));
  const files = new Map([...(chips?.values() ?? [])].map((path) => [basename(path), path]));

  const decisions = () => decisionsSoFar(sources.decisionsPath);
  const queue = (made: readonly Decision[]): Result[] => {
    const first = queued(stored.results);
    const decided = new Set(made.filter((one) => !second || one.reviewer !== reviewer).map(({ building }) => building));
    if (second)
      return [...first, ...stored.results.filter((result) => !first.includes(result))].filter(({ building }) => decided.has(building));
    return [...first, ...stored.results.filter((result) => decided.has(result.building) && !first.includes(result))];
  };
  const isDecided = ({ building }: Result, made: readonly Decision[]) =>
    made.some((one) => one.building === building && (reviewer === null || one.reviewer === reviewer));
  const find = (task: number, made: readonly Decision[]) => queue(made).find(({ taskId }) => taskId === task) ?? null;
  const framesOf = ({ taskId }: Result): DatedFrame[] =>
    (stored.buildings.get(taskId)?.frames ?? []).map(
      ({ id }) => told.get(id) ?? { id, start: Number.NaN, end: Number.NaN, acquired: false },
    );

  return {
    record() {
      const made = decisions();
      const entries = queue(made).map(
        (result): QueueEntry => ({
          task: result.taskId,
          name: result.managerId ?? result.building,
          reasons: second ? [] : result.reviewReasons,
          decided: isDecided(result, made),
        }),
      );
      return { campaign, reviewer, second, chips: chips !== null, queue: entries };
    },

    building(task) {
      const made = decisions();
      const result = find(task, made);
      if (result === null) return null;
      const judged = stored.buildings.get(task) ?? null;
      const exact: ExactBuilding = { result, frames: framesOf(result), judged, footprint: judged?.geometry ?? null };
      const names = judged?.chips?.names.map((name) => chipAddress(chips?.get(name))) ?? null;
      const detail = buildingDetail(exact, chips === null ? null : names);
      return {
        task,
        building: result.building,
        name: result.managerId ?? result.building,
        frames: exact.frames.map((frame) => told.get(frame.id) ?? { ...frame, platform: null, gsd: null, attribution: null }),
        judged: detail.judged,
        answers: answersOn(sources, timelines.get(task)),
        chips: detail.chips,
        finding: second
          ? null
          : {
              record: buildingsRecord([exact], new Map(exact.frames.map(({ id }, at) => [id, at]))),
              reasons: result.reviewReasons,
            },
        decisions: made.filter((one) => one.building === result.building && (!second || one.reviewer === reviewer)),
      };
    },

    decide(task, input) {
      const result = find(task, decisions());
      if (result === null) return null;
      const checked = checkDecision(
        input,
        framesOf(result).map(({ id }) => id),
        reviewer,
      );
      if (!checked.ok) return checked;
      const decision: Decision = {
        schema: "strike-tracker/decision/1",
        id: randomUUID(),
        task_id: task,
        building: result.building,
        ...checked.value,
        blind: second,
        at: sources.now().toISOString(),
      };
      // What could not be read again must not be written.
      const readable = parseDecision(decision);
      if (!readable.ok) return { ok: false, message: describeProblems(readable.problems) };
      appendDecision(sources.decisionsPath, decision);
      return { ok: true, value: decision };
    },

    agreement() {
      const made = decisions();
      if (second && queue(made).some((result) => !isDecided(result, made))) return null;
      return expertsAgreement(made);
    },

    chip: (file) => files.get(file) ?? null,
  };
}

function chipAddress(path: string | undefined): string | null {
  return path === undefined ? null : `chips/${basename(path)}`;
}

function answersOn({ answers, heard }: DeskSources, t: number | undefined): DeskAnswer[] {
  const timeline = t === undefined ? undefined : answers.timelines[t];
  if (t === undefined || timeline === undefined) return [];
  const found: DeskAnswer[] = [];
  for (let a = answers.taskStart[t] ?? 0; a < (answers.taskStart[t + 1] ?? 0); a++) {
    const judgements = timeline.frames.map((): string | null => null);
    for (let s = answers.start[a] ?? 0; s < (answers.start[a + 1] ?? 0); s++)
      judgements[answers.frame[s] ?? 0] = calls[answers.call[s] ?? 0] ?? null;
    found.push({
      volunteer: (answers.volunteer[a] ?? 0) + 1,
      heard: heard[a] === 1,
      verdict: verdicts[answers.verdict[a] ?? 0] ?? "",
      judgements,
    });
  }
  return found;
}
