import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createPybossaClient } from "pybossa-client-ts";
import type { Dialect } from "./beginning.ts";
import { bundledCommand } from "./bundle.ts";
import type { KillOutcome } from "./kill-case.ts";

const tasks = 8;

interface Started {
  child: ChildProcess;
  endpoint: string;
  keys: Record<string, string>;
}

/**
 * Kills the embedded server at its n-th commit (before it and after it by turns) while a project is made, tasks are created and
 * answered; starts it again on the same folder, lets the work go on, and looks whether all that was acknowledged is there
 * once, and nothing twice.
 */
export async function killServer(dialect: Dialect, count: number, tell: (line: string) => void): Promise<KillOutcome> {
  const outcome: KillOutcome = { name: `${dialect}-server`, steps: null, changes: 0, killed: 0, faults: [] };
  for (let write = 1; outcome.killed < count; write++) {
    const data = mkdtempSync(join(tmpdir(), "kills-server-"));
    try {
      const plan = join(data, "faults.json");
      writeFileSync(plan, JSON.stringify({ faults: [{ fault: write % 2 === 0 ? "kill-after" : "kill-before", write }] }));
      const acknowledged = { tasks: new Set<string>(), answers: new Set<string>() };
      // Each task and each answer is a commit, so that there are enough to be killed at.
      const wanted = tasks + Math.ceil(count / 2);
      const killed = await workUntilKilled(data, dialect, plan, wanted, acknowledged);
      if (killed) outcome.killed++;
      const again = await start(data, dialect, null);
      if (again === null) throw new Error(`the server does not start again after write ${write}`);
      try {
        await work(again, dialect, wanted, acknowledged);
        outcome.faults.push(...(await faults(again, wanted, acknowledged)).map((fault) => `write ${write}: ${fault}`));
      } finally {
        await stopped(again.child);
      }
      outcome.changes = write;
      tell(`${outcome.name}: ${outcome.killed} of ${count} kills, ${outcome.faults.length} faults`);
      if (!killed) break;
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  }
  return outcome;
}

/** Works until the server kills itself. False = the work was done before. */
async function workUntilKilled(data: string, dialect: string, plan: string, wanted: number, acknowledged: Acknowledged): Promise<boolean> {
  const server = await start(data, dialect, plan);
  if (server === null) return true;
  await work(server, dialect, wanted, acknowledged).catch(() => undefined);
  return (await stopped(server.child)) === "SIGKILL";
}

/** null = it ended before it listened. */
async function start(data: string, dialect: string, faults: string | null): Promise<Started | null> {
  const more = faults === null ? [] : ["--faults", faults];
  const bin = await bundledCommand("pybossa-embedded");
  const args = [bin, "--data", join(data, "server"), "--dialect", dialect, "--limit", "1000000", ...more];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
  for await (const line of createInterface({ input: child.stdout })) return { child, ...(JSON.parse(line) as Omit<Started, "child">) };
  return null;
}

/** Ends a server, unless it has ended, and returns by which signal it did. */
async function stopped(child: ChildProcess): Promise<NodeJS.Signals | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const closed = new Promise((resolve) => child.on("exit", resolve));
    child.kill("SIGTERM");
    await closed;
  }
  return child.signalCode;
}

type Acknowledged = Record<"tasks" | "answers", Set<string>>;

/** Makes what is missing, as an owner and a volunteer who look before they write. */
async function work({ endpoint, keys }: Started, dialect: string, wanted: number, acknowledged: Acknowledged): Promise<void> {
  const one = { maxRetries: 0 };
  const owner = createPybossaClient({ endpoint, apiKey: keys.owner ?? "", ...one });
  const company = {
    product: "abc",
    subproduct: "def",
    kpi: 1,
    data_classification: { input_data: "L4 - public", output_data: "L4 - public" },
  };
  const wish = {
    name: "killed",
    short_name: "killed",
    description: "A project",
    ...(dialect === "bloomberg" ? { password: "open sesame", info: company } : {}),
  };
  const project = (await owner.projects.byShortName("killed")) ?? (await owner.projects.create(wish));
  const present = await tasksOf(owner, project.id);
  for (let at = 0; at < wanted; at++) {
    const building = `b-${at}`;
    if (present.has(building)) continue;
    await owner.tasks.create({ project_id: project.id, info: { building }, n_answers: 2 });
    acknowledged.tasks.add(building);
  }
  for (let at = 0; at <= wanted; at++) {
    const offered = await owner.newTask(project.id);
    const [task] = offered.kind === "tasks" ? offered.tasks : [];
    if (!task) break;
    const { building } = task.info as { building: string };
    await owner.taskRuns.create({ project_id: project.id, task_id: task.id, info: { building } });
    acknowledged.answers.add(building);
  }
}

async function tasksOf(client: ReturnType<typeof createPybossaClient>, project: number): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for await (const page of client.tasks.pages(project))
    for (const { info } of page) {
      const { building } = info as { building: string };
      found.set(building, (found.get(building) ?? 0) + 1);
    }
  return found;
}

async function faults({ endpoint, keys }: Started, wanted: number, acknowledged: Acknowledged): Promise<string[]> {
  const owner = createPybossaClient({ endpoint, apiKey: keys.owner ?? "" });
  const project = await owner.projects.byShortName("killed");
  if (!project) return ["the project is gone"];
  const told: string[] = [];
  const present = await tasksOf(owner, project.id);
  if (present.size !== wanted) told.push(`${present.size} of ${wanted} tasks`);
  for (const [building, times] of present) if (times > 1) told.push(`${times} tasks of ${building}`);
  for (const building of acknowledged.tasks) if (!present.has(building)) told.push(`the task ${building} was acknowledged and is gone`);
  const answers = new Map<string, number>();
  for await (const page of owner.taskRuns.pages(project.id))
    for (const { info } of page) {
      const { building } = info as { building: string };
      answers.set(building, (answers.get(building) ?? 0) + 1);
    }
  for (const building of acknowledged.answers)
    if (answers.get(building) !== 1) told.push(`${answers.get(building) ?? 0} answers to ${building}, one was acknowledged`);
  return told;
}
