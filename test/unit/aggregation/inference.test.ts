import { beforeAll, describe, expect, it } from "vitest";
import { type KnownMarks, readCampaignRecord } from "../../../aggregation/src/campaign.ts";
import { campaignAxis, createExtractor, readTask } from "../../../aggregation/src/extract/index.ts";
import { type Inference, inferResults, type ModelName } from "../../../aggregation/src/infer/index.ts";
import { answer, campaignOf, frameId, type SimulatedCampaign, type SimulationOptions, seeded, simulate } from "./simulated-crowd.ts";
import { lockOf } from "./trial-folder.ts";

interface Options {
  model?: ModelName;
  gold?: Map<string, KnownMarks>;
  record?: Record<string, unknown>;
}

function inferOf(
  { campaign, tasks, runs }: Omit<SimulatedCampaign, "truth">,
  { model = "blend", gold = new Map(), record = campaign }: Options = {},
): Inference {
  const read = readCampaignRecord(record);
  if (!read.ok) throw new Error(read.message);
  const { facts, buildings } = read.value;
  const axis = campaignAxis(facts.id, facts.frames);
  const extractor = createExtractor(
    facts.id,
    tasks.map((task) => {
      const timeline = readTask(task, axis);
      if (!timeline.ok) throw new Error(timeline.reason);
      return timeline.value;
    }),
  );
  for (const run of runs) extractor.add(run, { file: "trial_task_run.json", offset: 0 });
  return inferResults({ answers: extractor.finish().answers, facts, known: buildings, gold, goldIsRandom: false, model });
}

/** A campaign written by hand: each row is one task's answers, each answer a letter a frame (S, D, o, -). */
function byHand(rows: string[][], verdicts: Record<string, string> = {}): SimulatedCampaign {
  const frames = rows[0]?.[0]?.length ?? 0;
  const ids = Array.from({ length: frames }, (_, k) => frameId(k));
  const said: Record<string, string> = { S: "standing", D: "destroyed", o: "obscured" };
  let run = 0;
  return {
    campaign: campaignOf(frames),
    tasks: rows.map((_, t) => ({
      id: 500 + t,
      info: { schema: "strike-tracker/task/1", campaign: "trial", building: `b-${t}`, frames: ids },
    })),
    runs: rows.flatMap((answers, t) =>
      answers.map((letters, volunteer) => {
        run += 1;
        const judged = answer(
          `b-${t}`,
          Array.from(letters, (letter) => said[letter] ?? null),
          ids,
        );
        const verdict = verdicts[letters];
        return { id: run, task_id: 500 + t, user_id: 10 + volunteer, info: verdict ? { ...judged, verdict } : judged };
      }),
    ),
    truth: new Map(rows.map((_, t) => [`b-${t}`, 0])),
  };
}

const first = (inference: Inference) => {
  const [result] = inference.results;
  if (!result) throw new Error("no result");
  return result;
};

describe.each(["blend", "scan", "visibility", "majority"] as const)("%s", (model) => {
  it("finds the gap that all volunteers leave open", () => {
    const result = first(inferOf(byHand([["SSSDDD", "S-SD-D", "SSSD--"]]), { model }));
    expect(result).toMatchObject({
      status: "destroyed",
      gap: 3,
      standingLastFrame: "f03",
      destroyedFirstFrame: "f04",
      answers: 3,
      agreement: 1,
    });
    expect(result.posterior).toHaveLength(7);
  });

  it("finds a building that stood throughout, and one destroyed before", () => {
    const { results } = inferOf(
      byHand([
        ["SSSSSS", "S-S--S", "S----S"],
        ["DDDDDD", "D-----", "DD---D"],
      ]),
      { model },
    );
    expect(results.map(({ gap }) => gap)).toEqual([6, 0]);
    if (model !== "majority") expect(results.map(({ status }) => status)).toEqual(["standing_throughout", "destroyed_before"]);
  });

  it("gives a task without answers its prior and calls it unclear", () => {
    const { results } = inferOf(byHand([["SSSDDD", "SSSDDD"], []]), { model });
    expect(results[1]).toMatchObject({ status: "unclear", answers: 0, volunteers: 0, agreement: null, reviewReasons: ["unclear"] });
    expect(results[1]?.posterior.reduce((sum, m) => sum + m, 0)).toBeCloseTo(1, 6);
  });

  it("spreads what no frame between could tell", () => {
    const result = first(inferOf(byHand([["SSooDD", "S-ooDD", "SSooD-", "-SooDD"]]), { model }));
    if (model !== "majority") expect(result.gap90).toEqual({ first: 2, last: 4 });
    expect(result.flags).toContain("cloud_gap");
  });
});

