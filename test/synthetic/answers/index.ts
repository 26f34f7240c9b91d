import { keyOf, type Stream, stream } from "../random.ts";
import { answerOf } from "./answer.ts";
import { campaignOf, frameIds, taskOf } from "./campaign.ts";
import { type Dirt, dirtyRuns } from "./dirt.ts";
import { makeLook } from "./looking.ts";
import { type Process, type Scenario, type ScenarioName, scenarioOf } from "./scenario.ts";
import { makeScene, makeSky, type Scene } from "./scenes.ts";
import { makeCrowd, type Volunteer } from "./volunteers.ts";
import { type Mode, recited, walk } from "./walking.ts";

export { type Process, processes, type ScenarioName, scenarios } from "./scenario.ts";

export interface AnswersOptions {
  scenario: ScenarioName | Scenario;
  process: Process;
  seed: number;
  buildings: number;
  frames: number;
  /** Answers a building; with `varying`, their mean (Poisson). */
  answers: number;
  varying?: boolean;
  /** Share of building-frames that are not in the task. */
  absent?: number;
  /** Share of task runs that are broken, on top of the good ones. */
  dirty?: number;
}

export interface SimulatedAnswers {
  campaign: Record<string, unknown>;
  tasks: Record<string, unknown>[];
  runs: Record<string, unknown>[];
  /** True gap by building. */
  truth: Map<string, number>;
  expected: Dirt;
  /** One more answer to the building of the given row, as the same crowd would give it; null when all have answered. */
  more(row: number): Record<string, unknown>;
}

export const campaignId = "simulated";

/** Everything that `strike-aggregate infer` reads, with the truth beside it. The same options give the same answers. */
export function simulateAnswers(options: AnswersOptions): SimulatedAnswers {
  const { buildings, frames: count, process, seed } = options;
  const scenario = typeof options.scenario === "string" ? scenarioOf(options.scenario) : options.scenario;
  const random = stream(seed, "answers");
  const ids = frameIds(count);
  const sky = makeSky(count, stream(seed, "sky"));
  const crowd = makeCrowd(scenario, buildings * options.answers, stream(seed, "crowd"));
  const scenes: Scene[] = [];
  const had: Set<Volunteer>[] = [];
  const full: boolean[] = [];
  const tasks: Record<string, unknown>[] = [];
  const runs: Record<string, unknown>[] = [];
  const truth = new Map<string, number>();
  let run = 1;
  const more = (row: number): Record<string, unknown> => {
    const scene = scenes[row];
    const before = had[row];
    if (!scene || !before) throw new RangeError(`there is no building ${row}`);
    const own = stream(keyOf(seed, `answer ${row} ${before.size}`), "one");
    const who = crowd.next(before, scene.bots);
    before.add(who);
    const mode: Mode = full[row] ? "full" : own.chance(7 / 9) ? "guided" : "free";
    const judged =
      who.kind === "bot"
        ? recited(scene.lie, scene.frames.length)
        : walk(mode, scene.frames.length, who, makeLook(who, scene, scenario, process, own), own);
    const facts = { id: uuid(own), campaign: campaignId, building: buildingId(row), frames: scene.frames.map((k) => ids[k] ?? ""), mode };
    const info = answerOf(judged, who, facts, own);
    if (own.chance(0.02)) delete info.frames;
    const time = new Date(Date.UTC(2026, 0, 2) + run * 20_000).toISOString().slice(0, -1);
    return {
      id: run++,
      project_id: 1,
      task_id: taskId(row),
      created: time,
      finish_time: time,
      calibration: null,
      timeout: null,
      media_url: null,
      ...who.identity,
      info,
    };
  };
  for (let row = 0; row < buildings; row++) {
    const places = ids.map((_, k) => k).filter(() => !random.chance(options.absent ?? 0));
    scenes.push(makeScene(scenario, sky, places.length > 0 ? places : [0], stream(keyOf(seed, `scene ${row}`), "scene")));
    had.push(new Set());
    full.push(random.chance(0.1));
    const scene = scenes[row];
    if (!scene) continue;
    truth.set(buildingId(row), scene.gap);
    const extra = random.chance(0.03) ? 1 + random.below(2) : 0;
    const wanted = options.varying ? poisson(options.answers, random) : options.answers;
    tasks.push(
      taskOf(
        {
          id: taskId(row),
          campaign: campaignId,
          building: buildingId(row),
          frames: scene.frames.map((k) => ids[k] ?? ""),
          answers: wanted,
        },
        random,
      ),
    );
    for (let n = 0; n < wanted + extra; n++) runs.push(more(row));
  }
  const expected = dirtyRuns(runs, Math.round(runs.length * (options.dirty ?? 0)), ids, stream(seed, "dirt"));
  return { campaign: campaignOf(campaignId, count, stream(seed, "campaign")), tasks, runs, truth, expected, more };
}

function poisson(mean: number, random: Stream): number {
  const limit = Math.exp(-mean);
  let product = random.next();
  let count = 0;
  while (product > limit) {
    product *= random.next();
    count += 1;
  }
  return count;
}

const buildingId = (row: number) => `b-${String(row).padStart(5, "0")}`;
const taskId = (row: number) => 1000 + row;

function uuid(random: Stream): string {
  const hex = (digits: number) => Array.from({ length: digits }, () => random.below(16).toString(16)).join("");
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
}
