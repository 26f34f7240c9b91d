import { join, resolve } from "node:path";
import { type Fetched, type FetchOptions, fetchProject } from "../fetch/index.ts";
import type { ModelName } from "../infer/index.ts";
import { silent, type Telling } from "../telling.ts";
import { type Exported, exportResults } from "./export.ts";
import { infer } from "./infer.ts";
import { type Reported, type ReportOptions, report } from "./report.ts";
import type { Summary } from "./work-out.ts";

export interface RunOptions extends FetchOptions, Pick<ReportOptions, "privacy" | "chips" | "areas"> {
  campaign?: string | undefined;
  model?: ModelName | undefined;
  gold?: string | undefined;
  goldChosen?: boolean | undefined;
  decisions?: string | undefined;
  warmStart?: string | undefined;
  threads?: number | undefined;
  acceptAlarm?: boolean | undefined;
  volunteers?: boolean | undefined;
}

export interface Ran extends Summary {
  fetched: Fetched;
  exported: Exported;
  report: Reported;
  out: string;
}

/** fetch (into `<out>/raw`), infer, export and report (all into `<out>`). */
export async function run(options: RunOptions, telling: Telling = silent): Promise<Ran> {
  const { out, campaign, model, gold, goldChosen, decisions, warmStart, threads, acceptAlarm, volunteers, privacy, chips, areas } = options;
  const raw = join(out, "raw");
  const fetched = await fetchProject({ ...options, out: raw, saltFile: options.saltFile ?? `${resolve(out)}.salt` }, telling);
  const summary = await infer(
    { dir: raw, out, campaign, model, gold, goldChosen, decisions, warmStart, threads, acceptAlarm, volunteers },
    telling,
  );
  const exported = await exportResults({ dir: out, out, campaign }, telling);
  const reported = await report({ dir: out, out, privacy, campaign, chips, areas }, telling);
  return { ...summary, fetched, exported, report: reported, out };
}
