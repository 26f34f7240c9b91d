/** Writes the reference of PYBOSSA's API as Markdown, from the document of all dialects. */

import { isFields, type Node, targetOf } from "./dialect-document.ts";

type Fields = { [key: string]: Node };

const verbs = ["get", "post", "put", "delete"];

const text = (node: Node | undefined): string => (typeof node === "string" ? node.trim() : "");
const plain = (node: Node | undefined): string => (typeof node === "string" ? node : JSON.stringify(node ?? null));
const list = (node: Node | undefined): string => (Array.isArray(node) ? node.map(plain).join(", ") : "");
const cell = (words: string): string => words.replace(/\s*\n\s*/g, " ").replaceAll("|", "\\|");
const only = (node: Fields): string => ("x-dialects" in node ? `${list(node["x-dialects"])} only` : "");
const schemaName = (reference: string): string => reference.split("/").at(-1) ?? "";
const anchor = (name: string): string => `[${name}](#${name.toLowerCase()})`;
const heading = (verb: string, path: string): string => `${verb.toUpperCase()} ${path}`;
/** What a heading is linked by where Markdown is shown. */
const slug = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");

/** A schema in a few words. */
function kind(schema: Node | undefined): string {
  if (!isFields(schema)) return "any";
  if (typeof schema.$ref === "string") return anchor(schemaName(schema.$ref));
  if ("const" in schema) return `\`${JSON.stringify(schema.const)}\``;
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => `\`${plain(value)}\``).join(", ");
  for (const many of [schema.oneOf, schema.anyOf])
    if (Array.isArray(many)) return many.map((one) => kind(one) + (isFields(one) && only(one) ? ` (${only(one)})` : "")).join(" or ");
  const types = Array.isArray(schema.type) ? schema.type : [schema.type ?? "any"];
  const limits = [
    "minimum" in schema ? `from ${plain(schema.minimum)}` : "",
    "maximum" in schema ? `to ${plain(schema.maximum)}` : "",
    "maxLength" in schema ? `to ${plain(schema.maxLength)} characters` : "",
    "default" in schema ? `default ${plain(schema.default)}` : "",
  ].filter((words) => words !== "");
  const named = types.map((type) => (type === "array" ? `list of ${kind(schema.items)}` : plain(type))).join(" or ");
  return [named, ...limits].join(", ");
}

function table(head: string[], rows: string[][]): string {
  if (rows.length === 0) return "";
  return `${[head, head.map(() => "---"), ...rows].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n")}\n\n`;
}

function contents(content: Node | undefined): string {
  if (!isFields(content)) return "";
  return Object.entries(content)
    .map(([type, media]) => `${type}${isFields(media) && media.schema ? `: ${kind(media.schema)}` : ""}`)
    .join("; ");
}

/** The responses that calls share, which their own tables leave out. */
const refusals: Record<string, string> = { Refused: "4XX of /api", PageRefused: "4XX of a page", Failed: "5XX" };

function errors({ responses }: Fields): string {
  const rows = Object.entries(refusals).flatMap(([name, status]) => {
    const answer = isFields(responses) ? responses[name] : undefined;
    return isFields(answer) ? [[status, text(answer.description), contents(answer.content)]] : [];
  });
  return `## Errors\n\nAny call may be refused or fail; the tables of the calls name other answers only.\n\n${table(["answer", "meaning", "content"], rows)}`;
}

/** Every address with its calls. */
function overview(paths: Fields): string {
  const rows = Object.entries(paths).map(([path, item]) => {
    const calls = isFields(item) ? verbs.flatMap((verb) => (isFields(item[verb]) ? [{ verb, found: item[verb] }] : [])) : [];
    const links = calls.map(
      ({ verb, found }) => `[${verb.toUpperCase()}](#${slug(heading(verb, path))})${only(found) && ` (${only(found)})`}`,
    );
    return [`\`${path}\``, links.join(", ")];
  });
  return `## Addresses\n\n${table(["address", "calls"], rows)}`;
}

