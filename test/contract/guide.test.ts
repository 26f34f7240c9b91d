import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import * as promises from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { compileFunction } from "node:vm";
import { transform } from "esbuild";
import * as client from "pybossa-client-ts";
import * as bloomberg from "pybossa-client-ts/bloomberg";
import * as page from "pybossa-client-ts/page";
import * as embedded from "pybossa-embedded";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileErrors } from "./compile.ts";

const guide = readFileSync(new URL("../../docs/pybossa-client.md", import.meta.url), "utf8");
const snippets = [...guide.matchAll(/^## ([^\n]+)\n(?:(?!^## )[\s\S])*?^```ts\n([\s\S]*?)^```/gm)].map(
  ([, title, code]) => [title ?? "", code ?? ""] as const,
);

const modules: Record<string, unknown> = {
  "node:fs/promises": promises,
  "node:os": os,
  "node:path": path,
  "pybossa-client-ts": client,
  "pybossa-client-ts/bloomberg": bloomberg,
  "pybossa-client-ts/page": page,
  "pybossa-embedded": embedded,
};

type Step = () => unknown;

/** Runs a snippet as a module of its own. @returns what it printed, and how many tests of its own it ran */
async function run(code: string, server: embedded.PybossaServer, other: embedded.PybossaServer) {
  const { code: plain } = await transform(code, { loader: "ts", target: "es2023" });
  const body = plain.replace(
    /^import \{([^}]*)\} from "([^"]+)";$/gm,
    (_, names: string, from: string) => `const {${names}} = modules["${from}"];`,
  );
  const printed: unknown[][] = [];
  const print = (...words: unknown[]) => printed.push(words);
  const before: Step[] = [];
  const after: Step[] = [];
  const tests: Step[] = [];
  const runner = {
    beforeAll: (step: Step) => before.push(step),
    afterAll: (step: Step) => after.push(step),
    it: (_: string, step: Step) => tests.push(step),
    expect,
  };
  const scope = {
    modules: { ...modules, vitest: runner },
    process: {
      env: {
        PYBOSSA_ENDPOINT: server.endpoint,
        PYBOSSA_API_KEY: server.keys.owner,
        BLOOMBERG_ENDPOINT: other.endpoint,
        BLOOMBERG_API_KEY: other.keys.owner,
        BLOOMBERG_ADMIN_KEY: other.keys.admin,
      },
    },
    location: { origin: server.endpoint },
    console: { log: print, warn: print, error: print },
  };
  const call = compileFunction(`return (async () => {\n${body}\n})()`, Object.keys(scope));
  await call(...Object.values(scope));
  for (const step of [...before, ...tests, ...after]) await step();
  return { printed, tests: tests.length };
}

describe("the guide", () => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "guide-"));
  let server: embedded.PybossaServer;
  let other: embedded.PybossaServer;

  beforeAll(async () => {
    server = await embedded.createPybossaServer({ dataDir: path.join(dataDir, "scifabric") });
    other = await embedded.createPybossaServer({ dataDir: path.join(dataDir, "bloomberg"), dialect: "bloomberg" });
  });
  afterAll(async () => {
    await other.close();
    await server.close();
    rmSync(dataDir, { recursive: true });
  });

  const expected: Record<string, (outcome: Awaited<ReturnType<typeof run>>) => void> = {
    "Make a project": ({ printed }) => expect(printed).toEqual([]),
    "Volunteer from a page": ({ printed }) => expect(printed).toEqual([]),
    "Read the answers": ({ printed }) => expect(printed).toEqual([[expect.any(Number), { id: expect.any(String), standing: true }]]),
    "Ask which dialect it is": ({ printed }) => expect(printed).toEqual([["scifabric"]]),
    "Work with bloomberg": ({ printed }) => expect(printed).toEqual([[true], ["stored"]]),
    "Test your plugin on the embedded server": ({ tests }) => expect(tests).toBe(1),
  };

  it("has a snippet in each of these parts, and no other", () => {
    expect(snippets.map(([title]) => title)).toEqual(Object.keys(expected));
    expect(guide.match(/^```ts$/gm)).toHaveLength(snippets.length);
  });

  it.each(snippets)("runs: %s", async (title, code) => {
    expected[title]?.(await run(code, server, other));
  });

  it("compiles", () => {
    expect(compileErrors(snippets.map(([, code]) => code)).map(({ message }) => message)).toEqual([]);
  });
});
