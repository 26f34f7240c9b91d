import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { writeFileAtomic } from "pybossa-client-ts/command";
import { resultsCsv } from "../export/index.ts";
import { silent, type Telling } from "./telling.ts";
import { type InferOptions, judgedOf, type Summary, type WorkedOut, workOut } from "./work-out.ts";

/**
 * From task runs to results: writes results.csv, rejected.ndjson, buildings.ndjson, summary.json and campaign.json, all
 * exact and private (0600).
 * @throws InputError without tasks or campaign, on broken files, and on the alarm unless it is accepted
 */
export async function infer(options: InferOptions, telling: Telling = silent): Promise<Summary> {
  const worked = await workOut(options, telling);
  mkdirSync(options.out, { recursive: true, mode: 0o700 });
  for (const [name, content] of filesOf(worked)) writeFileAtomic(join(options.out, name), content, { mode: 0o600 });
  return worked.summary;
}

/** The files of an inference by name; the same bytes for the same input and parameters. */
export function filesOf(worked: WorkedOut): Map<string, string> {
  const { record, extraction, inference, summary } = worked;
  return new Map([
    ["campaign.json", `${JSON.stringify(record.campaign, null, 2)}\n`],
    ["buildings.ndjson", lines(judgedOf(worked))],
    ["rejected.ndjson", lines(extraction.rejections)],
    ["results.csv", resultsCsv(inference.results)],
    ["summary.json", `${JSON.stringify(summary, null, 2)}\n`],
  ]);
}

function lines(records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}
