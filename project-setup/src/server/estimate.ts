import type { PybossaClient } from "pybossa-client-ts";
import type { Difference } from "../tasks/index.ts";
import { type ImportOptions, importParts, importSeconds } from "./import-rows.ts";

export type Method = "csv" | "post";

export interface Effort {
  method: Method;
  requests: number;
  seconds: number;
  /** What is sent: tasks, and chips that are uploaded. */
  bytes: number;
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
const fixedRequests = 12;
/** Of the count while an import runs: one request in 15 s after the first few. */
const secondsAPoll = 15;

export interface Sending extends ImportOptions {
  budget: Budget;
  method: Method | "auto";
  /** Chips to upload to the server, and their bytes. */
  uploads: { count: number; bytes: number };
}

/** Requests, bytes and seconds that `difference` takes by each method, the reading back included; the chosen one is faster. */
export function effortOf(difference: Pick<Difference, "create" | "update" | "renew">, sending: Sending): Effort {
  const { create, update, renew } = difference;
  const { budget, present, uploads } = sending;
  const changes = update.length + renew.length;
  const reading = Math.ceil((present + create.length) / 100) + 1;
  const post = paced(create.length + changes + reading, budget);
  const parts = create.length === 0 ? [] : importParts(create, sending);
  let there = present;
  let importing = 0;
  for (const { tasks } of parts) {
    importing += importSeconds(tasks.length, there);
    there += tasks.length;
  }
  const polls = parts.length * 5 + Math.ceil(importing / secondsAPoll);
  const csv = {
    requests: parts.length * 2 + polls + changes + reading,
    seconds: paced(changes + reading, budget).seconds + importing + parts.length * 2,
  };
  const faster: Method = create.length === 0 || post.seconds <= csv.seconds ? "post" : "csv";
  const method = sending.method === "auto" ? faster : sending.method;
  const chosen = method === "post" ? post : csv;
  // Uploads draw on a budget of their own.
  const uploading = paced(uploads.count, { ...budget, remaining: budget.limit });
  const sent = [...create, ...update.map(({ task }) => task)].reduce((sum, { info }) => sum + Buffer.byteLength(JSON.stringify(info)), 0);
  return {
    method,
    requests: chosen.requests + uploads.count + fixedRequests,
    seconds: Math.round(chosen.seconds + uploading.seconds + fixedRequests * secondsEach),
    bytes: sent + uploads.bytes,
  };
}

/** How long so many requests of one kind take, waiting for new windows. */
function paced(requests: number, { remaining, limit, windowSeconds, secondsToReset }: Budget): { requests: number; seconds: number } {
  const later = Math.max(0, requests - remaining);
  const windows = Math.ceil(later / Math.max(1, limit));
  const waiting = windows === 0 ? 0 : secondsToReset + (windows - 1) * windowSeconds;
  return { requests, seconds: waiting + Math.max(0, later === 0 ? requests : later - (windows - 1) * limit) * secondsEach };
}
