import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readCampaignRecord } from "../../../aggregation/src/campaign.ts";
import {
  type Answers,
  campaignAxis,
  createExtractor,
  readTask,
  type Timeline,
  unknownSeconds,
} from "../../../aggregation/src/extract/index.ts";
import { simulateAnswers } from "../../synthetic/answers/index.ts";

const tile = { buildings: 4000, frames: 14, answers: 12 };
/** So many campaigns are simulated; beyond, the same answers are given to other buildings by other volunteers. */
const tiles = 12;

/** How each column is kept: one file of numbers. */
const columns = {
  /** Answers of each task, and statements of each answer. */
  answered: Int32Array,
  said: Uint8Array,
  volunteer: Int32Array,
  verdict: Uint8Array,
  first: Int8Array,
  last: Int8Array,
  frame: Uint8Array,
  call: Uint8Array,
} as const;

type Columns = { [N in keyof typeof columns]: (typeof columns)[N] extends typeof Int32Array ? Int32Array : Uint8Array | Int8Array };

/**
 * Writes so many answers or a few more, as columns: one simulated campaign after another, each with buildings and volunteers
 * of its own, so that a part is like the whole.
 */
export function writeAnswers(folder: string, answers: number): void {
  mkdirSync(folder, { recursive: true });
  const made: { kept: Columns; volunteers: number }[] = [];
  let volunteers = 0;
  for (let n = 0, written = 0; written < answers; n++) {
    const { kept, volunteers: more } = made[n % tiles] ?? columnsOf(extracted(n + 1));
    made[n % tiles] = { kept, volunteers: more };
    for (const [name, values] of Object.entries({ ...kept, volunteer: kept.volunteer.map((v) => v + volunteers) })) {
      appendFileSync(join(folder, name), Buffer.from(values.buffer, values.byteOffset, values.byteLength));
    }
    volunteers += more;
    written += kept.verdict.length;
  }
}

function columnsOf({ count, timelines, taskStart, start, volunteer, volunteers, verdict, first, last, frame, call }: Answers) {
  const kept: Columns = {
    answered: Int32Array.from(timelines, (_, t) => (taskStart[t + 1] ?? 0) - (taskStart[t] ?? 0)),
    said: Uint8Array.from({ length: count }, (_, a) => (start[a + 1] ?? 0) - (start[a] ?? 0)),
    volunteer,
    verdict,
    first: Int8Array.from(first),
    last: Int8Array.from(last),
    frame: Uint8Array.from(frame),
    call,
  };
  return { kept, volunteers };
}

function campaign() {
  const simulated = simulateAnswers({ scenario: "realistic", process: "perceptual", seed: 1, ...tile, buildings: 1 });
  const record = readCampaignRecord(simulated.campaign);
  if (!record.ok) throw new Error(record.message);
  const { facts } = record.value;
  const axis = campaignAxis(facts.id, facts.frames);
  const task = readTask(simulated.tasks[0], axis);
  if (!task.ok) throw new Error(task.reason);
  return { facts, axis, timeline: task.value };
}

function extracted(seed: number): Answers {
  const { facts, axis } = campaign();
  const { tasks, runs } = simulateAnswers({ scenario: "realistic", process: "perceptual", seed, ...tile });
  const timelines = tasks.flatMap((task) => {
    const read = readTask(task, axis);
    return read.ok ? [read.value] : [];
  });
  const extractor = createExtractor(facts.id, timelines);
  for (const run of runs) extractor.add(run, { file: "task_run.json", offset: 0 });
  return extractor.finish().answers;
}

/** The first so many answers of a folder, or some fewer: of whole buildings. */
export function readAnswers(folder: string, most: number): { answers: Answers; facts: ReturnType<typeof campaign>["facts"] } {
  const { facts, timeline } = campaign();
  const read = <N extends keyof typeof columns>(name: N): InstanceType<(typeof columns)[N]> => {
    const { buffer, byteOffset, byteLength } = readFileSync(join(folder, name));
    const kind = columns[name];
    return new kind(buffer.slice(byteOffset, byteOffset + byteLength)) as InstanceType<(typeof columns)[N]>;
  };
  const answered = read("answered");
  let tasks = 0;
  let count = 0;
  while (tasks < answered.length && count + (answered[tasks] ?? 0) <= most) count += answered[tasks++] ?? 0;
  const timelines = Array.from({ length: tasks }, (_, t): Timeline => ({ ...timeline, taskId: t + 1, building: `b-${t + 1}` }));
  const taskStart = new Int32Array(tasks + 1);
  const task = new Int32Array(count);
  for (let t = 0; t < tasks; t++) {
    const end = (taskStart[t] ?? 0) + (answered[t] ?? 0);
    task.fill(t, taskStart[t], end);
    taskStart[t + 1] = end;
  }
  const said = read("said");
  const start = new Uint32Array(count + 1);
  for (let a = 0; a < count; a++) start[a + 1] = (start[a] ?? 0) + (said[a] ?? 0);
  const statements = start[count] ?? 0;
  const volunteer = read("volunteer").slice(0, count);
  const volunteers = volunteer.reduce((many, v) => Math.max(many, v + 1), 0);
  return {
    facts,
    answers: {
      timelines,
      count,
      run: Float64Array.from({ length: count }, (_, a) => a + 1),
      task,
      volunteer,
      volunteers,
      identities: Array.from({ length: volunteers }, (_, v) => `user_id:${v}`),
      verdict: read("verdict").slice(0, count),
      first: Int16Array.from(read("first").subarray(0, count)),
      last: Int16Array.from(read("last").subarray(0, count)),
      seconds: new Uint16Array(count).fill(unknownSeconds),
      start,
      frame: Uint16Array.from(read("frame").subarray(0, statements)),
      call: read("call").slice(0, statements),
      taskStart,
    },
  };
}
