import { InputError } from "pybossa-client-ts/command";
import { readText } from "../campaign-file/index.ts";
import { quoted } from "../json.ts";
import { tableRows } from "./table.ts";

/** A row of more-answers.csv: a task and the new total of its answers. */
export interface AnswersWanted {
  where: string;
  taskId: number;
  /** The opaque id; "" = the row names none. */
  building: string;
  answers: number;
}

const advice = "Write it again: strike-aggregate plan-answers <dir> --budget <n>.";

/** Reads more-answers.csv (task_id, building, n_answers, why), which may have no rows. @throws InputError where a row is wrong */
export function readAnswersWanted(path: string): AnswersWanted[] {
  const text = readText(path, "the file of answers wanted", "strike-aggregate plan-answers writes one: more-answers.csv.");
  const seen = new Set<number>();
  return tableRows(path, text, ["task_id", "building", "n_answers"], advice).map(({ where, cells }) => {
    const [task = "", building = "", wanted = ""] = cells;
    const taskId = wholeNumber(task);
    const answers = wholeNumber(wanted);
    if (!(taskId >= 1)) {
      throw new InputError({
        what: `${quoted(task)} is no task's id`,
        where,
        expected: "the number that the server gave the task",
        advice,
      });
    }
    if (!(answers >= 1 && answers <= 1000)) {
      const expected = "the task's new total, a whole number from 1 to 1000";
      throw new InputError({ what: `${quoted(wanted)} is no number of answers`, where, expected, advice });
    }
    if (seen.has(taskId))
      throw new InputError({ what: `the task ${taskId} stands here twice`, where, advice: "Keep one of the two rows." });
    seen.add(taskId);
    return { where, taskId, building, answers };
  });
}

/** NaN for what is no whole number in digits. */
function wholeNumber(cell: string): number {
  return /^\d{1,15}$/.test(cell) ? Number(cell) : Number.NaN;
}
