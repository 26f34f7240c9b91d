/** A part of a JSON Schema, as far as the campaign file's uses them. */
export interface Schema {
  description?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  pattern?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  maxLength?: number;
  $ref?: string;
  $defs?: Record<string, Schema>;
}

interface Row {
  key: string;
  takes: string;
  preset: string;
  says: string;
}

const introduction = `# The campaign file: every key

Generated from [campaign.schema.json](../project-setup/src/campaign-file/campaign.schema.json) by \`npm run generate\`.

\`campaign.yaml\` is YAML or JSON. Relative paths start from the file's own folder. A key that is not listed here is an
error, and the message names the nearest one. **Bold** keys must be given. \`strike-setup init <dir>\` writes a file with
comments; [the guide](managers.md) tells what to do with it. A date is \`2017-02-03\` (the whole UTC day) or
\`2017-02-03T08:20:31Z\`.
`;

/** docs/campaign-file.md: a table of keys for each section of the schema. */
export function campaignFilePage(schema: Schema): string {
  const { properties = {}, required = [] } = schema;
  const sections: string[] = [];
  const top: Row[] = [];
  const told: Told = new Map();
  for (const [key, part] of Object.entries(properties)) {
    const resolved = resolve(part, schema);
    const inner = rowsOf(key, resolved, schema, told);
    top.push({ ...rowOf(key, resolved, schema), key: shownKey(key, required) });
    if (inner.length > 0) sections.push(`## ${key}\n\n${resolved.description ?? ""}\n\n${table(inner)}`);
  }
  return `${introduction}\n${table(top)}\n\n${sections.join("\n\n")}\n`;
}

/** Where the keys of a list's shared shape stand already. */
type Told = Map<string, string>;

/** The keys below a key, at any depth; those of the forms that a choice offers too. */
function rowsOf(path: string, part: Schema, root: Schema, told: Told): Row[] {
  const own = Object.entries(part.properties ?? {}).flatMap(([key, inner]) => {
    const resolved = resolve(inner, root);
    const whole = `${path}.${key}`;
    return [
      { ...rowOf(whole, resolved, root), key: shownKey(whole, (part.required ?? []).includes(key) ? [whole] : []) },
      ...rowsOf(whole, resolved, root, told),
    ];
  });
  const offered = (part.anyOf ?? []).flatMap((form) => rowsOf(path, resolve(form, root), root, told));
  const listed = part.items ? rowsOfItems(`${path}[]`, part.items, root, told) : [];
  const seen = new Set<string>();
  return [...own, ...offered, ...listed].filter(({ key }) => !seen.has(key) && seen.add(key));
}

function rowsOfItems(path: string, items: Schema, root: Schema, told: Told): Row[] {
  const shape = items.$ref;
  const before = shape === undefined ? undefined : told.get(shape);
  if (before !== undefined) return [{ key: `\`${path}\``, takes: "keys", preset: "", says: `The keys of \`${before}\`.` }];
  if (shape !== undefined) told.set(shape, path);
  return rowsOf(path, resolve(items, root), root, told);
}

function rowOf(key: string, part: Schema, root: Schema): Row {
  return {
    key,
    takes: takes(part, root),
    preset: part.default === undefined ? "" : code(part.default),
    says: part.description ?? "",
  };
}

function shownKey(key: string, required: readonly string[]): string {
  return required.includes(key) ? `**\`${key}\`**` : `\`${key}\``;
}

function takes(part: Schema, root: Schema): string {
  if (part.const !== undefined) return code(part.const);
  if (part.enum) return part.enum.map(code).join(", ");
  if (part.anyOf) return [...new Set(part.anyOf.map((form) => takes(resolve(form, root), root)))].join("; or ");
  const kinds = [part.type ?? "anything"].flat();
  if (kinds.includes("array")) return part.items ? `list of ${takes(resolve(part.items, root), root)}` : "list";
  return kinds.map((kind) => (kind === "object" ? "keys" : kind === "string" ? "text" : kind)).join(" or ") + limits(part);
}

function limits({ minimum, exclusiveMinimum, maximum, maxLength }: Schema): string {
  const told = [
    minimum === undefined ? "" : `from ${minimum}`,
    exclusiveMinimum === undefined ? "" : `above ${exclusiveMinimum}`,
    maximum === undefined ? "" : `to ${maximum}`,
    maxLength === undefined ? "" : `at most ${maxLength} characters`,
  ].filter((text) => text !== "");
  return told.length > 0 ? ` ${told.join(" ")}` : "";
}

function resolve(part: Schema, root: Schema): Schema {
  const name = /^#\/\$defs\/(.+)$/.exec(part.$ref ?? "")?.[1];
  if (name === undefined) return part;
  return { ...root.$defs?.[name], ...(part.description === undefined ? {} : { description: part.description }) };
}

function code(value: unknown): string {
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}

function table(rows: readonly Row[]): string {
  const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
  const lines = rows.map(({ key, takes: taken, preset, says }) => `| ${key} | ${cell(taken)} | ${cell(preset)} | ${cell(says)} |`);
  return ["| key | takes | default | meaning |", "|---|---|---|---|", ...lines].join("\n");
}
