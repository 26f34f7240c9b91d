import type { Campaign } from "pybossa-client-ts/strike-tracker";
import { answerProblems, parseAnswer } from "pybossa-client-ts/strike-tracker";
import { describe, expect, it } from "vitest";
import { answerFor } from "../../synthetic/crowd/answering.ts";
import type { SeenBuilding } from "../../synthetic/crowd/sight.ts";
import { type Volunteer, volunteerOf } from "../../synthetic/crowd/volunteer.ts";

const crowd = Array.from({ length: 2000 }, (_, number) => volunteerOf(7, number));
const now = new Date("2026-03-01T10:00:00Z");
const campaign: Campaign = {
  schema: "strike-tracker/campaign/1",
  id: "town",
  title: "Town",
  question: "Is this building still standing?",
  definition: { text: "Fallen in.", examples: [] },
  languages: ["en"],
  frames: [],
  chips_base: null,
  collect: [],
  attribution: [],
  content_note: "",
  support: { none: "Nobody was harmed." },
  discuss: null,
  practice: [],
  break: { buildings: 0, minutes: 0 },
  modes: ["guided", "free", "full"],
  spread: 100,
  manifest: `sha256:${"0".repeat(64)}`,
};

/** A building of ten frames that falls before frame `gap`; `cloudy` frames are hidden. */
function building(id: string, gap: number, cloudy: readonly number[] = []): SeenBuilding {
  return {
    id,
    frames: Array.from({ length: 10 }, (_, n) => ({
      id: `f${n}`,
      sight: { condition: n < gap ? "standing" : "destroyed", hidden: cloudy.includes(n) ? 1 : 0, difficulty: 0.2 },
    })),
  };
}

const gapOf = (volunteer: Volunteer, seen: SeenBuilding) => {
  const { verdict, first_destroyed } = answerFor(7, volunteer, seen, campaign, now);
  return verdict === "still_standing" ? 10 : verdict === "cannot_tell" ? -1 : seen.frames.findIndex(({ id }) => id === first_destroyed);
};

describe("the simulated volunteers", () => {
  it("are of every kind, mostly honest", () => {
    const share = (kind: Volunteer["kind"]) => crowd.filter((volunteer) => volunteer.kind === kind).length / crowd.length;
    expect(share("expert") + share("good")).toBeGreaterThan(0.65);
    for (const kind of ["sloppy", "random", "constant", "bot"] as const) expect(share(kind), kind).toBeGreaterThan(0.01);
    expect(share("random") + share("constant") + share("bot")).toBeLessThan(0.13);
  });

  it("mostly leave after a few buildings, while a few do much of the work", () => {
    const work = crowd.map(({ stamina }) => stamina).sort((a, b) => b - a);
    const sum = (list: number[]) => list.reduce((total, one) => total + one, 0);
    expect(work[1000]).toBeLessThanOrEqual(5);
    expect(sum(work.slice(0, 200)) / sum(work)).toBeGreaterThan(0.45);
  });

  it("have addresses of their own, a few of them shared", () => {
    const addresses = new Set(crowd.map(({ address }) => address));
    expect(addresses.size).toBeGreaterThan(1800);
    expect(addresses.size).toBeLessThan(1950);
    for (const { address } of crowd) expect(address).toMatch(/^198\.1[89]\.\d{1,3}\.\d{1,3}$/);
  });

  it("give complete answers that hold together", () => {
    for (const volunteer of crowd.slice(0, 400)) {
      for (const seen of [
        building("b-1", 4, [4]),
        building("b-2", 0),
        building("b-3", 10),
        building("b-4", 6, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
      ]) {
        const answer = answerFor(7, volunteer, seen, campaign, now);
        expect(parseAnswer(JSON.parse(JSON.stringify(answer))).ok).toBe(true);
        expect(
          answerProblems(
            answer,
            seen.frames.map(({ id }) => id),
          ),
        ).toEqual([]);
      }
    }
  });

  it("repeat themselves for the same seed", () => {
    const [volunteer] = crowd;
    if (!volunteer) throw new Error("no volunteer");
    expect(answerFor(7, volunteer, building("b-1", 4), campaign, now)).toEqual(answerFor(7, volunteer, building("b-1", 4), campaign, now));
    expect(answerFor(8, volunteer, building("b-1", 4), campaign, now).id).not.toBe(
      answerFor(7, volunteer, building("b-1", 4), campaign, now).id,
    );
  });

  it("are right more often the better they are, and never always", () => {
    const accuracy = (kind: Volunteer["kind"]) => {
      const some = crowd.filter((volunteer) => volunteer.kind === kind).slice(0, 60);
      const right = some.flatMap((volunteer) =>
        Array.from({ length: 20 }, (_, n) => gapOf(volunteer, building(`b-${n}`, n % 11)) === n % 11),
      );
      return right.filter(Boolean).length / right.length;
    };
    const [expert, good, sloppy, random] = [accuracy("expert"), accuracy("good"), accuracy("sloppy"), accuracy("random")];
    expect(expert).toBeGreaterThan(good);
    expect(good).toBeGreaterThan(sloppy + 0.1);
    expect(sloppy).toBeGreaterThan(random + 0.1);
    expect(good).toBeGreaterThan(0.6);
    expect(expert).toBeLessThan(0.97);
  });

  it("cannot see through clouds", () => {
    const seen = building("b-5", 5, [4, 5, 6]);
    const said = crowd
      .filter(({ kind }) => kind === "good" || kind === "expert")
      .slice(0, 200)
      .flatMap((volunteer) => ["f4", "f5", "f6"].map((id) => answerFor(7, volunteer, seen, campaign, now).frames[id]))
      .filter((judgement) => judgement !== undefined);
    const unseen = said.filter((judgement) => judgement === "obscured" || judgement === "unclear").length;
    expect(said.length).toBeGreaterThan(100);
    expect(unseen / said.length).toBeGreaterThan(0.8);
  });

  it("are deceived together by an illusion, and bots agree on one wrong answer", () => {
    const bots = crowd.filter(({ kind }) => kind === "bot").slice(0, 10);
    const answers = Array.from({ length: 30 }, (_, n) => new Set(bots.map((bot) => gapOf(bot, building(`b-${n}`, 5)))));
    expect(answers.every((given) => given.size === 1)).toBe(true);
    expect(new Set(answers.flatMap((given) => [...given])).size).toBeGreaterThan(4);
    const honest = crowd.filter(({ kind }) => kind === "expert").slice(0, 30);
    const plurality = Array.from({ length: 200 }, (_, n) => {
      const counts = new Map<number, number>();
      for (const volunteer of honest) {
        const gap = gapOf(volunteer, building(`i-${n}`, 5));
        counts.set(gap, (counts.get(gap) ?? 0) + 1);
      }
      return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
    });
    const wrong = plurality.filter((gap) => gap !== 5).length / plurality.length;
    expect(wrong).toBeGreaterThan(0.01);
    expect(wrong).toBeLessThan(0.15);
  });
});
