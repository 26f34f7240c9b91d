import type { FileFact } from "./file-hash.ts";
import { mediaTypeOf } from "./media-types.ts";

/** What made the results. All but `run` is the same for the same input and parameters. */
export interface Provenance {
  title: string;
  /** Of the latest answer (RFC 3339, UTC); null = not known. */
  asOf: string | null;
  version: string;
  parameters: Record<string, string | number | boolean>;
  /** Task runs read, used, and left out by reason. */
  counts: Record<string, number>;
  /** By role: campaign, gold, decisions, areas, parameters, task, task_run. */
  inputs: (FileFact & { role: string; exported?: string | undefined })[];
  outputs: FileFact[];
  run: Run;
}

/** When and where the results were made. Paths are relative to the folder of the results. */
export interface Run {
  started_at: string;
  ended_at: string;
  node: string;
  /** The command line; null where a program called. */
  command: string[] | null;
  input: string;
  campaign: string;
  gold: string | null;
  decisions: string | null;
  areas: string | null;
  warm_start: string | null;
}

/** provenance.json: RO-Crate 1.1 metadata, and beside the graph `run`, which JSON-LD does not read. */
export function roCrate({ title, asOf, version, parameters, counts, inputs, outputs, run }: Provenance): Record<string, unknown> {
  const idOf = (input: FileFact) => `#input/${encodeURIComponent(input.name)}`;
  const values = (kind: string, named: Record<string, unknown>) =>
    Object.entries(named).map(([name, value]) => ({ "@id": `#${kind}/${name}`, "@type": "PropertyValue", name, value }));
  const told = [...values("parameter", parameters), ...values("count", counts)];
  const file = (id: string, { name, bytes, sha256 }: FileFact) => ({
    "@id": id,
    "@type": "File",
    name,
    encodingFormat: mediaTypeOf(name),
    contentSize: String(bytes),
    sha256,
  });
  return {
    "@context": ["https://w3id.org/ro/crate/1.1/context", { sha256: "https://schema.org/sha256", run: null }],
    "@graph": [
      {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        conformsTo: { "@id": "https://w3id.org/ro/crate/1.1" },
        about: { "@id": "./" },
      },
      {
        "@id": "./",
        "@type": "Dataset",
        name: title,
        description: "Destruction intervals of buildings, inferred from volunteers' judgements of dated images. Exact and private.",
        datePublished: (asOf ?? "1970-01-01").slice(0, 10),
        license: "Not for publication without a decision by the campaign's owner.",
        hasPart: outputs.map(({ name }) => ({ "@id": name })),
        mentions: { "@id": "#inference" },
      },
      {
        "@id": "#inference",
        "@type": "CreateAction",
        name: "Inference of destruction intervals",
        instrument: { "@id": "#strike-aggregate" },
        object: [...inputs.map((input) => ({ "@id": idOf(input) })), ...told.map((value) => ({ "@id": value["@id"] }))],
        result: outputs.map(({ name }) => ({ "@id": name })),
      },
      { "@id": "#strike-aggregate", "@type": "SoftwareApplication", name: "strike-aggregate", version },
      ...told,
      ...inputs.map((input) => ({ ...file(idOf(input), input), additionalType: input.role, dateCreated: input.exported })),
      ...outputs.map((output) => file(output.name, output)),
    ],
    run,
  };
}

/**
 * Reads provenance.json back.
 * @throws TypeError where it is not as `roCrate` writes it
 */
export function readRoCrate(value: unknown): Provenance {
  const graph = objectOf(value)["@graph"];
  if (!Array.isArray(graph)) throw new TypeError("provenance.json has no @graph");
  const entities = graph.map(objectOf);
  const find = (id: string) => objectOf(entities.find((entity) => entity["@id"] === id));
  const root = find("./");
  const run = objectOf(objectOf(value).run);
  const fact = (entity: Record<string, unknown>): FileFact => ({
    name: textOf(entity.name),
    bytes: Number(textOf(entity.contentSize)),
    sha256: textOf(entity.sha256),
  });
  const files = entities.filter((entity) => entity["@type"] === "File");
  const isInput = (entity: Record<string, unknown>) => textOf(entity["@id"]).startsWith("#input/");
  const published = textOf(root.datePublished);
  const values = (kind: string) => entities.filter((entity) => textOf(entity["@id"]).startsWith(`#${kind}/`));
  return {
    title: textOf(root.name),
    asOf: published === "1970-01-01" ? null : published,
    version: textOf(find("#strike-aggregate").version),
    parameters: Object.fromEntries(
      values("parameter").map(({ name, value: given }) => [
        textOf(name),
        typeof given === "boolean" || typeof given === "number" ? given : textOf(given),
      ]),
    ),
    counts: Object.fromEntries(values("count").map(({ name, value: count }) => [textOf(name), Number(count)])),
    inputs: files.filter(isInput).map((entity) => ({
      ...fact(entity),
      role: textOf(entity.additionalType),
      ...(entity.dateCreated === undefined ? {} : { exported: textOf(entity.dateCreated) }),
    })),
    outputs: files.filter((entity) => !isInput(entity)).map(fact),
    run: {
      started_at: textOf(run.started_at),
      ended_at: textOf(run.ended_at),
      node: textOf(run.node),
      command: Array.isArray(run.command) ? run.command.map(textOf) : null,
      input: textOf(run.input),
      campaign: textOf(run.campaign),
      gold: run.gold === null ? null : textOf(run.gold),
      decisions: run.decisions == null ? null : textOf(run.decisions),
      areas: run.areas == null ? null : textOf(run.areas),
      warm_start: run.warm_start == null ? null : textOf(run.warm_start),
    },
  };
}

function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new TypeError("provenance.json is not as infer writes it");
  return Object.fromEntries(Object.entries(value));
}

function textOf(value: unknown): string {
  if (typeof value !== "string") throw new TypeError("provenance.json is not as infer writes it");
  return value;
}
