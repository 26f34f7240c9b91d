import { existsSync } from "node:fs";
import { join } from "node:path";
import { counted, writeFileAtomic } from "pybossa-client-ts/command";
import { moreAnswersCsv, planAnswers as plan } from "../plan/index.ts";
import { loadResults } from "../read/index.ts";
import { silent, type Telling } from "../telling.ts";
import { judgedOf, workOut } from "./work-out.ts";

export interface PlanOptions {
  /** The folder that `infer` wrote, or one that `infer` could read. */
  dir: string;
  /** Answers to order beyond those already ordered. */
  budget: number;
  /** Answers that were set aside do not count toward a building's eight; up to twelve in all. */
  replaceSetAside?: boolean | undefined;
  campaign?: string | undefined;
}

export interface Planned {
  file: string;
  /** Rows of the file, and the answers that they add. */
  tasks: number;
  more_answers: number;
  /** Tasks that are to get more than eight answers, since some of theirs are replaced. */
  replacing: number;
  /** Buildings that stay open though more answers will not help. */
  experts: number;
}

/**
 * Writes `<dir>/more-answers.csv` (0600): which tasks should get more answers, most urgent first.
 * @throws InputError where the folder holds neither results nor task runs
 */
export async function planAnswers({ dir, budget, campaign, replaceSetAside }: PlanOptions, telling: Telling = silent): Promise<Planned> {
  const { results, buildings } = existsSync(join(dir, "results.csv")) ? loadResults(dir, campaign) : await inferred(dir, campaign, telling);
  const { rows, more, replacing, experts } = plan(results, buildings, budget, replaceSetAside);
  const file = join(dir, "more-answers.csv");
  writeFileAtomic(file, moreAnswersCsv(rows), { mode: 0o600 });
  if (replacing > 0)
    telling.note(`To get more than eight answers, as some of theirs were set aside and tell nothing: ${counted(replacing, "task")}.`);
  if (experts > 0)
    telling.note(
      `Still open with as many answers as help, in need of an expert and not of more volunteers: ${counted(experts, "building")}.`,
    );
  if (rows.length === 0 && budget > 0)
    telling.note("No task would gain by more: each is clear, or awaits answers that are ordered already, or needs an expert.");
  return { file, tasks: rows.length, more_answers: more, replacing, experts };
}

async function inferred(dir: string, campaign: string | undefined, telling: Telling) {
  const worked = await workOut({ dir, campaign, acceptAlarm: true }, telling);
  return {
    results: worked.inference.results,
    buildings: new Map(Array.from(judgedOf(worked), (building) => [building.task_id, building])),
  };
}
