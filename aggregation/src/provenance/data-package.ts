import { type ColumnKind, resultKinds } from "../export/index.ts";
import type { FileFact } from "./file-hash.ts";
import { mediaTypeOf } from "./media-types.ts";

const fieldTypes: Record<ColumnKind, string> = {
  integer: "integer",
  number: "number",
  boolean: "boolean",
  time: "datetime",
  json: "array",
  text: "string",
};

const numbers =
  /^(expected|cumulative|unseen_share|hidden_share|one_answer_share|disagreement|agreement|(false_alarms|misses)(_low90|_high90)?|median_seconds|probability|entropy|interval90_days)$/;
const texts = /^(frame|date_kind|building|manager_id|review_reason|status|volunteer|guard|why)$/;

/**
 * datapackage.json (Frictionless Data Package 1): the files beside it with size and hash, and for tables the type of each column.
 * @param header the first line of a table
 */
export function dataPackage(
  campaign: string,
  title: string,
  files: readonly FileFact[],
  header: (name: string) => string,
): Record<string, unknown> {
  return {
    profile: "data-package",
    name: campaign.toLowerCase().replace(/[^a-z0-9._-]+/g, "-"),
    title,
    resources: files.map(({ name, bytes, sha256 }) => ({
      name: name.toLowerCase().replace(/[^a-z0-9._-]+/g, "-"),
      path: name,
      mediatype: mediaTypeOf(name),
      encoding: "utf-8",
      bytes,
      hash: `sha256:${sha256}`,
      ...(name.endsWith(".csv")
        ? { profile: "tabular-data-resource", schema: { fields: fieldsOf(name, header(name)), missingValues: [""] } }
        : { type: "file" }),
    })),
  };
}

function fieldsOf(name: string, header: string): { name: string; type: string }[] {
  return header.split(",").map((column) => ({ name: column, type: name === "results.csv" ? resultType(column) : typeOf(column) }));
}

function resultType(column: string): string {
  const kind = Object.entries(resultKinds).find(([known]) => known === column)?.[1];
  return kind === undefined ? "string" : fieldTypes[kind];
}

function typeOf(column: string): string {
  if (column === "date") return "date";
  if (column === "start" || column === "end") return "datetime";
  if (texts.test(column)) return "string";
  return numbers.test(column) ? "number" : "integer";
}
