import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { writeFileAtomic } from "pybossa-client-ts/command";
import type { BuildingFootprint } from "pybossa-client-ts/strike-tracker";
import type { DatedFrame } from "../campaign.ts";
import { loadResults } from "../read/index.ts";
import { cellsOf, type Detail, findingsOf, headline, leastBuildings, type ReportBuilding, reportPage } from "../report/index.ts";
import { silent, type Telling } from "./telling.ts";

export const privacyLevels = ["grid", "exact"] as const;
export type Privacy = (typeof privacyLevels)[number];

export interface ReportOptions {
  /** The folder that `infer` wrote. */
  dir: string;
  out: string;
  privacy?: Privacy | undefined;
  campaign?: string | undefined;
}

export interface Reported {
  page: string;
  privacy: Privacy;
  headline: string;
}

/**
 * Writes report/index.html: one page that needs no server and no other file. `grid` (the default) tells no building
 * from another; `exact` lists each.
 * @throws InputError where the folder holds no results
 */
export async function report({ dir, out, privacy = "grid", campaign }: ReportOptions, telling: Telling = silent): Promise<Reported> {
  const stored = loadResults(dir, campaign);
  const { facts } = stored.campaign;
  const dated = new Map(facts.frames.map((frame) => [frame.id, frame]));
  const buildings: ReportBuilding[] = stored.results.map((result) => ({
    result,
    frames: (stored.buildings.get(result.taskId)?.frames ?? []).map(({ id }) => dated.get(id) ?? undated(id)),
  }));
  const footprints = new Map(
    [...stored.buildings.values()].flatMap(({ building, geometry }) => (geometry === null ? [] : [[building, geometry] as const])),
  );
  const findings = findingsOf(buildings, facts);
  const page = reportPage({
    facts,
    findings,
    detail: detailOf(privacy, buildings, footprints),
    answers: stored.used,
    volunteers: stored.volunteers,
    lastAnswer: stored.lastAnswer,
  });
  const folder = join(out, "report");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "index.html");
  writeFileAtomic(path, page, { mode: privacy === "exact" ? 0o600 : 0o644 });
  if (privacy === "exact")
    telling.warn("The report names every building. Think of the people in it before you publish it (--privacy grid).");
  return { page: path, privacy, headline: headline(findings) };
}

function detailOf(privacy: Privacy, buildings: readonly ReportBuilding[], footprints: ReadonlyMap<string, BuildingFootprint>): Detail {
  if (privacy === "exact") return { kind: "exact", buildings };
  const counted = buildings.filter(({ result }) => result.status !== "not_a_building");
  if (footprints.size === 0) {
    return {
      kind: "none",
      why: "This report was made without the campaign lock, so it knows no places: it holds counts for each interval only.",
    };
  }
  if (counted.length < leastBuildings) return { kind: "none", why: "There are too few buildings to tell places without giving one away." };
  return { kind: "grid", cells: cellsOf(counted, footprints) };
}

function undated(id: string): DatedFrame {
  return { id, start: Number.NaN, end: Number.NaN, acquired: false };
}
