/** Small campaigns written by hand, to check rules against figures that one can work out on paper. */
import type { DatedFrame } from "../../../aggregation/src/campaign.ts";
import { type Answers, campaignAxis, createExtractor, readTask, type Timeline } from "../../../aggregation/src/extract/index.ts";
import { answer, frameId } from "./simulated-crowd.ts";

const day = 86_400_000;

/** Noon of the n-th day, from 0. */
export function noon(n: number): number {
  return Date.UTC(2017, 0, 1, 12) + n * day;
}

/** f01, f02 …, taken at noon of one day after another. */
export function dailyFrames(count: number): DatedFrame[] {
  return Array.from({ length: count }, (_, k) => ({ id: frameId(k), start: noon(k), end: noon(k), acquired: true }));
}

export function timelinesOf(
  tasks: number,
  frames: readonly DatedFrame[],
  idsOf: (task: number) => string[] = () => frames.map(({ id }) => id),
) {
  const axis = campaignAxis("trial", [...frames]);
  return Array.from({ length: tasks }, (_, t): Timeline => {
    const info = { schema: "strike-tracker/task/1", campaign: "trial", building: `b-${t}`, frames: idsOf(t) };
    const read = readTask({ id: 500 + t, info }, axis);
    if (!read.ok) throw new Error(read.reason);
    return read.value;
  });
}

const said: Record<string, string> = { S: "standing", D: "destroyed", o: "obscured", u: "unclear", m: "missing", x: "load_failed" };

/** What one volunteer said: a letter a frame (S, D, o, u, m, x; - nothing). With a number in front it is that volunteer, else the one of its place. */
export type Said = string | [volunteer: number, letters: string, verdict?: string];

/** Each row is one task's answers. */
export function answersOf(rows: readonly (readonly Said[])[], timelines: readonly Timeline[]): Answers {
  const extractor = createExtractor("trial", timelines);
  let run = 0;
  rows.forEach((row, t) => {
    const ids = timelines[t]?.frames.map(({ id }) => id) ?? [];
    row.forEach((one, place) => {
      const [volunteer, letters, verdict] = typeof one === "string" ? [place, one] : one;
      const info = answer(
        `b-${t}`,
        Array.from(letters, (letter) => said[letter] ?? null),
        ids,
      );
      run += 1;
      extractor.add(
        { id: run, task_id: 500 + t, user_id: 10 + volunteer, info: verdict === undefined ? info : { ...info, verdict } },
        { file: "trial_task_run.json", offset: 0 },
      );
    });
  });
  return extractor.finish().answers;
}

/** The volunteers' numbers among the answers, by the numbers they were written with. */
export function volunteerOf({ identities }: Answers, written: number): number {
  return identities.indexOf(`user_id:${10 + written}`);
}
