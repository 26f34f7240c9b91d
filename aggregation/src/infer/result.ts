export type Status = "destroyed" | "destroyed_before" | "standing_throughout" | "unclear" | "disputed" | "not_a_building";

export const flagNames = [
  "contested",
  "multi_modal",
  "cloud_gap",
  "guard_touched",
  "reversal",
  "few_answers",
  "published_date",
  "expert_decided",
] as const;
export type Flag = (typeof flagNames)[number];

/** One building's result. Times in milliseconds since 1970, UTC; null = unknown or open. Gap g of frames 1..K: 0 before frame 1, K after frame K. */
export interface Result {
  taskId: number;
  building: string;
  managerId: string | null;
  status: Status;
  gap: number;
  frames: number;
  standingLast: number | null;
  destroyedFirst: number | null;
  standingLastFrame: string | null;
  destroyedFirstFrame: string | null;
  probability: number;
  gap50: { first: number; last: number };
  gap90: { first: number; last: number };
  after90: number | null;
  by90: number | null;
  intervalDays: number | null;
  interval90Days: number | null;
  posterior: number[];
  entropy: number;
  priorStanding: number | null;
  priorDestroyed: number | null;
  destroyedEdtf: string;
  answers: number;
  volunteers: number;
  cannotTell: number;
  unusable: number;
  agreement: number | null;
  flags: Flag[];
  reviewReasons: string[];
}
