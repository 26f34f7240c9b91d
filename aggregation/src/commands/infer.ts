import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { writeFileAtomic } from "pybossa-client-ts/command";
import { resultsCsv } from "../export/index.ts";
import { agreementRecord, destructionsByDay, framesTable, reviewQueue, volunteersTable } from "../tables/index.ts";
import { describeFolder, provenanceOf } from "./describe-folder.ts";
import { silent, type Telling } from "./telling.ts";
import { type InferOptions, judgedOf, type Summary, type WorkedOut, workOut } from "./work-out.ts";

/**
 * From task runs to results: writes results.csv and what belongs to it (docs/data.md), all exact and private (0600).
 * @throws InputError without tasks or campaign, on broken files, and on the alarm unless it is accepted
 */
export async function infer(options: InferOptions, telling: Telling = silent): Promise<Summary> {
  const now = options.now ?? (() => new Date());
  const started = now();
  const worked = await workOut(options, telling);
  const files = filesOf(worked, options);
  const provenance = provenanceOf(worked, options, { started, ended: now() });
  mkdirSync(options.out, { recursive: true, mode: 0o700 });
  for (const [name, content] of files) writeFileAtomic(join(options.out, name), content, { mode: 0o600 });
  describeFolder(options.out, worked.record.facts.id, provenance, [...files.keys()]);
  return worked.summary;
}

/** The files of an inference by name; the same bytes for the same input and parameters. */
export function filesOf(worked: WorkedOut, { volunteers = false }: { volunteers?: boolean | undefined } = {}): Map<string, string> {
  const { record, extraction, inference, summary } = worked;
  const { timelines } = extraction.answers;
  return new Map<string, string>([
    ["campaign.json", `${JSON.stringify(record.campaign, null, 2)}\n`],
    ["buildings.ndjson", lines(judgedOf(worked))],
    ["rejected.ndjson", lines(extraction.rejections)],
    ["results.csv", resultsCsv(inference.results)],
    ["destructions_by_day.csv", destructionsByDay(inference.results, (at) => timelines[at]?.frames ?? [])],
    ["frames.csv", framesTable(record.facts.frames, timelines, inference.votes)],
    ["review_queue.csv", reviewQueue(inference.results)],
    ["agreement.json", `${JSON.stringify(agreementRecord(extraction.answers), null, 2)}\n`],
    ...(volunteers ? [["volunteers.csv", volunteersTable(extraction.answers, inference.heard, inference.results)] as const] : []),
    ["summary.json", `${JSON.stringify(summary, null, 2)}\n`],
  ]);
}

function lines(records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}
