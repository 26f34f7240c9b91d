import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Dialect, dialectDocument, dialects } from "../../openapi/client/dialect-document.ts";

interface Exchange {
  note: string;
  as: string;
  request: { method: string; path: string; query: string; body: unknown };
  response: { status: number; headers: Record<string, string>; json?: unknown; text?: string };
}

type Node = { [key: string]: Node };

const root = new URL("../../", import.meta.url);
const recorded = new URL("test/fixtures/recorded/", root);
const described = parse(readFileSync(new URL("openapi/pybossa.yaml", root), "utf8"));

/** What a contract says of exchanges with servers of one dialect. */
function contractOf(dialect: Dialect) {
  const contract: Node = JSON.parse(JSON.stringify(dialectDocument(described, dialect)));
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  const id = "https://pybossa.invalid/contract";
  ajv.addSchema({ $id: id, components: contract.components });
  const validators = new Map<string, ValidateFunction>();

  /** A validator of the schema below `schema`, whose references lead into the contract's components. */
  function validator(schema: Node): ValidateFunction {
    const text = JSON.stringify(schema).replaceAll('"#/components/', `"${id}#/components/`);
    const made = validators.get(text) ?? ajv.compile(JSON.parse(text));
    validators.set(text, made);
    return made;
  }

  function resolve(node: Node | undefined): Node | undefined {
    const reference = node?.$ref;
    if (typeof reference !== "string") return node;
    return String(reference)
      .split("/")
      .slice(1)
      .reduce<Node | undefined>((at, name) => at?.[name], contract);
  }

  /** The operation that a request means: the template with the fewest parameters that fits its path. */
  function operation({ method, path }: Exchange["request"]): Node | undefined {
    const fits = Object.keys(contract.paths ?? {}).filter((template) =>
      new RegExp(`^${template.replace(/\{id\}/g, "\\d+").replace(/\{\w+\}/g, "[^/]+")}$`).test(path),
    );
    const best = fits.sort((a, b) => a.split("{").length - b.split("{").length)[0];
    return best === undefined ? undefined : contract.paths?.[best]?.[method.toLowerCase().replace("head", "get")];
  }

  function responseSchema(exchange: Exchange): Node | undefined {
    const { status } = exchange.response;
    const responses = operation(exchange.request)?.responses;
    return resolve(responses?.[String(status)] ?? responses?.[`${String(status)[0]}XX`]);
  }

  return { validator, operation, responseSchema };
}

const scenarios = dialects.flatMap((dialect) => {
  const folder = new URL(`${dialect}/`, recorded);
  const contract = contractOf(dialect);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => [`${dialect}/${name}`, contract, JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Exchange[]] as const);
});

/** What servers take although the contract advises against it: values without meaning, numbers as text, texts of megabytes that are not kept. */
const taken = [
  /^only project_id: defaults/,
  /^project_id as string/,
  /^task_id as string/,
  /^(PUT )?n_answers (0|-1|null)/,
  /^priority(_0 =)? [57] /,
  /^info (of )?[35] MB/,
  /^PUT sched timeout 0/,
];

const title = ({ note, request: { method, path } }: Exchange) => `${note} (${method} ${path})`;

describe.each(scenarios)("recorded in %s", (_, { operation, responseSchema, validator }, exchanges) => {
  const known = exchanges.filter(({ request }) => operation(request) !== undefined);

  it("asks only for what the contract describes", () => {
    expect(exchanges.filter((exchange) => !known.includes(exchange)).map(({ note, request }) => [note, request.path])).toEqual([]);
  });

  it.each(known.map((exchange) => [title(exchange), exchange] as const))("answer: %s", (_title, exchange) => {
    const answer = responseSchema(exchange);
    expect(answer).toBeDefined();
    const { status, json, headers } = exchange.response;
    const type = String(headers["Content-Type"] ?? "").split(";")[0] ?? "";
    if (status === 204) expect(answer?.content).toBeUndefined();
    else if (json === undefined) expect(Object.keys(answer?.content ?? {}).map((kind) => (kind === "*/*" ? type : kind))).toContain(type);
    else {
      const schema = answer?.content?.["application/json"]?.schema;
      expect(schema).toBeDefined();
      const validate = validator(schema ?? {});
      expect(validate(json) ? [] : validate.errors).toEqual([]);
    }
  });

  const isAdvised = ({ note, request, response }: Exchange) =>
    response.status === 200 &&
    request.method !== "GET" &&
    typeof request.body === "object" &&
    request.body !== null &&
    operation(request)?.requestBody?.content?.["multipart/form-data"] === undefined &&
    !taken.some((words) => words.test(note));
  const accepted = known.filter(isAdvised);
  it.each(accepted.map((exchange) => [title(exchange), exchange] as const))("request: %s", (_title, { request }) => {
    const schema = operation(request)?.requestBody?.content?.["application/json"]?.schema;
    const validate = validator(schema ?? {});
    expect(schema).toBeDefined();
    expect(validate(request.body) ? [] : validate.errors).toEqual([]);
  });
});

describe("the table of what is left out", () => {
  const rows = readFileSync(new URL("README.md", recorded), "utf8").matchAll(/^\| (\d+) \|/gm);
  const left = [...rows].reduce((sum, [, count]) => sum + Number(count), 0);
  const held = scenarios.reduce((sum, [, , exchanges]) => sum + exchanges.length, 0);

  it("and the fixtures together are all recorded exchanges, and it is at most 15 % of them", () => {
    expect(left + held).toBe(1191);
    expect(left / (left + held)).toBeLessThanOrEqual(0.15);
  });
});

describe("the contract", () => {
  const { validator, responseSchema } = contractOf("scifabric");
  const exchanges = scenarios.flatMap(([name, , all]) => (name.startsWith("scifabric/") ? all : []));

  it.each(["/api/project", "/api/task", "/api/taskrun", "/api/result", "/api/helpingmaterial"])(
    "knows objects of %s by more than their type",
    (path) => {
      const exchange = exchanges.find(
        ({ request, response }) => request.path === path && Array.isArray(response.json) && response.json.length > 0,
      );
      const schema = exchange && responseSchema(exchange)?.content?.["application/json"]?.schema;
      const validate = validator(schema ?? {});
      const first: object = Array.isArray(exchange?.response.json) ? exchange.response.json[0] : {};
      expect(validate([first])).toBe(true);
      expect(validate([{ ...first, id: "1" }])).toBe(false);
      expect(validate([{ ...first, created: "yesterday" }])).toBe(false);
    },
  );

  it("takes the three kinds of refusals that PYBOSSA writes, and no others", () => {
    const validate = validator(described.components.responses.Refused?.content?.["application/json"]?.schema ?? {});
    expect(validate({ code: 400, description: "no", template: "400.html" })).toBe(true);
    expect(validate({ message: "Not Found" })).toBe(false);
  });
});
