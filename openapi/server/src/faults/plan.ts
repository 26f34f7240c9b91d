import { InputError } from "pybossa-client-ts/command";
import { isObject, type JsonObject } from "../json.ts";

/** What can go wrong with a request. `-before`: nothing was stored; `-after`: the work was done, and the client cannot know. */
export const faultKinds = [
  "refuse",
  "delay",
  "cut-before",
  "cut-after",
  "rate-limit",
  "error-before",
  "error-after",
  "bad-gateway",
  "truncated",
  "wrong-type",
  "lock-stolen",
  "task-deleted",
  "key-revoked",
  "unpublished",
  "clock-skew",
  "sign-in",
  "disk-full",
  "kill-before",
  "kill-after",
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Which requests a rule or a random plan means. */
export interface RequestPattern {
  /** An HTTP method; absent: all but OPTIONS. */
  method?: string;
  /** A path; `*` stands for any text. Absent: all. */
  path?: string;
}

export interface FaultRule extends RequestPattern {
  fault: FaultKind;
  /** The first of the matching requests that it hits, from 1; absent: all of them from the first. */
  request?: number;
  /** Instead of a request: the write to the database (one commit) that it hits, from 1. Only kill and disk-full. */
  write?: number;
  /** How many in a row it hits; default 1 with `request` or `write`, else no end. */
  times?: number;
  /** How long a `delay` is; default 1000. */
  milliseconds?: number;
  /** How far `clock-skew` moves the server's clock; default 3600, may be negative. */
  seconds?: number;
}

/** Rules, of which the first that matches a request counts; then, by chance, the rates. */
export interface FaultPlan {
  /** Default 1. The same seed and the same order of requests give the same faults. */
  seed?: number;
  faults?: FaultRule[];
  /** How likely each fault is at each request, together at most 1. */
  rates?: Partial<Record<FaultKind, number>>;
  /** The requests that the rates are for; default: those to `/api/*`. */
  among?: RequestPattern;
}

/**
 * Checks a plan that was read from a file.
 * @param where the file's name, for messages
 * @throws InputError naming the first field that does not fit
 */
export function parseFaultPlan(value: unknown, where: string): FaultPlan {
  const plan = objectAt(value, where, "", ["seed", "faults", "rates", "among"]);
  const parsed: FaultPlan = {};
  if (plan.seed !== undefined) parsed.seed = numberAt(plan, "seed", where, "", { least: 0 });
  if (plan.faults !== undefined) {
    if (!Array.isArray(plan.faults)) throw unfit(where, "faults", "a list of rules");
    parsed.faults = plan.faults.map((rule, at) => parseRule(rule, where, `faults[${at}]`));
  }
  if (plan.rates !== undefined) parsed.rates = parseRates(plan.rates, where);
  if (plan.among !== undefined) parsed.among = patternAt(objectAt(plan.among, where, "among", ["method", "path"]), where, "among");
  return parsed;
}

const ruleKeys = ["fault", "method", "path", "request", "write", "times", "milliseconds", "seconds"];

function parseRule(value: unknown, where: string, at: string): FaultRule {
  const given = objectAt(value, where, at, ruleKeys);
  const fault = faultKinds.find((kind) => kind === given.fault);
  if (fault === undefined) throw unfit(where, `${at}.fault`, `one of ${faultKinds.join(", ")}`);
  const rule: FaultRule = { fault, ...patternAt(given, where, at) };
  for (const name of ["request", "write", "times"] as const) {
    if (given[name] !== undefined) rule[name] = numberAt(given, name, where, at, { least: 1 });
  }
  if (given.milliseconds !== undefined) rule.milliseconds = numberAt(given, "milliseconds", where, at, { least: 0 });
  if (given.seconds !== undefined) rule.seconds = numberAt(given, "seconds", where, at, {});
  if (rule.write !== undefined) {
    if (!["kill-before", "kill-after", "disk-full"].includes(fault))
      throw unfit(where, `${at}.write`, "kill-before, kill-after or disk-full");
    if (rule.request !== undefined || rule.method !== undefined || rule.path !== undefined) {
      throw unfit(where, at, "either a write, or a request with its method and path");
    }
  }
  return rule;
}

function parseRates(value: unknown, where: string): Partial<Record<FaultKind, number>> {
  const given = objectAt(value, where, "rates", [...faultKinds]);
  const rates: Partial<Record<FaultKind, number>> = {};
  for (const kind of faultKinds) {
    if (given[kind] === undefined) continue;
    const rate = given[kind];
    if (typeof rate !== "number" || !(rate >= 0 && rate <= 1)) throw unfit(where, `rates.${kind}`, "a number from 0 to 1");
    rates[kind] = rate;
  }
  if (Object.values(rates).reduce((sum, rate) => sum + rate, 0) > 1 + 1e-9) throw unfit(where, "rates", "rates that add up to at most 1");
  return rates;
}

function patternAt(given: JsonObject, where: string, at: string): RequestPattern {
  const pattern: RequestPattern = {};
  if (given.method !== undefined) {
    if (typeof given.method !== "string" || !/^[A-Z]+$/.test(given.method)) throw unfit(where, `${at}.method`, "a method such as POST");
    pattern.method = given.method;
  }
  if (given.path !== undefined) {
    if (typeof given.path !== "string" || !/^[/*]/.test(given.path)) throw unfit(where, `${at}.path`, "a path such as /api/task/*");
    pattern.path = given.path;
  }
  return pattern;
}

function objectAt(value: unknown, where: string, at: string, keys: string[]): JsonObject {
  if (!isObject(value)) throw unfit(where, at, "an object");
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw unfit(where, at === "" ? unknown : `${at}.${unknown}`, `one of ${keys.join(", ")}`);
  return value;
}

function numberAt(
  given: JsonObject,
  name: string,
  where: string,
  at: string,
  { least = Number.MIN_SAFE_INTEGER }: { least?: number },
): number {
  const value = given[name];
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least) return value;
  const from = least === Number.MIN_SAFE_INTEGER ? "" : ` from ${least}`;
  throw unfit(where, at === "" ? name : `${at}.${name}`, `a whole number${from}`);
}

function unfit(where: string, field: string, expected: string): InputError {
  return new InputError({ what: "the fault plan does not fit", where: field === "" ? where : `${where}, ${field}`, expected });
}
