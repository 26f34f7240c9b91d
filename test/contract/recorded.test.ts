import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

interface Exchange {
  note: string;
  as: string;
  request: { method: string; path: string; query: string; body: unknown };
  response: { status: number; headers: Record<string, string>; json?: unknown; text?: string };
}

type Node = { [key: string]: Node };

const root = new URL("../../", import.meta.url);
const folder = new URL("test/fixtures/recorded/scifabric/", root);
const contract: Node = parse(readFileSync(new URL("openapi/pybossa.yaml", root), "utf8"));

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
const id = "https://pybossa.invalid/contract";
ajv.addSchema({ $id: id, components: contract.components });

/** A validator of the schema below `schema`, whose references lead into the contract's components. */
function validator(schema: Node): ValidateFunction {
  return ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', `"${id}#/components/`)));
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
  return best === undefined ? undefined : contract.paths?.[best]?.[method.toLowerCase()];
}

function responseSchema(exchange: Exchange): Node | undefined {
  const { status } = exchange.response;
  const responses = operation(exchange.request)?.responses;
  return resolve(responses?.[String(status)] ?? responses?.[`${String(status)[0]}XX`]);
}

const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
const scenarios = files.map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Exchange[]] as const);

describe.each(scenarios)("recorded in %s", (_, exchanges) => {
  const known = exchanges.filter(({ request }) => operation(request) !== undefined);

  it("asks only for what the contract describes", () => {
    expect(exchanges.filter((exchange) => !known.includes(exchange)).map(({ note, request }) => [note, request.path])).toEqual([]);
  });

  it.each(known.map((exchange) => [exchange.note, exchange] as const))("answer: %s", (_note, exchange) => {
    const described = responseSchema(exchange);
    expect(described).toBeDefined();
    const { json, text, headers } = exchange.response;
    if (json !== undefined) {
      const schema = described?.content?.["application/json"]?.schema;
      expect(schema).toBeDefined();
      const validate = validator(schema ?? {});
      expect(validate(json) ? [] : validate.errors).toEqual([]);
    } else if (text) {
      const type = String(headers["Content-Type"]).split(";")[0] ?? "";
      expect(Object.keys(described?.content ?? {})).toContain(type);
    } else {
      expect(described?.content).toBeUndefined();
    }
  });

  const accepted = known.filter(
    ({ request, response }) => response.status === 200 && typeof request.body === "object" && request.body !== null,
  );
  it.each(accepted.map((exchange) => [exchange.note, exchange] as const))("request: %s", (_note, { request }) => {
    const schema = operation(request)?.requestBody?.content?.["application/json"]?.schema;
    const validate = validator(schema ?? {});
    expect(schema).toBeDefined();
    expect(validate(request.body) ? [] : validate.errors).toEqual([]);
  });
});

describe("the contract", () => {
  const exchanges = scenarios.flatMap(([, all]) => all);

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
    const validate = validator(contract.components?.responses?.Refused?.content?.["application/json"]?.schema ?? {});
    expect(validate({ code: 400, description: "no", template: "400.html" })).toBe(true);
    expect(validate({ message: "Not Found" })).toBe(false);
  });
});
