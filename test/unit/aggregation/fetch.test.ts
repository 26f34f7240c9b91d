import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPybossaClient } from "pybossa-client-ts";
import { createPybossaServer, type PybossaServer } from "pybossa-embedded";
import { fetchProject, forget, run } from "strike-tracker-aggregation";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answer, campaignOf, frameId } from "./simulated-crowd.ts";

const ids = [0, 1, 2, 3].map(frameId);
const campaign = { ...campaignOf(4), title: "A trial </script> & more" };
const presenter = `<p>x</p><script type="application/json" id="strike-tracker-campaign">${JSON.stringify(campaign).replaceAll("<", "\\u003c")}</script><strike-tracker></strike-tracker>`;
const taskCount = 120;

let server: PybossaServer;
let projectId: number;

const client = (name: string) => createPybossaClient({ endpoint: server.endpoint, apiKey: server.keys[name] ?? "" });
const lines = (folder: string, name: string) =>
  readFileSync(join(folder, name), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const listening = () => {
  const heard = { notes: [] as string[], warnings: [] as string[], progress: [] as [number, number | undefined][] };
  const telling = {
    note: (line: string) => heard.notes.push(line),
    warn: (line: string) => heard.warnings.push(line),
    progress: (_: string, done: number, of?: number) => heard.progress.push([done, of]),
  };
  return { ...heard, telling };
};
const folder = () => mkdtempSync(join(tmpdir(), "fetch-"));
const source = () => ({ endpoint: server.endpoint, apiKey: server.keys.owner ?? "", project: "trial" });

async function answerAs(name: string, count: number): Promise<void> {
  const volunteer = client(name);
  for (let i = 0; i < count; i++) {
    const next = await volunteer.newTask(projectId);
    if (next.kind !== "tasks") throw new Error(`no task: ${next.kind}`);
    const [task] = next.tasks;
    if (!task) throw new Error("no task");
    const building = (task.info as { building: string }).building;
    await volunteer.taskRuns.create({
      project_id: projectId,
      task_id: task.id,
      info: answer(building, ["standing", null, "destroyed", null], ids),
    });
  }
}

beforeAll(async () => {
  server = await createPybossaServer({ dataDir: folder(), limit: 100_000 });
  const owner = client("owner");
  const project = await owner.projects.create({
    name: "Trial",
    short_name: "trial",
    description: "A trial",
    info: { task_presenter: presenter },
  });
  projectId = project.id;
  for (let b = 0; b < taskCount; b++) {
    await owner.tasks.create({
      project_id: projectId,
      info: { schema: "strike-tracker/task/1", campaign: "trial", building: `b-${b}`, frames: ids },
    });
  }
  await answerAs("vol1", 3);
  await answerAs("vol2", 2);
});

afterAll(() => server.close());

describe("fetch", () => {
  it("writes everything as it is, but for who answered", async () => {
    const out = folder();
    expect(await fetchProject({ ...source(), out })).toMatchObject({ tasks: taskCount, task_runs: 5, new_task_runs: 5, campaign: true });
    expect(JSON.parse(readFileSync(join(out, "campaign.json"), "utf8"))).toEqual(campaign);
    const runs = lines(out, "trial_task_run.json");
    const received = await client("owner").taskRuns.list({ projectId, limit: 100 });
    expect(runs.map(({ info }) => info)).toEqual(received.map(({ info }) => info));
    expect(runs.map((one) => Object.keys(one))).toEqual(received.map((one) => Object.keys(one)));
    expect(new Set(runs.map(({ user_id }) => user_id)).size).toBe(2);
    for (const { user_id } of runs) expect(user_id).toMatch(/^[0-9a-f]{32}$/);
  });

  it("keeps the salt apart, and all files for the owner alone", async () => {
    const out = folder();
    await fetchProject({ ...source(), out });
    expect(statSync(`${out}.salt`).mode & 0o777).toBe(0o600);
    const salt = readFileSync(`${out}.salt`, "utf8").trim();
    for (const name of ["trial_task.json", "trial_task_run.json", "campaign.json", "fetch-log.ndjson"]) {
      expect(statSync(join(out, name)).mode & 0o777).toBe(0o600);
      expect(readFileSync(join(out, name), "utf8")).not.toContain(salt);
    }
  });

  it("logs each batch with its hash", async () => {
    const out = folder();
    await fetchProject({ ...source(), out, now: () => new Date(Date.UTC(2026, 0, 2)) });
    const log = lines(out, "fetch-log.ndjson");
    expect(log.map(({ file, records }) => [file, records])).toEqual([
      ["trial_task.json", 100],
      ["trial_task.json", 20],
      ["trial_task_run.json", 5],
    ]);
    for (const batch of log) {
      const bytes = readFileSync(join(out, String(batch.file))).subarray(Number(batch.from), Number(batch.to));
      expect(createHash("sha256").update(bytes).digest("hex")).toBe(batch.sha256);
      expect(batch).toMatchObject({ server: server.endpoint, project_id: projectId, time: "2026-01-02T00:00:00.000Z" });
    }
  });

  it("gets only what is new the second time, with the same names for the same people", async () => {
    const out = folder();
    await fetchProject({ ...source(), out });
    await answerAs("vol1", 1);
    const asked: string[] = [];
    const watched: typeof fetch = (input, init) => {
      asked.push(input instanceof Request ? input.url : String(input));
      return fetch(input, init);
    };
    expect(await fetchProject({ ...source(), out, fetch: watched })).toMatchObject({ new_tasks: 0, new_task_runs: 1, task_runs: 6 });
    expect(asked).toHaveLength(4);
    const runs = lines(out, "trial_task_run.json");
    expect(runs.map(({ id }) => id)).toEqual(runs.map(({ id }) => Number(id)).toSorted((a, b) => a - b));
    expect(new Set(runs.map(({ user_id }) => user_id)).size).toBe(2);
  });

  it.each([3, 4])("goes on after it was killed at request %i, with the same bytes in the end", async (killedAt) => {
    const whole = folder();
    await fetchProject({ ...source(), out: whole });
    const out = folder();
    let requests = 0;
    const failing: typeof fetch = (input, init) => {
      requests += 1;
      if (requests >= killedAt) throw new DOMException("killed", "AbortError");
      return fetch(input, init);
    };
    await expect(
      fetchProject({ ...source(), out, fetch: failing, saltFile: `${whole}.salt`, sleep: async () => undefined }),
    ).rejects.toThrow();
    // What a killed process leaves: a part of a batch, and a part of a line in the log.
    appendFileSync(join(out, "trial_task.json"), '{"id":9,"in');
    appendFileSync(join(out, "fetch-log.ndjson"), '{"file":"trial_ta');
    await fetchProject({ ...source(), out, saltFile: `${whole}.salt` });
    for (const name of ["trial_task.json", "trial_task_run.json"]) {
      expect(readFileSync(join(out, name), "utf8")).toBe(readFileSync(join(whole, name), "utf8"));
    }
  });

  it("waits out the rate limit, and says until when", async () => {
    const out = folder();
    const reset = Math.ceil(Date.now() / 1000) + 300;
    let refused = false;
    const limited: typeof fetch = async (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      if (refused || !url.includes("/api/taskrun")) return fetch(input, init);
      refused = true;
      const headers = { "X-RateLimit-Limit": "300", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": String(reset) };
      return Response.json(
        { status: "failed", status_code: 429, exception_cls: "TooManyRequests", exception_msg: "" },
        { status: 429, headers },
      );
    };
    const { notes, telling } = listening();
    const slept: number[] = [];
    const sleep = async (milliseconds: number) => {
      slept.push(milliseconds);
    };
    await fetchProject({ ...source(), out, fetch: limited, sleep }, telling);
    expect(slept.reduce((sum, milliseconds) => sum + milliseconds, 0)).toBeGreaterThan(290_000);
    expect(notes.join("\n")).toMatch(/rate limit is used up \(taskrun\): waiting 5 minutes, until \d\d:\d\d:\d\d UTC/);
    expect(lines(out, "trial_task_run.json").length).toBeGreaterThan(0);
  });

  it("refuses a folder that holds another project, or that was changed", async () => {
    const out = folder();
    await fetchProject({ ...source(), out });
    writeFileSync(join(out, "trial_task.json"), "");
    await expect(fetchProject({ ...source(), out })).rejects.toMatchObject({ name: "InputError", status: 1 });
    const other = folder();
    const log = { file: "x_task.json", records: 0, last_id: 0, from: 0, to: 0, server: "http://127.0.0.1:1", project_id: 1 };
    writeFileSync(join(other, "fetch-log.ndjson"), `${JSON.stringify(log)}\n`);
    await expect(fetchProject({ ...source(), out: other })).rejects.toThrow(/holds project 1 of http:\/\/127\.0\.0\.1:1/);
  });

  it.each(["gone", "another"])("refuses to name people anew where the salt is %s", async (what) => {
    const out = folder();
    await fetchProject({ ...source(), out });
    if (what === "gone") rmSync(`${out}.salt`);
    else writeFileSync(`${out}.salt`, `${"0".repeat(64)}\n`);
    await expect(fetchProject({ ...source(), out })).rejects.toThrow(/another salt, or whose salt is gone/);
    expect(existsSync(`${out}.salt`)).toBe(what === "another");
  });

  it("leaves a folder alone in which another fetch is at work, and goes on where that one has died", async () => {
    const out = folder();
    const meanwhile: Promise<unknown>[] = [];
    const watched: typeof fetch = (input, init) => {
      if (meanwhile.length === 0 && String(input instanceof Request ? input.url : input).includes("/api/taskrun"))
        meanwhile.push(fetchProject({ ...source(), out }).catch(String));
      return fetch(input, init);
    };
    await fetchProject({ ...source(), out, fetch: watched });
    expect(await Promise.all(meanwhile)).toEqual([expect.stringMatching(/another fetch or forget is at work in this folder \(process/)]);
    // A killed process leaves its note; its number may be another's by now, or ours in a container that was started anew.
    for (const number of [2 ** 22 + 7, process.pid]) {
      writeFileSync(join(out, ".fetching"), `${number}\n`);
      expect(await fetchProject({ ...source(), out })).toMatchObject({ new_task_runs: 0 });
      expect(existsSync(join(out, ".fetching"))).toBe(false);
    }
  });

  it("says when the server shows no task", async () => {
    const { warnings, telling } = listening();
    const empty: typeof fetch = async (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      return /api.(task|taskrun)\b/.test(url) ? Response.json([]) : fetch(input, init);
    };
    await fetchProject({ ...source(), out: folder(), fetch: empty }, telling);
    expect(warnings.join("\n")).toContain("shows no task of this project");
  });

  it("says when there is no such project", async () => {
    await expect(fetchProject({ ...source(), project: "nothing", out: folder() })).rejects.toMatchObject({
      name: "ServerError",
      status: 3,
    });
  });
});

describe("fetch by task", () => {
  /** A server whose task runs' budget is nearly used up, and whose tasks take so many answers that it would not do. */
  const scarce = (watch: (url: URL) => Response | null = () => null): { fetch: typeof fetch; asked: URL[] } => {
    const asked: URL[] = [];
    return {
      asked,
      fetch: async (input, init) => {
        const url = new URL(input instanceof Request ? input.url : String(input));
        asked.push(url);
        const instead = watch(url);
        if (instead) return instead;
        const response = await fetch(input, init);
        const body = (await response.json()) as unknown;
        const tasks =
          url.pathname === "/api/task" && Array.isArray(body) ? body.map((task: object) => ({ ...task, n_answers: 100 })) : body;
        const remaining = url.pathname === "/api/taskrun" ? "20" : "299";
        const headers = {
          "X-RateLimit-Limit": "300",
          "X-RateLimit-Remaining": remaining,
          "X-RateLimit-Reset": String(Math.ceil(Date.now() / 1000) + 300),
        };
        return Response.json(tasks, { status: response.status, headers });
      },
    };
  };
  const sameRuns = (a: string, b: string) => {
    const bare = (out: string) => lines(out, "trial_task_run.json").map((run) => ({ ...run, link: null, links: null }));
    expect(bare(a)).toEqual(bare(b));
  };

  it("reads task runs with their tasks where the budget for task runs would not do, and gets the same", async () => {
    const [plain, out] = [folder(), folder()];
    await fetchProject({ ...source(), out: plain });
    const server = scarce();
    const fetched = await fetchProject({ ...source(), out, fetch: server.fetch, saltFile: `${plain}.salt` });
    expect(fetched.task_runs).toBe(lines(plain, "trial_task_run.json").length);
    expect(server.asked.filter((url) => url.searchParams.get("related") !== null)).toHaveLength(3);
    sameRuns(plain, out);
    expect(readdirSync(out)).not.toContain("by-task");
    await answerAs("vol3", 1);
    expect(await fetchProject({ ...source(), out, saltFile: `${plain}.salt` })).toMatchObject({ new_task_runs: 1 });
    expect(await fetchProject({ ...source(), out, again: true, saltFile: `${plain}.salt` })).toMatchObject({ edited: 0, deleted: 0 });
  });

  it("goes on after it was killed, and leaves what was given meanwhile to be read by id", async () => {
    const [plain, out] = [folder(), folder()];
    let related = 0;
    const failing = scarce((url) => {
      if (url.searchParams.get("related") !== null && ++related >= 2) throw new DOMException("killed", "AbortError");
      return null;
    });
    const saltFile = `${plain}.salt`;
    await expect(fetchProject({ ...source(), out, fetch: failing.fetch, saltFile, sleep: async () => undefined })).rejects.toThrow();
    await answerAs("vol3", 1);
    const server = scarce();
    const { progress, telling } = listening();
    await fetchProject({ ...source(), out, fetch: server.fetch, saltFile }, telling);
    expect(progress.at(-1)).toEqual([taskCount, taskCount]);
    expect(server.asked.filter((url) => url.searchParams.get("related") !== null)).toHaveLength(2);
    await fetchProject({ ...source(), out: plain, saltFile });
    sameRuns(plain, out);
  });

  it("asks for fewer tasks at a time where the server cannot do it, and at last for the task runs alone", async () => {
    const [plain, out] = [folder(), folder()];
    const limits: string[] = [];
    const overtaxed = scarce((url) => {
      if (url.searchParams.get("related") === null) return null;
      limits.push(url.searchParams.get("limit") ?? "");
      return Response.json({ status: "failed", status_code: 500, exception_cls: "Error", exception_msg: "" }, { status: 500 });
    });
    const saltFile = `${plain}.salt`;
    await fetchProject({ ...source(), out, fetch: overtaxed.fetch, saltFile, sleep: async () => undefined });
    expect([...new Set(limits)]).toEqual(["100", "20", "5"]);
    await fetchProject({ ...source(), out: plain, saltFile });
    sameRuns(plain, out);
  });
});

describe("fetch --again", () => {
  it("changes nothing where the server still holds what it held", async () => {
    const out = folder();
    await fetchProject({ ...source(), out });
    const before = readFileSync(join(out, "trial_task_run.json"), "utf8");
    await answerAs("vol3", 1);
    expect(await fetchProject({ ...source(), out, again: true })).toMatchObject({ edited: 0, deleted: 0, new_task_runs: 1 });
    expect(readFileSync(join(out, "trial_task_run.json"), "utf8").startsWith(before)).toBe(true);
    expect(readdirSync(out)).not.toContain("again");
  });

  it("finds edits and deletions, and keeps what was read before", async () => {
    const out = folder();
    await fetchProject({ ...source(), out });
    const [first, ...rest] = readFileSync(join(out, "trial_task_run.json"), "utf8").split("\n");
    const gone = 999_999;
    const changed: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      const url = input instanceof Request ? input.url : String(input);
      if (!url.includes("/api/taskrun")) return response;
      const runs = ((await response.json()) as { id: number; info: unknown }[]).filter(({ id }) => id !== gone);
      const { id } = JSON.parse(first ?? "") as { id: number };
      for (const run of runs) if (run.id === id) run.info = { schema: "edited" };
      return Response.json(runs, { headers: response.headers });
    };
    const log = readFileSync(join(out, "fetch-log.ndjson"), "utf8");
    const extra = `${JSON.stringify({ id: gone, info: null })}\n`;
    appendFileSync(join(out, "trial_task_run.json"), extra);
    const batch = JSON.parse(log.trim().split("\n").at(-1) ?? "") as { to: number };
    appendFileSync(
      join(out, "fetch-log.ndjson"),
      `${JSON.stringify({ ...batch, from: batch.to, to: batch.to + extra.length, records: 1 })}\n`,
    );
    await answerAs("vol3", 1);
    const found = await fetchProject({ ...source(), out, fetch: changed, again: true });
    expect(found).toMatchObject({ edited: 1, deleted: 1, new_task_runs: 1, task_runs: rest.length + 1 });
    expect(lines(out, "changes.ndjson")).toEqual([
      { kind: "task_run", id: (JSON.parse(first ?? "") as { id: number }).id, change: "edited" },
      { kind: "task_run", id: gone, change: "deleted" },
    ]);
    expect(lines(out, "trial_task_run.json")[0]?.info).toEqual({ schema: "edited" });
    expect(readFileSync(join(out, "earlier", "1", "trial_task_run.json"), "utf8").split("\n")[0]).toBe(first);
    expect(await fetchProject({ ...source(), out, fetch: changed })).toMatchObject({ new_tasks: 0, new_task_runs: 0 });
  });

  it("leaves out who asked to be forgotten, also when all is read again", async () => {
    const out = folder();
    await fetchProject({ ...source(), out });
    const name = String(lines(out, "trial_task_run.json")[0]?.user_id);
    const { task_runs: removed } = await forget({ dir: out, volunteer: name });
    const left = readFileSync(join(out, "trial_task_run.json"), "utf8");
    expect(removed).toBeGreaterThan(0);
    const { notes, telling } = listening();
    expect(await fetchProject({ ...source(), out, again: true }, telling)).toMatchObject({ edited: 0, deleted: 0 });
    expect(notes.join("\n")).not.toContain("so far");
    expect(readFileSync(join(out, "trial_task_run.json"), "utf8")).toBe(left);
    expect(left).not.toContain(name);
  });

  it("says beforehand that the requests left will not do", async () => {
    const reset = String(Math.ceil(Date.now() / 1000) + 300);
    const scarce: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      const headers = { "X-RateLimit-Limit": "3", "X-RateLimit-Remaining": "2", "X-RateLimit-Reset": reset };
      return Response.json(await response.json(), { headers });
    };
    const { notes, telling } = listening();
    await fetchProject({ ...source(), out: folder(), fetch: scarce, sleep: async () => undefined }, telling);
    expect(notes.join("\n")).toMatch(/Up to \d+ more requests for task runs; the server leaves 1 until \d\d:\d\d:\d\d UTC/);
  });
});

describe("run", () => {
  it("goes from the server to the report", async () => {
    const out = folder();
    const ran = await run({ ...source(), out });
    expect(ran.counts).toMatchObject({ rejected: {}, duplicates: 0 });
    expect(ran.counts.used).toBe(ran.fetched.task_runs);
    expect(ran.buildings).toBe(taskCount);
    const page = readFileSync(join(out, "report", "index.html"), "utf8");
    expect(page).toContain("A trial &lt;/script&gt; &amp; more");
    expect(readFileSync(join(out, "report", "data", "report.js"), "utf8")).toContain('{"kind":"none","why":"no_lock"}');
    expect(readFileSync(join(out, "results.geojson"), "utf8")).toContain('"building":"b-0"');
    const raw = join(out, "raw");
    expect(await fetchProject({ ...source(), out: raw, again: true })).toMatchObject({ edited: 0, deleted: 0, new_task_runs: 0 });
    expect([existsSync(`${out}.salt`), existsSync(`${raw}.salt`)]).toEqual([true, false]);
  });
});