describe("a result", () => {
  it("is disputed or contested where volunteers contradict one another", () => {
    const result = first(inferOf(byHand([["SDDDDD", "SSDDDD", "SSSSDD", "SSSSSD", "DDDDDD", "SSSSSS"]])));
    expect(result.flags).toContain("contested");
    expect(result.reviewReasons.length).toBeGreaterThan(0);
  });

  it("is no building where most volunteers say so", () => {
    const wrong = { "------": "wrong_place" };
    expect(first(inferOf(byHand([["------", "------", "SSSDDD"]], wrong))).status).toBe("not_a_building");
    expect(first(inferOf(byHand([["------"]], wrong))).status).toBe("unclear");
  });

  it("counts those who cannot tell, and keeps what they judged", () => {
    const result = first(inferOf(byHand([["SSSDDD", "SSSDDD", "oo-o-o"]], { "oo-o-o": "cannot_tell" })));
    expect(result).toMatchObject({ answers: 3, volunteers: 3, cannotTell: 1, unusable: 1, gap: 3 });
  });

  it("tells when a frame after the change is judged standing by many", () => {
    const result = first(inferOf(byHand([["SSDDDDSD", "SSDDDDSD", "SSDDDDSD", "SSDDDD-D"]])));
    expect([result.gap, result.flags.includes("reversal")]).toEqual([2, true]);
  });

  it("has few answers with fewer than three that say something", () => {
    expect(first(inferOf(byHand([["SSDD", "SSDD"]]))).flags).toContain("few_answers");
    expect(first(inferOf(byHand([["SSDD", "SSDD", "SSDD"]]))).flags).not.toContain("few_answers");
  });
});

describe("what is known beforehand", () => {
  const trial = byHand([["SSSDDD", "SSSDDD", "SSSDDD"]]);
  const times = (trial.campaign.frames as { datetime: string }[]).map(({ datetime }) => datetime);
  const lockWith = (known: Record<string, unknown>) => {
    const lock = lockOf(trial);
    return { ...lock, buildings: (lock.buildings as Record<string, unknown>[]).map((building) => ({ ...building, ...known })) };
  };

  it("closes gaps before it was known to stand, and after it was known to be destroyed", () => {
    const record = lockWith({ prior_standing: times[4], prior_destroyed: null });
    const result = first(inferOf(trial, { record }));
    expect(result.posterior.slice(0, 4)).toEqual([0, 0, 0, 0]);
    expect(result).toMatchObject({ managerId: "manager-0", priorStanding: Date.parse(times[4] ?? "") });
    const destroyed = first(inferOf(trial, { record: lockWith({ prior_standing: null, prior_destroyed: times[1] }) }));
    expect(destroyed.posterior.slice(3)).toEqual([0, 0, 0, 0]);
  });

  it("is left out of account where it leaves no gap open", () => {
    const inference = inferOf(trial, {
      record: lockWith({ prior_standing: "2030-01-01T00:00:00Z", prior_destroyed: "2000-01-01T00:00:00Z" }),
    });
    expect(inference.contradictoryPriors).toEqual([500]);
    expect(first(inference).gap).toBe(3);
  });

  it.each([
    [{ lastStanding: "f01", firstDestroyed: "f02" }, 1, "destroyed"],
    [{ lastStanding: null, firstDestroyed: "f01" }, 0, "destroyed_before"],
    [{ lastStanding: "f06", firstDestroyed: null }, 6, "standing_throughout"],
  ])("as gold %o decides", (marks, gap, status) => {
    const result = first(inferOf(trial, { gold: new Map([["b-0", marks]]) }));
    expect(result).toMatchObject({ gap, status, probability: 1 });
    expect(
      first(inferOf(trial, { record: lockWith({ gold: { last_standing: marks.lastStanding, first_destroyed: marks.firstDestroyed } }) }))
        .gap,
    ).toBe(gap);
  });
});

interface Quality {
  accuracy: number;
  logLoss: number;
  coverage: number;
}

function qualityOf({ results }: Inference, truth: ReadonlyMap<string, number>): Quality {
  const mean = (value: (result: (typeof results)[number], gap: number) => number) =>
    results.reduce((sum, result) => sum + value(result, truth.get(result.building) ?? -1), 0) / results.length;
  return {
    accuracy: mean((result, gap) => (result.gap === gap ? 1 : 0)),
    logLoss: mean((result, gap) => -Math.log(Math.max(1e-9, result.posterior[gap] ?? 0))),
    coverage: mean((result, gap) => (result.gap90.first <= gap && gap <= result.gap90.last ? 1 : 0)),
  };
}

