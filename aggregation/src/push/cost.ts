import type { Budget } from "pybossa-client-ts";
import { counted } from "pybossa-client-ts/command";
import { clock, waitsFor } from "../fetch/cost.ts";

/** PYBOSSA's own; its answers tell when a window ends, and not how long it is. */
const windowMinutes = 15;

export interface PushCost {
  requests: number;
  /** How often the server's next window has to be waited for. */
  waits: number;
  minutes: number;
}

/**
 * What is still to be asked of the server: a request for each result to write, and each page of results read twice (while
 * writing, and once more to see that all is there).
 * @param budget null where the server tells none
 */
export function pushCost(writes: number, pages: number, budget: Budget | null, now: Date): PushCost {
  const requests = writes === 0 ? 0 : writes + 2 * pages;
  const waits = waitsFor(requests, budget);
  if (budget === null || waits === 0) return { requests, waits, minutes: 0 };
  const first = Math.max(0, budget.reset.getTime() - now.getTime()) / 60_000;
  return { requests, waits, minutes: Math.round(first + (waits - 1) * windowMinutes) };
}

/** The same in words. */
export function costText({ requests, waits, minutes }: PushCost, budget: Budget | null, now: Date): string {
  const asked = `${counted(requests, "request")} with reading`;
  if (budget === null) return `${asked}; the server tells no limit.`;
  if (waits === 0) return `${asked}; the server takes them at once.`;
  const end = new Date(now.getTime() + minutes * 60_000);
  const length = minutes < 90 ? `${counted(minutes, "minute")}` : `${(minutes / 60).toFixed(1)} hours`;
  return `${asked}; the server takes ${budget.limit - 1} in ${windowMinutes} minutes: ${waits} ${waits === 1 ? "wait" : "waits"}, about ${length}, until ${end.toISOString().slice(0, 10)} ${clock(end)}.`;
}
