import { join, resolve } from "node:path";
import { type Fetched, type FetchOptions, fetchProject } from "../fetch/index.ts";
import { silent, type Telling } from "../telling.ts";
import { type Exported, exportResults } from "./export.ts";
import { infer } from "./infer.ts";
import { type Reported, type ReportOptions, report } from "./report.ts";
import type { InferOptions, Summary } from "./work-out.ts";

export type RunOptions = FetchOptions & Omit<InferOptions, "dir"> & Pick<ReportOptions, "privacy" | "chips" | "areas">;

export interface Ran extends Summary {
  fetched: Fetched;
  exported: Exported;
  report: Reported;
  out: string;
}

/** fetch (into `<out>/raw`), infer, export and report (all into `<out>`). */
export async function run(options: RunOptions, telling: Telling = silent): Promise<Ran> {
  const { out, campaign, privacy, chips, areas } = options;
  const raw = join(out, "raw");
  const fetched = await fetchProject({ ...options, out: raw, saltFile: options.saltFile ?? `${resolve(out)}.salt` }, telling);
  const summary = await infer({ ...options, dir: raw }, telling);
  const exported = await exportResults({ dir: out, out, campaign }, telling);
  const reported = await report({ dir: out, out, privacy, campaign, chips, areas }, telling);
  return { ...summary, fetched, exported, report: reported, out };
}
