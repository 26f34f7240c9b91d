import type { Budget } from "pybossa-client-ts";
import { counted } from "pybossa-client-ts/command";
import type { Telling } from "../telling.ts";

/** Requests to read so many records, the last one to see that there are no more. */
export function pagesOf(records: number): number {
  return Math.ceil(Math.max(0, records) / 100) + 1;
}

/** How often a number of requests has to wait for the server's next window; 0 where no limit is known. */
export function waitsFor(requests: number, budget: Budget | null): number {
  if (budget === null) return 0;
  const left = Math.max(0, budget.remaining - 1);
  return requests <= left ? 0 : Math.ceil((requests - left) / Math.max(1, budget.limit - 1));
}

/** Says beforehand where the requests that are left will not do, and what that costs. */
export function tellCost(requests: number, what: string, budget: Budget | null, telling: Telling): void {
  const waits = waitsFor(requests, budget);
  if (budget === null || waits === 0) return;
  const left = Math.max(0, budget.remaining - 1);
  telling.note(
    `Up to ${counted(requests, "more request")} for ${what}; the server leaves ${left} until ${clock(budget.reset)}. Expect ${waits === 1 ? "one wait" : `up to ${waits} waits`} of 15 minutes or less; an interrupted fetch goes on where it stopped.`,
  );
}

export function clock(time: Date): string {
  return `${time.toISOString().slice(11, 19)} UTC`;
}
