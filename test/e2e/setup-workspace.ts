import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createPybossaClient, type Task } from "pybossa-client-ts";
import { parseCampaignLock } from "pybossa-client-ts/strike-tracker";
import { createPybossaServer } from "pybossa-embedded";
import { type ApplyOptions, apply, type PublishOptions, publish, type ServerAccess, status } from "strike-tracker-setup";
import { afterAll, expect } from "vitest";
import { building, collection, folderWith, listening, twoDates } from "../unit/setup/workspace.ts";

const bin = fileURLToPath(new URL("../../project-setup/bin/strike-setup.js", import.meta.url));
const data = mkdtempSync(join(tmpdir(), "setup-e2e-"));

/** The server of the test file that imports this. */
export const server = await createPybossaServer({ dataDir: data, limit: 100_000 });

afterAll(async () => {
  await server.close();
  rmSync(data, { recursive: true, force: true });
});

/** The server and the key of the campaigns' owner. */
export const access = (): ServerAccess => ({ endpoint: server.endpoint, apiKey: server.keys.owner });

export interface Run {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Starts strike-setup as a manager does. */
export function start(args: string[], environment: Record<string, string | undefined> = {}): { child: ChildProcess; done: Promise<Run> } {
  const env = { ...process.env, PYBOSSA_ENDPOINT: server.endpoint, PYBOSSA_API_KEY: server.keys.owner, ...environment };
  const child = spawn(process.execPath, [bin, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  const run: Run = { status: null, stdout: "", stderr: "" };
  child.stdout?.on("data", (text) => (run.stdout += String(text)));
  child.stderr?.on("data", (text) => (run.stderr += String(text)));
  const done = new Promise<Run>((resolve) => child.on("close", (status) => resolve({ ...run, status })));
  return { child, done };
}

/** Runs strike-setup to its end. */
export const setup = (args: string[], environment?: Record<string, string | undefined>) => start(args, environment).done;

/** Runs a command that must succeed, as a manager does, and returns its JSON. */
export async function run(...args: string[]): Promise<Record<string, unknown>> {
  const { status, stdout, stderr } = await setup([...args, "--json"]);
  expect([status, status === 0 ? "" : stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** The same within this process, which is faster. */
export async function done(
  command: "apply" | "publish" | "status",
  path: string,
  options: ApplyOptions & Omit<PublishOptions, "pilot"> = {},
): Promise<Record<string, unknown>> {
  const to = access();
  const { effects } = listening();
  if (command === "apply") return { ...(await apply(path, to, effects, options)) };
  if (command === "publish") return { ...(await publish(path, to, effects, options.loseAnswers === true ? { loseAnswers: true } : {})) };
  return { ...(await status(path, to, effects)) };
}

/** A campaign of so many buildings, in a folder of its own. */
export function campaign(id: string, count: number, changes: Record<string, unknown> = {}): string {
  const houses = Array.from({ length: count }, (_, at) => building(`house ${at}`, 39 + (at % 50) / 5000, 35 + Math.floor(at / 50) / 5000));
  const folder = folderWith({
    "campaign.yaml": {
      schema: 1,
      id,
      title: `Campaign ${id}`,
      buildings: { file: "buildings.geojson" },
      frames: { stac: "frames.json" },
      attribution: ["Nobody"],
      support: { none: "A test." },
      ...changes,
    },
    "buildings.geojson": collection(houses),
    "frames.json": collection(twoDates),
  });
  return join(folder, "campaign.yaml");
}

/** The client of the campaigns' owner. */
export const owner = () => createPybossaClient({ endpoint: server.endpoint, apiKey: server.keys.owner ?? "" });

/** All tasks of a project as they are on the server. */
export async function tasksOf(shortName: string): Promise<Task[]> {
  const client = owner();
  const project = await client.projects.byShortName(shortName);
  const tasks: Task[] = [];
  if (project) for await (const page of client.tasks.pages(project.id)) tasks.push(...page);
  return tasks;
}

/** The lock beside a campaign file. */
export const lockOf = (path: string) => {
  const parsed = parseCampaignLock(JSON.parse(readFileSync(join(path, "..", "campaign.lock.json"), "utf8")));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
};
