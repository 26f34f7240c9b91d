/**
 * Answers of made-up volunteers, to try the estimators on. Two processes that differ in structure, neither of them the
 * model's own: `perceptual` volunteers see a noisy amount of damage on each frame and compare it with their own criterion;
 * `recalled` volunteers hold one wrong or right moment of destruction in mind and answer each frame from it.
 */
export interface SimulatedCampaign {
  campaign: Record<string, unknown>;
  tasks: Record<string, unknown>[];
  runs: Record<string, unknown>[];
  /** True gap by building. */
  truth: Map<string, number>;
}

export interface SimulationOptions {
  seed: number;
  process: "perceptual" | "recalled";
  buildings: number;
  frames: number;
  answers: number;
  /** Share of answers by people who always say the same, or copy one wrong answer. */
  constant?: number;
  colluding?: number;
  cloud?: number;
}

type Random = () => number;

/** mulberry32. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function bell(random: Random): number {
  let sum = 0;
  for (let i = 0; i < 12; i++) sum += random();
  return sum - 6;
}

interface Volunteer {
  id: number;
  noise: number;
  criterion: number;
  slip: number;
  constant: boolean;
  colluding: boolean;
}

export function frameId(k: number): string {
  return `f${String(k + 1).padStart(2, "0")}`;
}

export function campaignOf(frames: number): Record<string, unknown> {
  return {
    schema: "strike-tracker/campaign/1",
    id: "trial",
    title: "A trial",
    question: "Is this building still standing?",
    definition: { text: "The roof has fallen in.", examples: [] },
    languages: ["en"],
    frames: Array.from({ length: frames }, (_, k) => ({
      id: frameId(k),
      datetime: new Date(Date.UTC(2017, 0, 5 + 11 * k + ((k * k) % 7), 8, 20, 31)).toISOString().replace(".000Z", "Z"),
      date_kind: "acquired",
      source: { type: "chips" },
    })),
    chips_base: "/uploads/user_2/{name}.jpg",
    collect: [],
    attribution: ["Made up"],
    content_note: "",
    support: { none: "Nobody is shown." },
    discuss: null,
    practice: [],
    break: { buildings: 0, minutes: 0 },
    modes: ["guided"],
    spread: 10,
    manifest: `sha256:${"0".repeat(64)}`,
  };
}

export function simulate(options: SimulationOptions): SimulatedCampaign {
  const { buildings, frames } = options;
  const random = seeded(options.seed);
  const ids = Array.from({ length: frames }, (_, k) => frameId(k));
  const volunteers = Array.from({ length: Math.max(12, Math.round((buildings * options.answers) / 12)) }, (_, id): Volunteer => {
    const kind = random();
    return {
      id: 1000 + id,
      noise: kind < 0.3 ? 0.18 : kind < 0.8 ? 0.3 : 0.55,
      criterion: 0.5 + 0.12 * bell(random),
      slip: kind < 0.3 ? 0.03 : kind < 0.8 ? 0.12 : 0.4,
      constant: false,
      colluding: false,
    };
  });
  const constants = Array.from(
    { length: 6 },
    (_, i): Volunteer => ({ id: 90_000 + i, noise: 0, criterion: 0, slip: 0, constant: true, colluding: false }),
  );
  const colluders = Array.from(
    { length: 8 },
    (_, i): Volunteer => ({ id: 95_000 + i, noise: 0, criterion: 0, slip: 0, constant: false, colluding: true }),
  );
  const truth = new Map<string, number>();
  const tasks: Record<string, unknown>[] = [];
  const runs: Record<string, unknown>[] = [];
  let run = 1;
  for (let b = 0; b < buildings; b++) {
    const building = `b-${b}`;
    const gap = Math.floor(random() * (frames + 1));
    const wrong = Math.floor(random() * (frames - 1)) + 1;
    truth.set(building, gap);
    tasks.push({ id: 500 + b, project_id: 1, info: { schema: "strike-tracker/task/1", campaign: "trial", building, frames: ids } });
    const cloudy = ids.map(() => random() < (options.cloud ?? 0.08));
    const shade = ids.map(() => 0.1 * bell(random));
    const asked = new Set<number>();
    for (let a = 0; a < options.answers; a++) {
      const odds = random();
      const pool =
        odds < (options.constant ?? 0) ? constants : odds < (options.constant ?? 0) + (options.colluding ?? 0) ? colluders : volunteers;
      // A few people do most of the work.
      let who = pool[Math.floor(random() ** (pool === volunteers ? 2 : 1) * pool.length)];
      while (who && asked.has(who.id)) who = volunteers[Math.floor(random() * volunteers.length)];
      if (!who) continue;
      asked.add(who.id);
      const judgements = judge(who, { gap, wrong, cloudy, shade }, options.process, random);
      runs.push({
        id: run++,
        project_id: 1,
        task_id: 500 + b,
        user_id: who.id % 3 === 0 ? null : who.id,
        user_ip: who.id % 3 === 0 ? `10.0.${who.id >> 8}.${who.id & 255}` : null,
        external_uid: null,
        finish_time: "2026-01-02T03:04:05.678901",
        info: answer(building, judgements, ids),
      });
    }
  }
  return { campaign: campaignOf(frames), tasks, runs, truth };
}

interface Scene {
  gap: number;
  wrong: number;
  cloudy: boolean[];
  shade: number[];
}

function judge(
  who: Volunteer,
  { gap, wrong, cloudy, shade }: Scene,
  process: SimulationOptions["process"],
  random: Random,
): (string | null)[] {
  const frames = cloudy.length;
  if (who.constant) return cloudy.map((_, k) => (k < 2 ? "standing" : k === 2 ? "destroyed" : null));
  if (who.colluding) return cloudy.map((_, k) => (Math.abs(k + 0.5 - wrong) < 2 ? (k < wrong ? "standing" : "destroyed") : null));
  let held = gap;
  if (random() < who.slip) held = Math.min(frames, Math.max(0, gap + (random() < 0.5 ? -1 : 1) * (1 + Math.floor(random() * 3))));
  const mood = 0.08 * bell(random);
  const look = (k: number): string => {
    if (cloudy[k]) return random() < 0.75 ? "obscured" : random() < 0.5 ? "standing" : "destroyed";
    if (process === "recalled") return random() < 0.02 ? "unclear" : k < held ? "standing" : "destroyed";
    const damage = (k < gap ? 0.1 : 0.95) + (shade[k] ?? 0) + who.noise * bell(random);
    return damage > who.criterion + mood ? "destroyed" : "standing";
  };
  const judgements: (string | null)[] = cloudy.map(() => null);
  const seen = (k: number) => (judgements[k] ??= look(k));
  // From both ends inwards by halves, as the presenter leads.
  let low = 0;
  while (low < frames && !["standing", "destroyed"].includes(seen(low))) low++;
  let high = frames - 1;
  while (high > low && !["standing", "destroyed"].includes(seen(high))) high--;
  if (judgements[low] === "standing" && judgements[high] === "destroyed") {
    while (high - low > 1) {
      let middle = (low + high) >> 1;
      let step = 1;
      while (middle > low && middle < high && !["standing", "destroyed"].includes(seen(middle))) {
        middle += step;
        step = step > 0 ? -step - 1 : -step + 1;
      }
      if (middle <= low || middle >= high) break;
      if (judgements[middle] === "standing") low = middle;
      else high = middle;
    }
    for (const k of [low - 1, high + 1]) if (k >= 0 && k < frames && random() < 0.5) seen(k);
  }
  return judgements;
}

export function answer(building: string, judgements: readonly (string | null)[], ids: readonly string[]): Record<string, unknown> {
  const first = judgements.indexOf("destroyed");
  const before = first < 0 ? judgements : judgements.slice(0, first);
  const last = before.lastIndexOf("standing");
  const verdict = first < 0 ? (last < 0 ? "cannot_tell" : "still_standing") : last < 0 ? "already_destroyed" : "destroyed";
  return {
    schema: "strike-tracker/answer/1",
    id: "0b0e8f6e-6f3c-4c1e-9a53-0d2f1f2a3b4c",
    campaign: "trial",
    building,
    verdict,
    last_standing: ids[last] ?? null,
    first_destroyed: ids[first] ?? null,
    frames: Object.fromEntries(judgements.flatMap((judgement, k) => (judgement === null ? [] : [[ids[k], judgement]]))),
    practice: false,
  };
}
