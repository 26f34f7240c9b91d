import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import schema from "./campaign.schema.json" with { type: "json" };
import { suggestion } from "./suggestion.ts";

/** One fault of a campaign file. */
export interface CampaignFault {
  /** Where the value stands: keys from the top. */
  keys: (string | number)[];
  /** The same for a person: buildings.file. */
  field: string;
  message: string;
  advice: string;
}

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, verbose: true });
const validate = ajv.compile(schema);
const validateFrame = ajv.compile(schema.$defs.frame);

/** Keys that one may expect, and why there are none. */
const missed: ReadonlyMap<string, string> = new Map([
  ["server.url", "PYBOSSA_ENDPOINT or --endpoint names the server, so that your key goes nowhere else."],
  ["task.priority", "Volunteers get the buildings by chance, spread over the whole place (task.order)."],
  ["task.calibration", "It would tell anybody which tasks are gold: name the known answers as gold.file, which stays with you."],
]);

/** Every fault of one frame of a list, as lines for a person; empty = it holds to the schema. */
export function frameFaults(value: unknown): string[] {
  if (validateFrame(value)) return [];
  const faults = (validateFrame.errors ?? []).map((error) => campaignFault(error, "a frame"));
  return faults.map(({ field, message, advice }) => [field, message, advice].filter((part) => part !== "").join(" "));
}

/** Every fault of a campaign file's content; empty = it holds to its schema. */
export function campaignFaults(value: unknown): CampaignFault[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [
      { keys: [], field: "", message: "a campaign file is a list of keys and values.", advice: "`strike-setup init <dir>` writes one." },
    ];
  }
  const version = (value as { schema?: unknown }).schema;
  if (typeof version === "number" && version > 1) {
    return [
      { keys: ["schema"], field: "schema", message: `is ${version}, newer than this program knows (1).`, advice: "Update strike-setup." },
    ];
  }
  const unfit = unfitTexts(value, []);
  if (unfit.length > 0) return unfit;
  if (validate(value)) return [];
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== "if");
  // Of a choice, the branches that cannot have been meant say nothing of use.
  const shown = errors.filter((error) => error.keyword !== "anyOf" && !hasDeeperSibling(error, errors));
  const faults = (shown.length > 0 ? shown : errors).map((error) => campaignFault(error, "a campaign file"));
  const seen = new Set<string>();
  return joinedChoices(faults).filter(({ field, message }) => !seen.has(`${field} ${message}`) && seen.add(`${field} ${message}`));
}

/** Where a value may be of one type or another, one fault that names both. */
function joinedChoices(faults: readonly CampaignFault[]): CampaignFault[] {
  const joined: CampaignFault[] = [];
  for (const fault of faults) {
    const [what, expected] = fault.message.split("; expected ");
    const same = joined.find(({ field, message }) => field === fault.field && message.startsWith(`${what}; expected `));
    if (same === undefined || expected === undefined) joined.push({ ...fault });
    else if (!same.message.endsWith(expected)) same.message = `${same.message.slice(0, -1)} or ${expected}`;
  }
  return joined;
}

/** Texts with NUL, other control characters or half a character, which no database keeps. */
function unfitTexts(value: unknown, keys: (string | number)[]): CampaignFault[] {
  if (typeof value === "string") {
    if (!/[\p{Cs}]|(?![\t\n\r])\p{Cc}/u.test(value)) return [];
    const message = `holds a control character or half a character: ${JSON.stringify(value.slice(0, 60))}.`;
    return [{ keys, field: fieldOf(keys), message, advice: "Type the text anew." }];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => unfitTexts(inner, [...keys, Array.isArray(value) ? Number(key) : key]));
}

/** Inside anyOf: a fault of type at the choice itself, while another branch got further. */
function hasDeeperSibling(error: ErrorObject, errors: ErrorObject[]): boolean {
  const choice = /^(.*\/anyOf)\/\d+/.exec(error.schemaPath)?.[1];
  if (choice === undefined || error.keyword !== "type") return false;
  return errors.some((other) => other !== error && other.schemaPath.startsWith(`${choice}/`) && other.keyword !== "type");
}

function campaignFault(error: ErrorObject, whole: string): CampaignFault {
  const keys = error.instancePath
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const unknown: unknown = error.params.additionalProperty;
  if (error.keyword === "additionalProperties" && typeof unknown === "string") {
    const known = Object.keys((error.parentSchema?.properties as object | undefined) ?? {});
    const near = suggestion(unknown, known);
    const at = [...keys, unknown];
    return {
      keys: at,
      field: fieldOf(at),
      message: `is not a key of ${whole}.`,
      advice: missed.get(fieldOf(at)) ?? (near ? `Did you mean ${fieldOf([...keys, near])}?` : `Known here: ${known.join(", ")}.`),
    };
  }
  const description: unknown = error.parentSchema?.description;
  return {
    keys,
    field: fieldOf(keys),
    message: `${expectation(error)}.`,
    advice: typeof description === "string" && error.keyword !== "required" ? description : "",
  };
}

function expectation({ keyword, params, message, data }: ErrorObject): string {
  if (keyword === "required") return `the key ${String(params.missingProperty)} is missing`;
  if (keyword === "enum") return `is ${shown(data)}; expected ${(params.allowedValues as unknown[]).join(", ")}`;
  if (keyword === "const") return `is ${shown(data)}; expected ${String(params.allowedValue)}`;
  if (keyword === "type") return `is ${shown(data)}; expected ${inWords[String(params.type)] ?? String(params.type)}`;
  if (keyword === "minimum" || keyword === "maximum")
    return `is ${shown(data)}; expected ${String(params.limit)} at ${keyword === "minimum" ? "least" : "most"}`;
  if (keyword === "pattern") return `${shown(data)} is not of the form ${String(params.pattern)}`;
  return message ?? keyword;
}

const inWords: Record<string, string> = {
  array: "a list",
  object: "keys with values",
  string: "text",
  integer: "a whole number",
  boolean: "true or false",
};

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 200);
}

function fieldOf(keys: readonly (string | number)[]): string {
  return keys.map((key, at) => (typeof key === "number" ? `[${key + 1}]` : `${at === 0 ? "" : "."}${key.slice(0, 80)}`)).join("");
}
