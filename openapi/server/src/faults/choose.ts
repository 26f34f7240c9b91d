import { createHash } from "node:crypto";
import { type FaultKind, type FaultPlan, type FaultRule, faultKinds, type RequestPattern } from "./plan.ts";

/** A fault that hits, with its numbers. */
export type Hit = Required<Pick<FaultRule, "fault" | "milliseconds" | "seconds">>;

/** Decides, one request and one write after the other, what goes wrong. */
export interface Choice {
  request(method: string, path: string): Hit | null;
  write(): Hit | null;
}

/** The faults of a plan, in the order of the requests. Pure: the same plan and requests give the same faults. */
export function createChoice({ seed = 1, faults = [], rates = {}, among = { path: "/api/*" } }: FaultPlan): Choice {
  const seen = new Map<FaultRule, number>();
  let drawn = 0;
  let writes = 0;

  const hits = (rule: FaultRule, count: number, first: number | undefined): boolean => {
    const from = first ?? 1;
    const times = rule.times ?? (first === undefined ? Number.POSITIVE_INFINITY : 1);
    return count >= from && count < from + times;
  };

  return {
    request(method, path) {
      let chosen: Hit | null = null;
      for (const rule of faults) {
        if (rule.write !== undefined || !fits(rule, method, path)) continue;
        const count = (seen.get(rule) ?? 0) + 1;
        seen.set(rule, count);
        if (chosen === null && hits(rule, count, rule.request)) chosen = hitOf(rule);
      }
      if (!fits(among, method, path)) return chosen;
      drawn += 1;
      return chosen ?? byChance(rates, share(`${seed} ${drawn}`));
    },
    write() {
      writes += 1;
      const rule = faults.find((each) => each.write !== undefined && hits(each, writes, each.write));
      return rule === undefined ? null : hitOf(rule);
    },
  };
}

function hitOf({ fault, milliseconds = 1000, seconds = 3600 }: Pick<FaultRule, "fault" | "milliseconds" | "seconds">): Hit {
  return { fault, milliseconds, seconds };
}

function fits({ method, path }: RequestPattern, actualMethod: string, actualPath: string): boolean {
  if (method === undefined ? actualMethod === "OPTIONS" : method !== actualMethod) return false;
  if (path === undefined) return true;
  const parts = path.split("*").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join(".*")}$`).test(actualPath);
}

function byChance(rates: Partial<Record<FaultKind, number>>, number: number): Hit | null {
  let sum = 0;
  for (const fault of faultKinds) {
    sum += rates[fault] ?? 0;
    if (number < sum) return hitOf({ fault });
  }
  return null;
}

/** A number from 0 up to 1 that a text stands for, evenly spread. */
function share(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32BE(0) / 2 ** 32;
}
