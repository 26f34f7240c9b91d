import type { PybossaClient } from "pybossa-client-ts";
import type { Difference, PlannedTask } from "../tasks/index.ts";
import { importParts } from "./import-rows.ts";

export type Method = "csv" | "post";

export interface Effort {
  method: Method;
  requests: number;
  seconds: number;
}

/** A server's budget for one kind of request: so many are left until the window ends, and so many in each after. */
export interface Budget {
  remaining: number;
  limit: number;
  windowSeconds: number;
  secondsToReset: number;
}

/** PYBOSSA's own setting: the 300th request of a quarter of an hour is refused. */
export const usualBudget: Budget = { remaining: 299, limit: 299, windowSeconds: 900, secondsToReset: 900 };

/** What the server lately said about its tasks' budget, or PYBOSSA's usual one. The last request of a window is refused. */
export function budgetNow(client: Pick<PybossaClient, "budget">, now: number): Budget {
  const seen = client.budget("task") ?? client.budget("project");
  if (!seen) return usualBudget;
  const secondsToReset = Math.max(0, Math.round((seen.reset.getTime() - now) / 1000));
  const limit = Math.max(1, seen.limit - 1);
  return { ...usualBudget, limit, remaining: client.budget("task") ? Math.max(0, seen.remaining - 1) : limit, secondsToReset };
}

const secondsEach = 0.05;
/** Measured on PYBOSSA 4.0.2: 10,000 rows take 245 s, growing with the square of what is there. */
const secondsEachRow = 0.025;
const fixedRequests = 8;

/** Requests and seconds that `difference` takes by each method, the reading back included; the chosen one is faster. */
export function effortOf(
  { create, update }: Pick<Difference, "create" | "update">,
  present: number,
  budget: Budget,
  forced: Method | "auto",
): Effort {
  const reading = Math.ceil((present + create.length) / 100) + 1;
  const post = paced(create.length + update.length + reading, budget);
  const parts = partsOf(create);
  const csv = {
    requests: parts * 2 + update.length + reading,
    seconds: paced(update.length + reading, budget).seconds + create.length * secondsEachRow + parts * 2,
  };
  const nothing = create.length === 0;
  const method: Method = forced === "auto" ? (nothing || post.seconds <= csv.seconds ? "post" : "csv") : forced;
  const chosen = method === "post" ? post : csv;
  return { method, requests: chosen.requests + fixedRequests, seconds: Math.round(chosen.seconds + fixedRequests * secondsEach) };
}

function partsOf(create: readonly PlannedTask[]): number {
  return create.length === 0 ? 0 : importParts(create).length;
}

/** How long so many requests of one kind take, waiting for new windows. */
function paced(requests: number, { remaining, limit, windowSeconds, secondsToReset }: Budget): { requests: number; seconds: number } {
  const later = Math.max(0, requests - remaining);
  const windows = Math.ceil(later / Math.max(1, limit));
  const waiting = windows === 0 ? 0 : secondsToReset + (windows - 1) * windowSeconds;
  return { requests, seconds: waiting + Math.max(0, later === 0 ? requests : later - (windows - 1) * limit) * secondsEach };
}
