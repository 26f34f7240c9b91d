import { basename, join, relative } from "node:path";
import { writeFileAtomic } from "pybossa-client-ts/command";
import { version } from "../fetch/version.ts";
import { dataPackage, fileFact, firstLine, type Provenance, roCrate } from "../provenance/index.ts";
import type { DecisionsTold } from "../review/index.ts";
import { bootstrapSeed } from "../tables/index.ts";
import type { InferOptions, WorkedOut } from "./work-out.ts";

/** What an inference was made from, without its outputs. */
export function provenanceOf(worked: WorkedOut, options: InferOptions, times: { started: Date; ended: Date }): Omit<Provenance, "outputs"> {
  const { dir, out, gold, decisions, areas, warmStart } = options;
  const { campaignPath, files, record, summary } = worked;
  const paths = new Map(files.map(({ path, kind, made }) => [path, { role: kind, ...(made === null ? {} : { exported: made }) }]));
  const { rejected, ...counts } = summary.counts;
  return {
    title: record.facts.title,
    asOf: summary.last_answer,
    version,
    parameters: {
      model: summary.model,
      volunteers: options.volunteers === true,
      gold_chosen: options.goldChosen === true,
      bootstrap_seed: bootstrapSeed,
      ...(summary.decisions === null ? {} : { decisions: decisionsText(summary.decisions) }),
    },
    counts: { ...counts, ...Object.fromEntries(Object.entries(rejected).map(([reason, count]) => [`rejected_${reason}`, count])) },
    inputs: [
      { ...fileFact(campaignPath, basename(campaignPath)), role: "campaign" },
      ...(gold === undefined ? [] : [{ ...fileFact(gold, basename(gold)), role: "gold" }]),
      ...(decisions === undefined ? [] : [{ ...fileFact(decisions, basename(decisions), worked.decisionBytes), role: "decisions" }]),
      ...(areas === undefined ? [] : [{ ...fileFact(areas, basename(areas)), role: "areas" }]),
      ...(warmStart === undefined ? [] : [{ ...fileFact(warmStart, basename(warmStart)), role: "parameters" }]),
      ...[...paths].map(([path, told]) => ({ ...fileFact(path, basename(path)), ...told })),
    ],
    run: {
      started_at: times.started.toISOString(),
      ended_at: times.ended.toISOString(),
      node: process.version,
      command: options.command ?? null,
      input: relative(out, dir) || ".",
      campaign: relative(out, campaignPath),
      gold: gold === undefined ? null : relative(out, gold),
      decisions: decisions === undefined ? null : relative(out, decisions),
      areas: areas === undefined ? null : relative(out, areas),
      warm_start: warmStart === undefined ? null : relative(out, warmStart),
    },
  };
}

/** How many buildings experts decided, and who they are. */
function decisionsText({ used, buildings, by }: DecisionsTold): string {
  const people = Object.entries(by).map(([name, count]) => `${name} (${count})`);
  return `${used} of ${buildings} decided buildings used as known; decided by ${people.join(", ")}`;
}

/** Writes provenance.json and datapackage.json (0600) for the named files of a folder. */
export function describeFolder(folder: string, campaign: string, provenance: Omit<Provenance, "outputs">, names: readonly string[]): void {
  const outputs = names.toSorted().map((name) => fileFact(join(folder, name), name));
  const header = (name: string) => firstLine(join(folder, name));
  const write = (name: string, value: unknown) =>
    writeFileAtomic(join(folder, name), `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  write("datapackage.json", dataPackage(campaign, provenance.title, outputs, header));
  write(
    "provenance.json",
    roCrate({ ...provenance, outputs: [...outputs, fileFact(join(folder, "datapackage.json"), "datapackage.json")] }),
  );
}
