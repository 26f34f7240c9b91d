import { createPybossaClient, type PybossaClient } from "pybossa-client-ts";
import type { Setting } from "../replay/scenario.ts";
import { accountNames, company, type Dialect } from "../replay/staging.ts";
import { type StagedAnswer, type StagedProject, stepsOf, type World } from "../replay/world.ts";
import type { Accounts } from "./accounts.ts";
import type { Ledger } from "./ledger.ts";
import { NotPlayable } from "./not-playable.ts";

/** Longer waits than this are not waited for on a server whose clock is its own. */
const longestWait = 40_000;

/** Makes what a recording builds on through the API of a server that is not ours. */
export interface ForeignStage extends Setting {
  /** @returns what of it could not be made, and why */
  setUp(describe: (world: World) => void): Promise<string[]>;
  wait(milliseconds: number): Promise<void>;
  /** Deletes the projects that were made. @returns those that the server kept */
  cleanUp(): Promise<number[]>;
}

export function createForeignStage(dialect: Dialect, ledger: Ledger, accounts: Accounts, onWait: (text: string) => void): ForeignStage {
  const { endpoint } = accounts;
  const waits = {
    onWait: ({ until }: { until: Date }) => onWait(`The server's rate limit is used up: waiting until ${until.toISOString()}.`),
  };
  const owner = createPybossaClient({ endpoint, apiKey: accounts.owner, dialect, ...waits });
  const isBloomberg = dialect === "bloomberg";

  async function ask(key: string, method: string, path: string, body?: unknown): Promise<Response> {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = { Authorization: key, "Content-Type": "application/json" };
    return fetch(endpoint + path, { method, redirect: "manual", headers, signal: AbortSignal.timeout(60_000), ...json });
  }

  async function addProject({ id, name, fields = {}, password, tasks = [], ...staged }: StagedProject): Promise<void> {
    const shortName = name + ledger.suffix;
    const presenter = isBloomberg ? `<div>${name}</div>` : `<div id="p">presenter of ${name}</div>`;
    const { info, published = staged.published ?? true, name: title, ...others } = fields;
    const whole = { ...(isBloomberg ? company : {}), task_presenter: presenter, ...info };
    const made = await owner.projects.create({
      name: (title ?? (isBloomberg ? `Proj ${name}` : name)) + ledger.suffix,
      short_name: shortName,
      description: isBloomberg ? `desc of Proj ${name}` : "d",
      ...(isBloomberg ? { long_description: "# long\n\ntext", password: password ?? "open-for-a-moment" } : {}),
      info: Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== null)),
    } as Parameters<PybossaClient["projects"]["create"]>[0]);
    ledger.made.add(made.id);
    ledger.learn("project", id, made.id);
    if (made.secret_key !== undefined) accounts.setSecret(shortName, made.secret_key);
    const infoOf = staged.infoOf ?? ((n) => (isBloomberg ? { n } : { b: `${name}-${n}` }));
    for (const [n, task] of tasks.entries()) {
      const of = { project_id: made.id, info: infoOf(n), n_answers: staged.nAnswers ?? 2, priority_0: staged.priorityOf?.(n) ?? 0 };
      ledger.learn("task", task, (await owner.tasks.create(of)).id);
    }
    if (isBloomberg && password === undefined) await owner.projects.update(made.id, { info: { passwd_hash: null } });
    if (published) await publish(made.id, shortName, tasks.length === 0);
    if (Object.keys(others).length > 0) await owner.projects.update(made.id, others);
  }

  /** Scifabric publishes no project without a task. */
  async function publish(id: number, shortName: string, isEmpty: boolean): Promise<void> {
    if (isBloomberg) {
      await ask(accounts.owner, "PUT", `/api/project/${id}`, { published: true });
      return;
    }
    const task = isEmpty ? await owner.tasks.create({ project_id: id, info: null }) : null;
    await owner.forms.publish(shortName);
    if (task !== null) await owner.tasks.remove(task.id);
  }

  async function addAnswer({ id, project, task, user, info }: StagedAnswer, shortName: string): Promise<void> {
    const key = accounts.credential(`key-${accountNames[dialect][user - 1]}`);
    const [project_id, task_id] = [ledger.actual("project", project), ledger.actual("task", task)];
    const stamp = isBloomberg ? `/api/project/${project_id}/newtask` : `/project/${shortName}${ledger.suffix}/task/${task_id}`;
    await (await ask(key, "GET", stamp)).text();
    const response = await ask(key, "POST", "/api/taskrun", { project_id, task_id, info });
    const run = (await response.json()) as { id?: number };
    if (!response.ok) throw new NotPlayable(`the server took no answer to stage (${response.status})`);
    ledger.learn("taskrun", id, run.id);
  }

  /** A project with a result is not deleted; publishing it deletes answers and results (on bloomberg a draft's, if told to). */
  async function remove(id: number): Promise<boolean> {
    const path = `/api/project/${id}`;
    const tried = await ask(accounts.owner, "DELETE", path);
    if (tried.status === 204 || tried.status === 404) return true;
    const { short_name } = (await (await ask(accounts.owner, "GET", path)).json()) as { short_name?: string };
    const form = `/project/${encodeURIComponent(short_name ?? "")}/publish`;
    if (isBloomberg) await ask(accounts.owner, "PUT", path, { published: false, info: { task_presenter: "<p></p>" } });
    const page = await ask(accounts.owner, "GET", form);
    const cookie = page.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    const { csrf, form: fields } = (await page.json().catch(() => ({}))) as { csrf?: string; form?: { csrf?: string } };
    const headers = { Authorization: accounts.owner, Cookie: cookie, "X-CSRFToken": csrf ?? fields?.csrf ?? "" };
    const body = new URLSearchParams({ force_reset: "on" });
    await fetch(endpoint + form, { method: "POST", redirect: "manual", headers, body, signal: AbortSignal.timeout(60_000) });
    return (await ask(accounts.owner, "DELETE", path)).status === 204;
  }

  return {
    dialect,
    server: () => ({ endpoint }),
    async setUp(describe) {
      const failed: string[] = [];
      const shortNames = new Map<number, string>();
      for (const step of stepsOf(describe)) {
        try {
          if (step.kind === "project") {
            shortNames.set(step.id, step.name);
            await addProject(step);
          } else if (step.kind === "answer") await addAnswer(step, shortNames.get(step.project) ?? "");
        } catch (error) {
          if (!(error instanceof NotPlayable) && !(error instanceof Error && error.name === "PybossaError")) throw error;
          const what = step.kind === "project" ? `project ${step.name}` : "answer";
          failed.push(`${what}: ${error.message}`);
        }
      }
      // Their locks keep their places for five seconds.
      if (isBloomberg && stepsOf(describe).some(({ kind }) => kind === "answer")) await new Promise((done) => setTimeout(done, 6000));
      return failed;
    },
    async wait(milliseconds) {
      if (milliseconds > longestWait) throw new NotPlayable("needs the server's clock to be moved");
      await new Promise((done) => setTimeout(done, milliseconds));
    },
    async cleanUp() {
      const kept: number[] = [];
      for (const id of ledger.made) if (!(await remove(id).catch(() => false))) kept.push(id);
      return kept;
    },
  };
}
