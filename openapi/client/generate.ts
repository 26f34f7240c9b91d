/**
 * Writes src/generated from the two OpenAPI documents: types by openapi-typescript (of PYBOSSA's API also once per
 * dialect), validators by ajv; and docs/pybossa-api.md.
 * `tsx openapi/client/generate.ts` writes; with `--check` it compares and exits 1 where a file is stale.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { build } from "esbuild";
import openapiTS, { astToString } from "openapi-typescript";
import { parse } from "yaml";
import { dialectDocument, dialects, type Node } from "./dialect-document.ts";
import { referencePage } from "./reference-page.ts";

const here = dirname(fileURLToPath(import.meta.url));
// ajv's standalone module is CommonJS with a default export, which no import form types and loads alike.
const standaloneCode = (createRequire(import.meta.url)("ajv/dist/standalone") as typeof import("ajv/dist/standalone")).default;
const documents = join(here, "..");
const target = join(here, "src", "generated");
const banner = (source: string) => `// Generated from openapi/${source} by openapi/client/generate.ts. Do not edit.\n`;

/** The records that enter our programs from outside, and so need a validator. */
const validated = ["Campaign", "CampaignState", "TaskInfo", "Answer", "CampaignLock", "Decision"] as const;

async function types(document: string): Promise<string> {
  const ast = await openapiTS(new URL(`file://${join(documents, document)}`));
  return banner(document) + astToString(ast);
}

const kebab = (name: string) => name.replace(/(?<=[a-z])[A-Z]/g, "-$&").toLowerCase();

/** An ES module with one record's validator and no import, so that it also runs in a browser. */
async function validator(document: string, record: string): Promise<string> {
  const { components } = parse(readFileSync(join(documents, document), "utf8")) as { components: unknown };
  const id = "https://strike-tracker.invalid/records";
  const ajv = new Ajv2020({
    code: { source: true, esm: true, lines: true },
    allErrors: true,
    inlineRefs: false,
    allowUnionTypes: true,
    strictRequired: false,
  });
  ajv.addVocabulary(["components"]);
  ajv.addSchema({ $id: id, components });
  ajv.addSchema({ $id: `${id}/${record}`, $ref: `${id}#/components/schemas/${record}` });
  const bundled = await build({
    stdin: { contents: standaloneCode(ajv, { validate: `${id}/${record}` }), resolveDir: here, loader: "js" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    legalComments: "none",
  });
  return banner(document) + (bundled.outputFiles[0]?.text ?? "");
}

function validatorTypes(document: string, record: string): string {
  return `${banner(document)}import type { components } from "./strike-tracker.ts";
import type { Validator } from "../strike-tracker/validation.ts";

export const validate: Validator<components["schemas"]["${record}"]>;
`;
}

async function outputs(): Promise<Record<string, string>> {
  const files: Record<string, string> = {
    "strike-tracker.ts": await types("strike-tracker.yaml"),
  };
  for (const record of validated) {
    files[`validate-${kebab(record)}.js`] = await validator("strike-tracker.yaml", record);
    files[`validate-${kebab(record)}.d.ts`] = validatorTypes("strike-tracker.yaml", record);
  }
  files["pybossa.ts"] = await types("pybossa.yaml");
  const pybossa = parse(readFileSync(join(documents, "pybossa.yaml"), "utf8")) as Node;
  for (const dialect of dialects)
    files[`pybossa-${dialect}.ts`] =
      banner("pybossa.yaml") + astToString(await openapiTS(JSON.stringify(dialectDocument(pybossa, dialect))));
  files[join("..", "..", "..", "..", "docs", "pybossa-api.md")] = referencePage(pybossa);
  return files;
}

const check = process.argv.includes("--check");
const stale: string[] = [];
mkdirSync(target, { recursive: true });
for (const [name, text] of Object.entries(await outputs())) {
  const path = join(target, name);
  const old = existsSync(path) ? readFileSync(path, "utf8") : null;
  if (old === text) continue;
  if (check) stale.push(name);
  else writeFileSync(path, text);
}
if (stale.length > 0) {
  process.stderr.write(`what is generated is stale (${stale.map((name) => name.replace(/^.*\//, "")).join(", ")}): run npm run generate\n`);
  process.exit(1);
}
