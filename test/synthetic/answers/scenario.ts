/** How volunteers come to an answer; both differ in structure from the model of `aggregation`, and from each other. */
export const processes = ["perceptual", "displacement"] as const;
export type Process = (typeof processes)[number];

export const scenarios = ["clean", "realistic", "hard", "spam", "collusion", "cloudy", "bias"] as const;
export type ScenarioName = (typeof scenarios)[number];

export const kinds = ["expert", "good", "sloppy", "late", "early", "random", "constant", "bot"] as const;
export type Kind = (typeof kinds)[number];

export interface Scenario {
  /** Shares of the volunteers; bots come on top, by their share of the answers. */
  kinds: Partial<Record<Kind, number>>;
  botAnswers: number;
  /** Times the volunteers' own noise (perceptual) and their jitter (displacement). */
  noise: number;
  jitter: number;
  /** Standard deviation of what shifts the criterion of a whole answer (1 = from standing to destroyed). */
  mood: number;
  /** Share of building-frames on which nobody can see the building, and on which one sees it badly. */
  blind: number;
  poor: number;
  /** Share of buildings with an illusion that all volunteers share. */
  illusion: number;
}

const crowd = { expert: 0.14, good: 0.5, sloppy: 0.24, late: 0.06, early: 0.06 };
const spammed = { expert: 0.08, good: 0.28, sloppy: 0.15, late: 0.05, early: 0.05, random: 0.21, constant: 0.18 };
const weak = { expert: 0.08, good: 0.38, sloppy: 0.34, late: 0.1, early: 0.1 };
const partial = { expert: 0.1, good: 0.32, sloppy: 0.14, late: 0.28, early: 0.16 };

const realistic: Scenario = { kinds: crowd, botAnswers: 0, noise: 1.05, jitter: 1, mood: 0.15, blind: 0.11, poor: 0.1, illusion: 0.05 };

/** Tuned so that plain votes fare as they are known to with crowds of such quality. */
const table: Record<ScenarioName, Scenario> = {
  clean: {
    ...realistic,
    kinds: { expert: 0.4, good: 0.6 },
    noise: 0.8,
    jitter: 0.85,
    mood: 0.06,
    blind: 0.03,
    poor: 0.03,
    illusion: 0.003,
  },
  realistic,
  hard: { ...realistic, kinds: weak, noise: 1.25, mood: 0.2, blind: 0.2, poor: 0.2, illusion: 0.12 },
  spam: { ...realistic, kinds: spammed },
  collusion: { ...realistic, botAnswers: 0.3 },
  cloudy: { ...realistic, blind: 0.36, poor: 0.2, illusion: 0.05 },
  bias: { ...realistic, kinds: partial },
};

export function scenarioOf(name: ScenarioName): Scenario {
  return table[name];
}
