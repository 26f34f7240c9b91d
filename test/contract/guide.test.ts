import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import * as promises from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
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
async function run(code: string, endpoint: string, apiKey: string, bloombergEndpoint: string) {
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
    process: { env: { PYBOSSA_ENDPOINT: endpoint, PYBOSSA_API_KEY: apiKey, BLOOMBERG_ENDPOINT: bloombergEndpoint } },
    location: { origin: endpoint },
    console: { log: print, warn: print, error: print },
  };
  const call = compileFunction(`return (async () => {\n${body}\n})()`, Object.keys(scope));
  await call(...Object.values(scope));
  for (const step of [...before, ...tests, ...after]) await step();
  return { printed, tests: tests.length };
}

/** Answers as bloomberg does, as far as the guide asks. */
function standIn(): Server {
  const task = { id: 19, created: "2026-11-23T21:34:46.648256", project_id: 8, state: "ongoing", info: {}, n_answers: 2 };
  const project = { id: 8, name: "Bridges", short_name: "bridges", description: "d", info: {} };
  const replies: Record<string, unknown> = {
    "POST /api/project": project,
    "GET /api/project/8/newtask": task,
    "GET /api/task/19/lock": { success: true, expires: 3599.5, lockTime: "2026-11-23T21:34:54.950210" },
    "POST /api/task/19/canceltask": { success: true },
  };
  return createServer((request, response) => {
    request.resume();
    const reply = replies[`${request.method} ${request.url}`];
    response.writeHead(reply === undefined ? 404 : 200, { "Content-Type": "application/json" }).end(JSON.stringify(reply ?? {}));
  });
}

describe("the guide", () => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "guide-"));
  const other = standIn();
  let server: embedded.PybossaServer;
  let bloombergEndpoint = "";

  beforeAll(async () => {
    server = await embedded.createPybossaServer({ dataDir });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    bloombergEndpoint = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    other.close();
    await server.close();
    rmSync(dataDir, { recursive: true });
  });

  const expected: Record<string, (outcome: Awaited<ReturnType<typeof run>>) => void> = {
    "Make a project": ({ printed }) => expect(printed).toEqual([]),
    "Volunteer from a page": ({ printed }) => expect(printed).toEqual([]),
    "Read the answers": ({ printed }) => expect(printed).toEqual([[expect.any(Number), { id: expect.any(String), standing: true }]]),
    "Ask which dialect it is": ({ printed }) => expect(printed).toEqual([["scifabric"]]),
    "Work with bloomberg": ({ printed }) => expect(printed).toEqual([[3599.5]]),
    "Test your plugin on the embedded server": ({ tests }) => expect(tests).toBe(1),
  };

  it("has a snippet in each of these parts, and no other", () => {
    expect(snippets.map(([title]) => title)).toEqual(Object.keys(expected));
    expect(guide.match(/^```ts$/gm)).toHaveLength(snippets.length);
  });

  it.each(snippets)("runs: %s", async (title, code) => {
    expected[title]?.(await run(code, server.endpoint, server.keys.owner ?? "", bloombergEndpoint));
  });

  it("compiles", () => {
    expect(compileErrors(snippets.map(([, code]) => code)).map(({ message }) => message)).toEqual([]);
  });
});
