import { stringify } from "csv-stringify/sync";
import { safeText } from "../export/index.ts";
import { entropy, type Result } from "../infer/index.ts";
import type { JudgedBuilding } from "../read/index.ts";

/** One row of more-answers.csv: `answers` is the task's new total, PYBOSSA's n_answers. */
export interface MoreAnswers {
  taskId: number;
  building: string;
  answers: number;
  why: string;
}

export interface AnswerPlan {
  /** Most urgent first. */
  rows: MoreAnswers[];
  /** More answers than are ordered already. */
  more: number;
  /** Tasks that are to get more than eight answers, since some of theirs were set aside. */
  replacing: number;
  /** Buildings that are still open after as many answers as help: for an expert. */
  experts: number;
}

/** Beyond this many answers what is left is illusion that all share, or frames that nobody can see. */
const mostAnswers = 8;
/** Answers that the guard set aside tell nothing and may be replaced, but not without end. */
const mostWithSetAside = 12;
const leastAnswers = 3;
/** Nats that are not worth an answer: the model's own doubt leaves nearly as much on the clearest building. */
const clear = 0.2;
/** What an answer leaves of what there was to learn. */
const left = 0.5;

/**
 * Spends a budget of more answers where they are expected to tell most: each goes to the building with the most entropy
 * left, as if each answer ordered before it had halved what there was to learn. Gaps that only hidden frames part are
 * taken together, since no answer can tell them apart.
 * @param budget answers to order beyond those already ordered
 * @param replaceSetAside whether answers that the guard set aside do not count toward the most that a building gets
 */
export function planAnswers(
  results: readonly Result[],
  judged: ReadonlyMap<number, JudgedBuilding>,
  budget: number,
  replaceSetAside = false,
): AnswerPlan {
  let experts = 0;
  const open = results.flatMap((result) => {
    const building = judged.get(result.taskId);
    const given = Math.max(building?.task_runs ?? 0, result.answers);
    const ordered = Math.max(building?.redundancy ?? 0, given);
    const setAside = building?.set_aside ?? 0;
    const most = replaceSetAside ? Math.min(mostAnswers + setAside, mostWithSetAside) : mostAnswers;
    const few = result.answers - setAside < leastAnswers;
    const learnable = few ? entropy(result.posterior) : entropyToLearn(result.posterior, building);
    if (result.status === "not_a_building" || (learnable < clear && !few)) return [];
    if (ordered >= most) {
      if (given >= most) experts += 1;
      return [];
    }
    const pending = ordered - given;
    return [{ result, answers: ordered, most, added: 0, gain: Math.max(learnable, clear) * left ** pending, first: 0 }];
  });
  for (const building of open) building.first = building.gain;
  const heap = open.toSorted(moreUrgent);
  let more = 0;
  while (more < budget) {
    const best = heap[0];
    if (best === undefined || best.gain < clear * left) break;
    best.answers += 1;
    best.added += 1;
    best.gain = best.answers >= best.most ? 0 : best.gain * left;
    more += 1;
    sink(heap);
  }
  const rows = open
    .filter(({ added }) => added > 0)
    .sort((a, b) => b.first - a.first || a.result.taskId - b.result.taskId)
    .map(({ result, answers }) => ({ taskId: result.taskId, building: result.building, answers, why: reasonOf(result) }));
  return { rows, more, replacing: rows.filter(({ answers }) => answers > mostAnswers).length, experts };
}

/** more-answers.csv, as `strike-setup redundancy` reads it. */
export function moreAnswersCsv(rows: readonly MoreAnswers[]): string {
  return stringify([
    ["task_id", "building", "n_answers", "why"],
    ...rows.map(({ taskId, building, answers, why }) => [String(taskId), safeText(building), String(answers), why]),
  ]);
}

interface Open {
  result: Result;
  gain: number;
}

function moreUrgent(a: Open, b: Open): number {
  return b.gain - a.gain || a.result.taskId - b.result.taskId;
}

/** Puts the first of a heap, whose gain has fallen, where it belongs. A sorted array is a heap. */
function sink(heap: Open[]): void {
  for (let at = 0; ; ) {
    const [self, left, right] = [heap[at], heap[2 * at + 1], heap[2 * at + 2]];
    if (self === undefined || left === undefined) return;
    const child = right !== undefined && moreUrgent(right, left) < 0 ? 2 * at + 2 : 2 * at + 1;
    const below = heap[child];
    if (below === undefined || moreUrgent(self, below) <= 0) return;
    heap[at] = below;
    heap[child] = self;
    at = child;
  }
}

function entropyToLearn(posterior: readonly number[], building: JudgedBuilding | undefined): number {
  const merged: number[] = [];
  posterior.forEach((mass, gap) => {
    const frame = building?.frames[gap - 1];
    const seen = frame ? frame.standing + frame.destroyed : 0;
    const unseen = frame ? frame.obscured + frame.unclear + frame.missing + frame.load_failed : 0;
    if (gap > 0 && unseen >= 2 && unseen > 2 * seen) merged.push((merged.pop() ?? 0) + mass);
    else merged.push(mass);
  });
  return entropy(merged);
}

function reasonOf(result: Result): string {
  if (result.answers - result.unusable <= 0) return "no_answer";
  if (result.flags.includes("few_answers")) return "few_answers";
  if (result.status === "disputed") return "disputed";
  if (result.flags.includes("multi_modal")) return "multi_modal";
  if (result.flags.includes("contested")) return "contested";
  return result.gap90.last > result.gap90.first ? "wide_interval" : "uncertain";
}