function operation(document: Node, path: string, verb: string, operation: Fields, shared: Node[]): string {
  const resolve = (node: Node): Fields => {
    const found = isFields(node) && typeof node.$ref === "string" ? targetOf(document, node.$ref) : node;
    return isFields(found) ? found : {};
  };
  const parameters = [...shared, ...(Array.isArray(operation.parameters) ? operation.parameters : [])].map(resolve);
  const body = resolve(operation.requestBody ?? null);
  const bodies = isFields(body.content) ? Object.entries(body.content) : [];
  const answers = isFields(operation.responses) ? Object.entries(operation.responses) : [];
  const notes = [text(operation.description), only(operation) && `*${only(operation)}.*`].filter((words) => words !== "");
  return [
    `### ${heading(verb, path)}\n\n${text(operation.summary)}.\n\n`,
    ...notes.map((words) => `${words}\n\n`),
    table(
      ["parameter", "in", "type", "meaning"],
      parameters.map((parameter) => [
        text(parameter.name) + (parameter.required === true ? " (required)" : ""),
        text(parameter.in),
        kind(parameter.schema),
        [text(parameter.description), only(parameter)].filter((words) => words !== "").join("; "),
      ]),
    ),
    ...bodies.map(([type, media]) => `Body (${type}): ${isFields(media) ? kind(media.schema) : "any"}\n\n`),
    table(
      ["answer", "meaning", "content"],
      answers
        .filter(([status]) => !/XX$/.test(status))
        .map(([status, answer]) => [status, text(resolve(answer).description), contents(resolve(answer).content)]),
    ),
  ].join("");
}

function schema(name: string, fields: Fields): string {
  const properties = isFields(fields.properties) ? Object.entries(fields.properties) : [];
  const listed = Array.isArray(fields.required) ? fields.required : [];
  const about = text(fields.description);
  const rows = properties.map(([property, value]) => {
    const field = isFields(value) ? value : {};
    const mark = (key: string, words: string) => (key in field ? `${words} ${list(field[key])}` : "");
    const notes = [text(field.description), only(field), mark("x-required-in", "required in"), mark("x-optional-in", "may be absent in")];
    return [property, listed.includes(property) ? "yes" : "", kind(field), notes.filter((words) => words !== "").join("; ")];
  });
  const body = rows.length > 0 ? table(["field", "always", "type", "meaning"], rows) : `${kind(fields)}\n\n`;
  return `### ${name}\n\n${about === "" ? "" : `${about}\n\n`}${body}`;
}

/** @param document the parsed pybossa.yaml */
export function referencePage(document: Node): string {
  if (!isFields(document) || !isFields(document.paths) || !isFields(document.components)) return "";
  const { info, paths, components } = document;
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    isFields(item)
      ? verbs.flatMap((verb) => {
          const found = item[verb];
          const shared = Array.isArray(item.parameters) ? item.parameters : [];
          return isFields(found) ? [{ tag: list(found.tags), words: operation(document, path, verb, found, shared) }] : [];
        })
      : [],
  );
  const tags = [...new Set(operations.map(({ tag }) => tag))];
  const schemas = isFields(components.schemas) ? Object.entries(components.schemas) : [];
  return [
    "<!-- Generated from openapi/pybossa.yaml by openapi/client/generate.ts. Do not edit. -->\n# PYBOSSA's API\n\n",
    `${isFields(info) ? text(info.description) : ""}\n\n`,
    errors(components),
    overview(paths),
    // An object's heading may have the tag's name alone.
    ...tags.map((tag) => `## Calls: ${tag}\n\n${operations.flatMap((one) => (one.tag === tag ? [one.words] : [])).join("")}`),
    `## Objects\n\n${schemas.map(([name, fields]) => (isFields(fields) ? schema(name, fields) : "")).join("")}`,
  ]
    .join("")
    .trimEnd()
    .concat("\n");
}
