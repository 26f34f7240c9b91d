import type { Stream } from "../random.ts";

export function frameIds(count: number): string[] {
  return Array.from({ length: count }, (_, k) => `f${String(k + 1).padStart(2, "0")}`);
}

/** A public Campaign whose frames lie between 3 and 70 days apart; a tenth are ranges of days, a tenth have only a date of publication. */
export function campaignOf(id: string, frames: number, random: Stream): Record<string, unknown> {
  let day = Date.UTC(2017, 0, 1, 8, 20);
  const table = frameIds(frames).map((frame) => {
    day += (3 + Math.floor(67 * random.next() ** 2)) * 86_400_000;
    const published = random.chance(0.1);
    const time = random.chance(0.1) ? { start_datetime: utc(day), end_datetime: utc(day + 2 * 86_400_000) } : { datetime: utc(day) };
    return { id: frame, ...time, date_kind: published ? "published" : "acquired", source: "synthetic", gsd: 0.5, attribution: "Synthetic" };
  });
  return {
    schema: "strike-tracker/campaign/1",
    id,
    title: "Simulated answers",
    question: "Is this building still standing here?",
    languages: ["en"],
    definition: { text: "More than half of the roof has fallen.", examples: [] },
    frames: table,
    attribution: ["Synthetic"],
  };
}

export interface TaskFacts {
  id: number;
  campaign: string;
  building: string;
  frames: readonly string[];
  answers: number;
}

/** A task as PYBOSSA exports it; one in ten as its CSV import stores it, each cell a string. */
export function taskOf({ id, campaign, building, frames, answers }: TaskFacts, random: Stream): Record<string, unknown> {
  const asText = random.chance(0.1);
  const outline = [
    [0.4, 0.4],
    [0.6, 0.4],
    [0.6, 0.6],
    [0.4, 0.6],
  ];
  const chips = {
    names: frames.map(() => Array.from({ length: 24 }, () => random.below(16).toString(16)).join("")),
    outline,
    ground_m: 60,
    size_px: 256,
  };
  return {
    id,
    project_id: 1,
    created: "2026-01-01T00:00:00",
    state: "completed",
    quorum: 0,
    calibration: 0,
    priority_0: 0,
    n_answers: answers,
    info: {
      schema: "strike-tracker/task/1",
      campaign,
      building,
      frames: asText ? JSON.stringify(frames) : [...frames],
      chips: asText ? JSON.stringify(chips) : chips,
    },
  };
}

function utc(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(".000Z", "Z");
}
