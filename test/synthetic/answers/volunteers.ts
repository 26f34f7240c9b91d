import type { Stream } from "../random.ts";
import type { Kind, Scenario } from "./scenario.ts";

/** Who a task run comes from, as PYBOSSA stores it. */
export interface Identity {
  user_id: number | null;
  user_ip: string | null;
  external_uid: string | null;
}

export interface Volunteer {
  kind: Kind;
  identity: Identity;
  /** Standard deviation of what is seen, and where "destroyed" begins (0.5 is the middle). */
  noise: number;
  criterion: number;
  /** Chance and mean length of a wrong moment of change, and how much of it is too late (0.5 = as often too early). */
  strays: number;
  late: number;
  /** Chance to say of a blind frame that it cannot be seen. */
  honest: number;
  careful: boolean;
  /** Chance that a date is set one frame aside. */
  slip: number;
  phone: boolean;
  /** The gap that a constant volunteer always names, as a share of the timeline. */
  habit: number;
}

export interface Crowd {
  /**
   * The next volunteer for a building, who is none of those that it had.
   * @param bots the share of the building's answers that bots give
   */
  next(had: ReadonlySet<Volunteer>, bots: number): Volunteer;
}

const tempers: Record<Kind, Pick<Volunteer, "noise" | "criterion" | "strays" | "late" | "honest" | "slip">> = {
  expert: { noise: 0.16, criterion: 0.5, strays: 0.1, late: 0.5, honest: 0.82, slip: 0.01 },
  good: { noise: 0.24, criterion: 0.5, strays: 0.24, late: 0.5, honest: 0.6, slip: 0.02 },
  sloppy: { noise: 0.38, criterion: 0.5, strays: 0.48, late: 0.5, honest: 0.3, slip: 0.04 },
  late: { noise: 0.28, criterion: 0.78, strays: 0.5, late: 0.92, honest: 0.5, slip: 0.02 },
  early: { noise: 0.28, criterion: 0.22, strays: 0.5, late: 0.08, honest: 0.5, slip: 0.02 },
  random: { noise: 1, criterion: 0.5, strays: 1, late: 0.5, honest: 0.3, slip: 0.04 },
  constant: { noise: 1, criterion: 0.5, strays: 1, late: 0.5, honest: 0, slip: 0 },
  bot: { noise: 0, criterion: 0.5, strays: 1, late: 0.5, honest: 0, slip: 0 },
};
const botCount = 16;
const answersEach = 35;
/** Spread of the logarithm of how much a volunteer does: half of them give five answers or fewer. */
const activity = 2;

export function makeCrowd(scenario: Scenario, answers: number, random: Stream): Crowd {
  const count = Math.max(40, Math.round((answers * (1 - scenario.botAnswers)) / answersEach));
  const people: Volunteer[] = [];
  const ends: number[] = [];
  let total = 0;
  const limit = Math.exp(activity * 2.2);
  for (let n = 0; n < count; n++) {
    people.push(makeVolunteer(pickKind(scenario, random), n, random));
    total += Math.min(limit, Math.exp(activity * random.normal()));
    ends.push(total);
  }
  const bots = Array.from({ length: botCount }, (_, n) => makeVolunteer("bot", count + n, random));
  const shared = people.filter(({ identity }) => identity.user_ip !== null);
  // Two people behind one router answer as one address.
  for (const one of shared) if (random.chance(0.05)) one.identity = shared[random.below(shared.length)]?.identity ?? one.identity;
  return {
    next(had, share) {
      for (let tries = 0; ; tries++) {
        const pool = tries < 100 && random.chance(share) ? bots : people;
        const who = tries > 200 || pool === bots ? pool[random.below(pool.length)] : people[placeOf(ends, random.next() * total)];
        if (who && (!had.has(who) || tries > 1000)) return who;
      }
    },
  };
}

function pickKind({ kinds }: Scenario, random: Stream): Kind {
  const entries = Object.entries(kinds) as [Kind, number][];
  let left = random.next() * entries.reduce((sum, [, share]) => sum + share, 0);
  for (const [kind, share] of entries) {
    left -= share;
    if (left < 0) return kind;
  }
  return "good";
}

function makeVolunteer(kind: Kind, n: number, random: Stream): Volunteer {
  const temper = tempers[kind];
  return {
    kind,
    identity: identityOf(n, random),
    noise: temper.noise * Math.exp(0.2 * random.normal()),
    criterion: temper.criterion + 0.05 * random.normal(),
    strays: Math.min(1, temper.strays * Math.exp(0.25 * random.normal())),
    late: temper.late,
    honest: Math.min(0.98, Math.max(0, temper.honest + 0.15 * random.normal())),
    careful: kind === "expert" || (kind === "good" && random.chance(0.6)),
    slip: temper.slip,
    phone: random.chance(0.45),
    habit: random.chance(0.5) ? 1 : random.next(),
  };
}

function identityOf(n: number, random: Stream): Identity {
  const none: Identity = { user_id: null, user_ip: null, external_uid: null };
  const odds = random.next();
  if (odds < 0.5) return { ...none, user_id: 1000 + n };
  if (odds < 0.95) return { ...none, user_ip: `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}` };
  return { ...none, external_uid: `visitor-${n}` };
}

function placeOf(ends: readonly number[], value: number): number {
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