const crowds: [string, Partial<SimulationOptions>][] = [
  ["honest", {}],
  ["a quarter by people who always say the same", { constant: 0.25 }],
  ["three in ten by people who copy one wrong answer", { colluding: 0.3 }],
];

describe.each(["perceptual", "recalled"] as const)("with %s answers", (process) => {
  describe.each(crowds)("%s", (_, crowd) => {
    let trial: SimulatedCampaign;
    beforeAll(() => {
      trial = simulate({ seed: 11, process, buildings: 300, frames: 14, answers: 5, ...crowd });
    });

    it.each(["blend", "scan", "visibility", "displacement"] as const)(
      "%s beats the majority, and its 90 % interval holds the truth",
      (model) => {
        const inference = inferOf(trial, { model });
        const quality = qualityOf(inference, trial.truth);
        const baseline = qualityOf(inferOf(trial, { model: "majority" }), trial.truth);
        expect(quality.accuracy).toBeGreaterThan(baseline.accuracy);
        expect(quality.logLoss).toBeLessThan(baseline.logLoss);
        expect(quality.coverage).toBeGreaterThanOrEqual(0.85);
        expect(quality.accuracy).toBeGreaterThan(0.65);
        expect(inference.alarm).toBe(false);
      },
    );
  });
});

describe("under clouds that all volunteers share", () => {
  it("ten answers do not make the visibility model as sure as the scan", () => {
    const trial = simulate({ seed: 8, process: "perceptual", buildings: 200, frames: 14, answers: 8, cloud: 0.3 });
    const scan = qualityOf(inferOf(trial, { model: "scan" }), trial.truth);
    const blend = qualityOf(inferOf(trial), trial.truth);
    expect(blend.logLoss).toBeLessThan(scan.logLoss - 0.1);
    expect(blend.coverage).toBeGreaterThan(0.93);
  });
});

describe("the guard", () => {
  it("sets constant answerers aside, also those who copy, and leaves the honest alone", () => {
    const options = { seed: 3, process: "recalled", buildings: 300, frames: 14, answers: 6 } as const;
    const honest = inferOf(simulate(options), { model: "scan" });
    expect([honest.setAside, honest.copied]).toEqual([0, 0]);
    expect(inferOf(simulate({ ...options, constant: 0.25 }), { model: "scan" }).setAside).toBeGreaterThanOrEqual(6);
    expect(inferOf(simulate({ ...options, colluding: 0.25 }), { model: "scan" }).copied).toBeGreaterThanOrEqual(5);
  });
});

describe("an event that destroyed everything at once", () => {
  it("does not make constant answerers of those who all see it", () => {
    const inference = inferOf(byHand(Array.from({ length: 60 }, () => ["SSDD", "SSDD", "SSDD"])));
    expect([inference.setAside, inference.copied, first(inference).gap]).toEqual([0, 0, 2]);
  });
});

describe("the alarm", () => {
  it("rings where the model leaves the vote on more than a quarter of the buildings", () => {
    const rows = [
      ["SDDDDDDDD", "SDDDDDDDD", "SSSSSSSDD"],
      ["SSDDDDDDD", "SSDDDDDDD", "SSSSSSSSD"],
    ];
    const copied = byHand([...rows, ...rows, ...rows]);
    const gold = new Map([...copied.truth.keys()].map((building) => [building, { lastStanding: "f07", firstDestroyed: null }]));
    expect(inferOf(copied, { gold })).toMatchObject({ alarm: true, contradicted: 1 });
    expect(inferOf(copied)).toMatchObject({ alarm: false });
  });
});

describe("the same answers", () => {
  it("give the same results to the last bit, in whatever order they come", () => {
    const trial = simulate({ seed: 5, process: "perceptual", buildings: 60, frames: 9, answers: 5, colluding: 0.2 });
    const random = seeded(1);
    const shuffled = <T>(values: T[]) =>
      values
        .map((value) => ({ value, at: random() }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ value }) => value);
    const once = JSON.stringify(inferOf(trial).results);
    expect(JSON.stringify(inferOf(trial).results)).toBe(once);
    expect(JSON.stringify(inferOf({ ...trial, tasks: shuffled(trial.tasks), runs: shuffled(trial.runs) }).results)).toBe(once);
  });
});
