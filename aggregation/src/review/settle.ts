import type { Decision } from "pybossa-client-ts/strike-tracker";
import type { ExpertFinding } from "../campaign.ts";
import type { Timeline } from "../extract/index.ts";

/** What was made of decisions.ndjson; also in summary.json. buildings = used + disagreed + cannot_tell + unusable + left_to_gold. */
export interface DecisionsTold {
  /** Lines of the file, superseded ones too. */
  recorded: number;
  buildings: number;
  /** Buildings whose decision is used as known. */
  used: number;
  disagreed: number;
  cannot_tell: number;
  /** Buildings without a task, or decided on frames that they no longer have. */
  unusable: number;
  /** Buildings whose date `--gold` gives: that one counts. */
  left_to_gold: number;
  /** How many buildings each reviewer decided, by name. */
  by: Record<string, number>;
}

/** Each reviewer's latest decision on each building, by building, then in the order they were made. */
export function latestDecisions(decisions: readonly Decision[]): Map<string, Decision[]> {
  const latest = new Map<string, Map<string, Decision>>();
  for (const decision of decisions) {
    const own = latest.get(decision.building) ?? new Map<string, Decision>();
    own.delete(decision.reviewer);
    latest.set(decision.building, own.set(decision.reviewer, decision));
  }
  return new Map([...latest].map(([building, own]) => [building, [...own.values()]]));
}

/** What a decision says, as one text: equal where two say the same. */
export function saying({ verdict, last_standing: last, first_destroyed: first }: Decision): string {
  return JSON.stringify(verdict === "destroyed" ? [verdict, last, first] : [verdict]);
}

/**
 * What experts settled. Only what all who decided on a building say alike is used; `cannot_tell` beside a date is a
 * disagreement, and alone it settles nothing.
 */
export function settle(
  decisions: readonly Decision[],
  timelines: readonly Timeline[],
  gold: ReadonlySet<string>,
): { findings: Map<string, ExpertFinding>; told: DecisionsTold } {
  const findings = new Map<string, ExpertFinding>();
  const latest = latestDecisions(decisions);
  const told: DecisionsTold = {
    recorded: decisions.length,
    buildings: latest.size,
    used: 0,
    disagreed: 0,
    cannot_tell: 0,
    unusable: 0,
    left_to_gold: 0,
    by: {},
  };
  const by = new Map<string, number>();
  const places = new Map<string, Timeline["place"][]>();
  for (const { building, place } of timelines) places.set(building, [...(places.get(building) ?? []), place]);
  for (const [building, own] of latest) {
    for (const { reviewer } of own) by.set(reviewer, (by.get(reviewer) ?? 0) + 1);
    const [first] = own;
    const tasks = places.get(building);
    if (first === undefined || tasks === undefined) told.unusable += 1;
    else if (gold.has(building)) told.left_to_gold += 1;
    else if (new Set(own.map(saying)).size > 1) {
      told.disagreed += 1;
      findings.set(building, { kind: "disagree" });
    } else if (first.verdict === "cannot_tell") told.cannot_tell += 1;
    else if (first.verdict === "not_a_building") {
      told.used += 1;
      findings.set(building, { kind: "not_a_building" });
    } else if (tasks.some((place) => !fits(first, place))) told.unusable += 1;
    else {
      told.used += 1;
      findings.set(building, { kind: "marks", marks: { lastStanding: first.last_standing, firstDestroyed: first.first_destroyed } });
    }
  }
  told.by = Object.fromEntries([...by].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return { findings, told };
}

function fits({ last_standing: last, first_destroyed: first }: Decision, place: ReadonlyMap<string, number>): boolean {
  const known = [last, first].every((id) => id === null || place.has(id));
  return known && (last === null || first === null || (place.get(last) ?? 0) < (place.get(first) ?? 0));
}
