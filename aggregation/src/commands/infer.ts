import { existsSync, mkdirSync, rmSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { type FileContent, writeFileAtomic } from "pybossa-client-ts/command";
import type { BuildingFootprint } from "pybossa-client-ts/strike-tracker";
import type { CampaignRecord } from "../campaign.ts";
import { resultsCsv, resultsGeojson, statementsParquet } from "../export/index.ts";
import { type FileFact, fileFact, readProvenance } from "../provenance/index.ts";
import { decisionsName } from "../review/index.ts";
import { agreementRecord, destructionsByDay, framesTable, pseudonymOf, reviewQueue, volunteersTable, type Zones } from "../tables/index.ts";
import { silent, type Telling } from "../telling.ts";
import { describeFolder, provenanceOf } from "./describe-folder.ts";
import { type InferOptions, judgedOf, type Summary, type WorkedOut, workOut } from "./work-out.ts";

/**
 * From task runs to results: writes results.csv and what belongs to it (docs/data.md), all exact and private (0600).
 * @throws InputError without tasks or campaign, on broken files, and on the alarm unless it is accepted
 */
export async function infer(given: InferOptions, telling: Telling = silent): Promise<Summary> {
  const beside = join(given.out, decisionsName);
  const options = { ...given, decisions: given.decisions ?? (existsSync(beside) ? beside : undefined) };
  const now = options.now ?? (() => new Date());
  const started = now();
  const worked = await workOut(options, telling);
  const files = filesOf(worked, options);
  const provenance = provenanceOf(worked, options, { started, ended: now() });
  mkdirSync(options.out, { recursive: true, mode: 0o700 });
  takeAwayEarlier(options, new Set(files.keys()), telling);
  for (const [name, content] of files) writeFileAtomic(join(options.out, name), content, { mode: 0o600 });
  describeFolder(options.out, worked.record.facts.id, provenance, [...files.keys()]);
  return worked.summary;
}

/**
 * Takes away what an earlier inference or export wrote into the folder and this one does not: beside the new results it
 * would be taken for theirs. What somebody changed since, or what this inference starts from, stays.
 */
function takeAwayEarlier({ out, warmStart }: InferOptions, written: ReadonlySet<string>, telling: Telling): void {
  const gone: string[] = [];
  for (const { name, sha256 } of earlierOutputs(out)) {
    const path = join(out, name);
    if (written.has(name) || name === "datapackage.json" || name !== basename(name) || !existsSync(path)) continue;
    if (warmStart !== undefined && resolve(warmStart) === resolve(path)) continue;
    if (fileFact(path, name).sha256 !== sha256) continue;
    rmSync(path);
    gone.push(name);
  }
  if (gone.length > 0) telling.note(`Taken away, as they told of the earlier results: ${gone.join(", ")}. Export writes its formats anew.`);
  const left = ["incident_buildings.csv", "more-answers.csv"].filter((name) => existsSync(join(out, name)));
  if (left.length > 0) telling.note(`Still of the earlier results: ${left.join(", ")}. Run link or plan-answers again.`);
}

function earlierOutputs(out: string): readonly FileFact[] {
  try {
    return readProvenance(out)?.outputs ?? [];
  } catch {
    return [];
  }
}

/** The files of an inference by name, to be read once; the same bytes for the same input and parameters. */
export function filesOf(worked: WorkedOut, { volunteers = false }: { volunteers?: boolean | undefined } = {}): Map<string, FileContent> {
  const { record, extraction, inference, summary } = worked;
  const { timelines } = extraction.answers;
  return new Map<string, FileContent>([
    ["campaign.json", `${JSON.stringify(record.campaign, null, 2)}\n`],
    ["buildings.ndjson", lines(judgedOf(worked))],
    ["rejected.ndjson", lines(extraction.rejections)],
    ["results.csv", resultsCsv(inference.results)],
    ["results.geojson", resultsGeojson(inference.results, footprintsOf(record))],
    ["destructions_by_day.csv", destructionsByDay(inference.results, (at) => timelines[at]?.frames ?? [])],
    ["frames.csv", framesTable(record.facts.frames, timelines, inference.votes, inference.parameters?.visibility.hidden ?? null)],
    ["review_queue.csv", reviewQueue(inference.results)],
    ["agreement.json", `${JSON.stringify(agreementRecord(extraction.answers, zonesOf(worked)), null, 2)}\n`],
    ...(volunteers ? personFiles(worked) : []),
    ["summary.json", `${JSON.stringify(summary, null, 2)}\n`],
  ]);
}

/** What tells of single persons, if only by pseudonyms. */
function personFiles({ extraction: { answers }, inference: { heard, results, parameters } }: WorkedOut): [string, FileContent][] {
  const volunteerOf = (volunteer: number) => pseudonymOf(answers.identities[volunteer] ?? "", volunteer);
  return [
    ["volunteers.csv", volunteersTable(answers, heard, results)],
    ...(parameters ? [["parameters.json", `${JSON.stringify(parameters)}\n`] as [string, string]] : []),
    ["statements.parquet", statementsParquet(answers, heard.counts, volunteerOf)],
  ];
}

/** Null without areas, or where no place is known. */
function zonesOf({ areas, record }: WorkedOut): Zones | null {
  return areas === null || record.buildings === null ? null : { areas, footprints: footprintsOf(record) };
}

function footprintsOf({ buildings }: CampaignRecord): Map<string, BuildingFootprint> {
  return new Map([...(buildings ?? [])].map(([building, { geometry }]) => [building, geometry]));
}

/** So many records are put into one piece of a file. */
const piece = 1000;

/** NDJSON, piece by piece. */
function* lines(records: Iterable<unknown>): Generator<string> {
  let held: string[] = [];
  for (const record of records) {
    held.push(`${JSON.stringify(record)}\n`);
    if (held.length < piece) continue;
    yield held.join("");
    held = [];
  }
  yield held.join("");
}
