import type { Answer, Judgement } from "./records.ts";
import type { Problem } from "./validation.ts";

/** What an answer says beyond its schema must hold together. `frames` are the task's frame ids by time. */
export function answerProblems(answer: Answer, frames: readonly string[]): Problem[] {
  const problems: Problem[] = [];
  const fault = (where: string, message: string) => problems.push({ where, message });
  const last = answer.last_standing;
  const first = answer.first_destroyed;
  for (const [where, id, said] of [
    ["/last_standing", last, "standing"],
    ["/first_destroyed", first, "destroyed"],
  ] as const) {
    if (id === null) continue;
    if (!frames.includes(id)) fault(where, `names the frame ${id}, which is not in the task's timeline`);
    else if (answer.frames[id] !== said) fault(where, `names the frame ${id}, which is not judged ${said}`);
  }
  const wanted = marksOf(answer.verdict);
  if ((last !== null) !== wanted.last) fault("/last_standing", `must ${wanted.last ? "" : "not "}be set for the verdict ${answer.verdict}`);
  if ((first !== null) !== wanted.first)
    fault("/first_destroyed", `must ${wanted.first ? "" : "not "}be set for the verdict ${answer.verdict}`);
  if (last !== null && first !== null && frames.indexOf(last) >= frames.indexOf(first))
    fault("/first_destroyed", "must be later than last_standing");
  return problems;
}

function marksOf(verdict: Answer["verdict"]): { last: boolean; first: boolean } {
  return {
    last: verdict === "destroyed" || verdict === "still_standing",
    first: verdict === "destroyed" || verdict === "already_destroyed",
  };
}

/** The latest frame judged standing and the earliest judged destroyed, or null where there is none. */
export function datesFromJudgements(
  judgements: Record<string, Judgement>,
  frames: readonly string[],
): { lastStanding: string | null; firstDestroyed: string | null } {
  return {
    lastStanding: frames.findLast((id) => judgements[id] === "standing") ?? null,
    firstDestroyed: frames.find((id) => judgements[id] === "destroyed") ?? null,
  };
}
