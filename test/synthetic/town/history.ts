import { mix, type Stream, stream } from "../random.ts";
import { distance, type Point } from "./geometry.ts";
import type { Building, TownPlan } from "./plan.ts";

/**
 * What becomes of a building. Times are milliseconds since 1970, UTC, whole seconds; null = never.
 * Hard ones: damaged (hit, but standing), gradual (a part falls before the rest), rebuilt (a new house on the ruin).
 */
export interface Fate {
  kind: "never" | "before" | "destroyed" | "damaged" | "gradual" | "rebuilt";
  destroyedAt: number | null;
  damagedAt: number | null;
  rebuiltAt: number | null;
}

export type Condition = "standing" | "damaged" | "destroyed" | "rebuilt";

const day = 86_400_000;
const destroyedShare = 0.48;
const beforeShare = 0.05;

/** The fate of each building of the plan, by its number. `times` are the dates of the acquisitions, first and last among them. */
export function planHistory(plan: TownPlan, times: readonly number[]): Fate[] {
  const fates: Fate[] = plan.buildings.map(() => ({ kind: "never", destroyedAt: null, damagedAt: null, rebuiltAt: null }));
  const first = Math.min(...times);
  const last = Math.max(...times);
  const random = stream(plan.seed, "strikes");
  const asked = plan.buildings.filter(({ managerId }) => managerId !== null).length;
  strike(plan, fates, random, Math.ceil(asked * beforeShare), "before", () => first - Math.round(random.between(3, 90)) * day);
  // Two waves, the second heavier; a strike on the first or the last day would make the truth a matter of minutes.
  const within = () => {
    const wave = random.chance(0.4) ? 0.3 : 0.68;
    const share = Math.max(0.02, Math.min(0.98, wave + 0.16 * random.normal()));
    return first + share * (last - first);
  };
  strike(plan, fates, random, Math.ceil(asked * destroyedShare), "destroyed", within);
  plan.buildings.forEach((building) => {
    harden(plan.seed, building, fates, last);
  });
  return fates;
}

/** Strikes clustered in space and time until `wanted` of the asked buildings have the fate. */
function strike(plan: TownPlan, fates: Fate[], random: Stream, wanted: number, kind: "before" | "destroyed", when: () => number): void {
  let hit = 0;
  for (let attempt = 0; hit < wanted && attempt < 4000; attempt++) {
    const centre: Point = { x: random.between(0, plan.side), y: random.between(0, plan.side) };
    const time = when();
    const radius = random.between(5, 22);
    for (const building of plan.buildings) {
      const fate = fates[building.number];
      const near = distance(building.centre, centre) < radius + 5;
      if (!near || !fate || fate.kind !== "never" || random.chance(0.2) || hit >= wanted) continue;
      fate.kind = kind;
      fate.destroyedAt = Math.round((time + random.between(0, 1800_000)) / 1000) * 1000;
      if (building.managerId !== null) hit++;
    }
  }
}

function harden(seed: number, building: Building, fates: Fate[], last: number): void {
  const fate = fates[building.number];
  if (!fate) return;
  const random = stream(mix(seed, 71), `hard:${building.number}`);
  const when = random.between(0.2, 0.8);
  const share = random.next();
  if (fate.kind === "never" && share < 0.12) {
    fate.kind = "damaged";
    fate.damagedAt = Math.round((last - (1 - when) * 200 * day) / 1000) * 1000;
  } else if (fate.kind === "destroyed" && fate.destroyedAt !== null && share < 0.06) {
    fate.kind = "gradual";
    fate.damagedAt = fate.destroyedAt - Math.round(random.between(15, 60)) * day;
  } else if (fate.kind === "destroyed" && fate.destroyedAt !== null && share < 0.11 && last - fate.destroyedAt > 120 * day) {
    fate.kind = "rebuilt";
    fate.rebuiltAt = fate.destroyedAt + Math.round(random.between(75, 110)) * day;
  }
}

/** How a building looks at a moment. */
export function conditionAt(fate: Fate, time: number): Condition {
  if (fate.rebuiltAt !== null && time >= fate.rebuiltAt) return "rebuilt";
  if (fate.destroyedAt !== null && time >= fate.destroyedAt) return "destroyed";
  if (fate.damagedAt !== null && time >= fate.damagedAt) return "damaged";
  return "standing";
}

/** The true gap of a timeline: 0 = before the first frame, K = after the last or never. `times` by time. */
export function trueGap(fate: Fate, times: readonly number[]): number {
  const at = fate.destroyedAt;
  return at === null ? times.length : times.filter((time) => time < at).length;
}
