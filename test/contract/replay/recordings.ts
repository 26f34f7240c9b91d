import { readdirSync, readFileSync } from "node:fs";
import { bloomberg } from "./bloomberg.ts";
import type { Exchange, Scenario } from "./scenario.ts";
import { scifabric } from "./scifabric.ts";
import type { Dialect } from "./staging.ts";

interface LeftOut {
  file: string;
  exchanges: number[];
  why: string;
}

const recorded = new URL("../../fixtures/recorded/", import.meta.url);
const scenarios: Record<Dialect, Record<string, Scenario>> = { scifabric, bloomberg };

/** The exchanges that are kept and not replayed, with a reason each. */
export const notReplayed: Record<string, LeftOut[]> = JSON.parse(readFileSync(new URL("not-replayed.json", recorded), "utf8"));

/** The names of a dialect's recordings, in their order. */
export function recordingsOf(dialect: Dialect): string[] {
  const names = readdirSync(new URL(`${dialect}/`, recorded)).filter((name) => name.endsWith(".json"));
  return names.map((name) => name.replace(".json", "")).sort();
}

export function exchangesOf(dialect: Dialect, file: string): Exchange[] {
  return JSON.parse(readFileSync(new URL(`${dialect}/${file}.json`, recorded), "utf8")) as Exchange[];
}

export function scenarioOf(dialect: Dialect, file: string): Scenario | undefined {
  return scenarios[dialect][file];
}

/** Why an exchange is not replayed, by its place. */
export function leftOut(dialect: Dialect, file: string): Map<number, string> {
  const rows = notReplayed[dialect]?.filter((each) => each.file === file) ?? [];
  return new Map(rows.flatMap(({ exchanges, why }) => exchanges.map((at) => [at, why] as const)));
}
