import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { infer, type Reviewing, review, reviewAgreement, verify } from "strike-tracker-aggregation";
import { afterEach, describe, expect, it } from "vitest";
import { simulate } from "./simulated-crowd.ts";
import { trialFolder } from "./trial-folder.ts";

const trial = simulate({ seed: 5, process: "perceptual", buildings: 12, frames: 6, answers: 3 });
const opened: Reviewing[] = [];

afterEach(async () => {
  for (const desk of opened.splice(0)) await desk.close();
});

async function inferred(): Promise<{ dir: string; out: string }> {
  const dir = trialFolder(trial, { lock: true });
  const out = join(dir, "out");
  await infer({ dir, out });
  return { dir, out };
}

interface Reply {
  status: number;
  headers: Record<string, unknown>;
  body: unknown;
}

/** Sends a request with headers of its own, as a hostile page's browser might. */
function ask(port: number, path: string, headers: Record<string, string>, body?: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, headers, method: body === undefined ? "GET" : "POST" }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece: string) => {
        text += piece;
      });
      response.on("end", () => {
        const json = String(response.headers["content-type"]).startsWith("application/json");
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: json ? JSON.parse(text) : text });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

interface Queue {
  queue: { task: number; name: string; reasons: string[]; decided: boolean }[];
}

/** A desk as its own page talks to it. */
async function openDesk(out: string, options: { name?: string; second?: boolean } = {}) {
  const desk = await review({ dir: out, now: () => new Date(Date.UTC(2026, 0, 2, 3, 4, 5)), ...options });
  opened.push(desk);
  const { pathname, origin } = new URL(desk.address);
  const host = `127.0.0.1:${desk.port}`;
  const get = async (path: string) => (await ask(desk.port, `${pathname}${path}`, { host })).body;
  return {
    ...desk,
    pathname,
    origin,
    get,
    queue: async () => ((await get("api/desk")) as Queue).queue,
    decide: (task: number, decision: unknown) =>
      ask(
        desk.port,
        `${pathname}api/buildings/${task}`,
        { host, origin, "content-type": "application/json" },
        typeof decision === "string" ? decision : JSON.stringify(decision),
      ),
  };
}

const destroyed = (last: string, first: string) => ({
  verdict: "destroyed",
  last_standing: last,
  first_destroyed: first,
  reason: "The roof is gone.",
});
const record = (building: string, reviewer: string, rest: Record<string, unknown> = {}) =>
  `${JSON.stringify({
    schema: "strike-tracker/decision/1",
    id: `${building}-${reviewer}`,
    task_id: 500,
    building,
    verdict: "destroyed",
    last_standing: "f02",
    first_destroyed: "f03",
    reviewer,
    reason: "seen",
    blind: false,
    at: "2026-01-02T03:04:05.000Z",
    ...rest,
  })}\n`;
const rowOf = (out: string, building: string) => {
  const [header = "", ...rows] = readFileSync(join(out, "results.csv"), "utf8").split("\r\n").join("\n").split("\n");
  const names = header.split(",");
  const row = rows.find((line) => line.includes(`,${building},`)) ?? "";
  const cells = row.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, "")) ?? [];
  return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""]));
};
const summaryOf = (out: string) => JSON.parse(readFileSync(join(out, "summary.json"), "utf8")) as Record<string, unknown>;
const frames = (trial.campaign.frames as { id: string }[]).map(({ id }) => id);
const [f1 = "", f2 = "", f3 = "", f4 = ""] = frames;

describe("the desk's server", () => {
  it("answers only its own page: Host, token and Origin", async () => {
    const { out } = await inferred();
    const desk = await openDesk(out, { name: "Ada" });
    const { port, pathname, origin } = desk;
    const own = `127.0.0.1:${port}`;
    const page = await ask(port, pathname, { host: own });
    expect(page.status).toBe(200);
    expect(page.headers["content-security-policy"]).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(page.headers).not.toHaveProperty("access-control-allow-origin");
    expect((await ask(port, pathname, { host: `localhost:${port}` })).status).toBe(200);
    for (const host of ["evil.example", `evil.example:${port}`, "127.0.0.1", `127.0.0.1:${port + 1}`])
      expect([host, (await ask(port, `${pathname}api/desk`, { host })).status]).toEqual([host, 403]);
    for (const path of [
      "/",
      "/api/desk",
      `${pathname.slice(0, -2)}/api/desk`,
      `/${"x".repeat(32)}/api/desk`,
      `${pathname}../etc/passwd`,
      `${pathname}chips/..%2fx`,
    ])
      expect([path, (await ask(port, path, { host: own })).status]).toEqual([path, 404]);
    const task = (await desk.queue())[0]?.task ?? 0;
    const body = JSON.stringify(destroyed(f2, f3));
    const path = `${pathname}api/buildings/${task}`;
    const json = { "content-type": "application/json" };
    for (const foreign of [{}, { origin: "null" }, { origin: "https://evil.example" }, { origin: `http://localhost:${port}` }] as Record<
      string,
      string
    >[])
      expect([foreign, (await ask(port, path, { host: own, ...json, ...foreign }, body)).status]).toEqual([foreign, 403]);
    expect((await ask(port, path, { host: own, origin, "content-type": "text/plain" }, body)).status).toBe(415);
    expect((await ask(port, path, { host: own, origin, ...json }, JSON.stringify({ reason: "x".repeat(20_000) }))).status).toBe(413);
    expect(existsSync(join(out, "decisions.ndjson"))).toBe(false);
  });

  it("walks the queue in its order, and shows every judgement of a building", async () => {
    const { out } = await inferred();
    const desk = await openDesk(out, { name: "Ada" });
    const queue = await desk.queue();
    const ranked = readFileSync(join(out, "review_queue.csv"), "utf8").trim().split("\n").slice(1);
    expect(ranked.length).toBeGreaterThan(1);
    expect(queue.map(({ task }) => String(task))).toEqual(ranked.map((line) => line.split(",")[1]));
    const task = queue[0]?.task ?? 0;
    const shown = (await desk.get(`api/buildings/${task}`)) as {
      building: string;
      answers: { judgements: (string | null)[] }[];
      finding: unknown;
    };
    const walked = (await verify({ dir: out, building: shown.building })).building;
    expect(
      shown.answers.map(({ judgements }) => Object.fromEntries(frames.flatMap((id, k) => (judgements[k] ? [[id, judgements[k]]] : [])))),
    ).toEqual(walked?.answers.map((answer) => answer.frames));
    expect(shown.finding).not.toBeNull();
  });
});

describe("decisions", () => {
  it("are kept line by line, private, the later of a person superseding", async () => {
    const { out } = await inferred();
    const desk = await openDesk(out, { name: "Ada" });
    const task = (await desk.queue())[0]?.task ?? 0;
    expect((await desk.decide(task, destroyed(f2, f3))).status).toBe(201);
    const path = join(out, "decisions.ndjson");
    appendFileSync(path, '{"schema":"strike-tr');
    expect((await desk.decide(task, { verdict: "standing_throughout", reason: "It was a shadow." })).status).toBe(201);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const lines = readFileSync(path, "utf8").trim().split("\n");
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[2] ?? "")).toMatchObject({
      task_id: task,
      verdict: "standing_throughout",
      last_standing: frames.at(-1),
      first_destroyed: null,
      reviewer: "Ada",
      reason: "It was a shadow.",
      blind: false,
      at: "2026-01-02T03:04:05.000Z",
    });
    expect((await desk.queue())[0]?.decided).toBe(true);
    await desk.close();
    const later = await openDesk(out, { name: "Ada" });
    expect(((await later.get(`api/buildings/${task}`)) as { decisions: unknown[] }).decisions).toHaveLength(2);
  });

  it.each([
    ["no JSON", "{", /no JSON/],
    ["no verdict", { reason: "x" }, /must be one of destroyed/],
    ["no reason", { ...destroyed(f2, f3), reason: "  " }, /Give the reason/],
    ["one mark", { verdict: "destroyed", last_standing: f2, reason: "x" }, /Mark both images/],
    ["an unknown frame", destroyed(f2, "f99"), /"f99" is no image/],
    ["the wrong order", destroyed(f3, f2), /must be after/],
    ["no name", destroyed(f2, f3), /Say who decides/],
  ])("that are wrong are refused: %s", async (what, decision, message) => {
    const { out } = await inferred();
    const desk = await openDesk(out, what === "no name" ? {} : { name: "Ada" });
    const { status, body } = await desk.decide((await desk.queue())[0]?.task ?? 0, decision);
    expect([status, body]).toEqual([400, { message: expect.stringMatching(message) }]);
    expect((await desk.decide(1, destroyed(f2, f3))).status).toBe(404);
    expect(existsSync(join(out, "decisions.ndjson"))).toBe(false);
  });
});

describe("infer with decisions", () => {
  it("uses what experts agree on as known, tells so, and verify makes the same, whatever is decided afterwards", async () => {
    const { dir, out } = await inferred();
    const path = join(out, "decisions.ndjson");
    const before = readFileSync(join(out, "results.csv"), "utf8");
    writeFileSync(
      path,
      [
        record("b-0", "Ada", { last_standing: f3, first_destroyed: f4 }),
        record("b-0", "Ada", { last_standing: f1, first_destroyed: f2 }),
        record("b-0", "Ben", { last_standing: f1, first_destroyed: f2 }),
        record("b-1", "Ada", { verdict: "not_a_building", last_standing: null, first_destroyed: null }),
        record("b-2", "Ada", { last_standing: f1, first_destroyed: f2 }),
        record("b-2", "Ben", { last_standing: f2, first_destroyed: f3 }),
        record("b-3", "Ada", { verdict: "cannot_tell", last_standing: null, first_destroyed: null }),
        record("b-4", "Ada", { last_standing: f1, first_destroyed: "f99" }),
        record("b-5", "Ben", { verdict: "destroyed_before", last_standing: null, first_destroyed: f1 }),
        '{"schema":"stri',
      ].join(""),
    );
    const warnings: string[] = [];
    await infer({ dir, out }, { note: () => undefined, progress: () => undefined, warn: (line) => warnings.push(line) });
    expect(rowOf(out, "b-0")).toMatchObject({ status: "destroyed", gap: "1", probability: "1", needs_review: "false" });
    expect(rowOf(out, "b-0").flags).toContain("expert_decided");
    expect(rowOf(out, "b-1")).toMatchObject({ status: "not_a_building", needs_review: "false" });
    expect(rowOf(out, "b-2")).toMatchObject({ needs_review: "true", review_reason: expect.stringMatching(/^experts_disagree/) });
    expect(rowOf(out, "b-2").flags).not.toContain("expert_decided");
    expect(readFileSync(join(out, "review_queue.csv"), "utf8")).toMatch(/b-2,[^,]*,experts_disagree/);
    expect(rowOf(out, "b-5")).toMatchObject({ status: "destroyed_before", gap: "0", probability: "1" });
    for (const building of ["b-3", "b-4"]) expect(rowOf(out, building).flags).not.toContain("expert_decided");
    expect(summaryOf(out).decisions).toEqual({
      recorded: 9,
      buildings: 6,
      used: 3,
      disagreed: 1,
      cannot_tell: 1,
      unusable: 1,
      left_to_gold: 0,
      by: { Ada: 5, Ben: 3 },
    });
    expect(warnings.join("\n")).toMatch(/disagree on 1 building:[\s\S]*on 1 building are not used[\s\S]*1 line never/);
    const provenance = readFileSync(join(out, "provenance.json"), "utf8");
    expect(provenance).toMatch(/3 of 6 decided buildings used as known; decided by Ada \(5\), Ben \(3\)/);
    expect(provenance).toContain("#input/decisions.ndjson");
    expect(await verify({ dir: out })).toMatchObject({ ok: true, differences: [] });
    appendFileSync(path, `\n${record("b-6", "Ada")}`);
    expect(await verify({ dir: out })).toMatchObject({ ok: true, differences: [] });
    writeFileSync(path, readFileSync(path, "utf8").replace("seen", "sewn"));
    expect((await verify({ dir: out })).differences).toContainEqual({ file: "decisions.ndjson", what: "input has changed" });
    expect(before).not.toContain("expert_decided");
  });

  it("leaves a building to --gold, fits nothing on decisions, and refuses a file that is none", async () => {
    const { dir, out } = await inferred();
    const decisions = join(dir, "elsewhere.ndjson");
    const gold = join(dir, "gold.csv");
    writeFileSync(gold, `building,last_standing,first_destroyed\nb-0,${f2},${f3}\n`);
    writeFileSync(
      decisions,
      Array.from({ length: 12 }, (_, b) => record(`b-${b}`, "Ada", { last_standing: f1, first_destroyed: f2 })).join(""),
    );
    const summary = await infer({ dir, out, gold, decisions, acceptAlarm: true });
    expect(rowOf(out, "b-0")).toMatchObject({ gap: "2" });
    expect(rowOf(out, "b-1")).toMatchObject({ gap: "1" });
    expect(summary).toMatchObject({ decisions: { used: 11, left_to_gold: 1 }, tuning: { gold: 0 } });
    writeFileSync(decisions, record("b-0", "Ada", { verdict: "gone" }));
    await expect(infer({ dir, out, decisions })).rejects.toThrow(/elsewhere\.ndjson, line 1/);
  });
});

describe("a blind second review", () => {
  it("shows neither the first decision nor the result, and tells the agreement at its end", async () => {
    const { dir, out } = await inferred();
    const first = await openDesk(out, { name: "Ada" });
    const [one, two] = await first.queue();
    await first.decide(one?.task ?? 0, destroyed(f1, f2));
    await first.decide(two?.task ?? 0, destroyed(f2, f3));
    await infer({ dir, out, acceptAlarm: true });
    await expect(review({ dir: out, second: true })).rejects.toThrow(/whose it is/);
    const second = await openDesk(out, { name: "Ben", second: true });
    const queue = await second.queue();
    expect(queue.map(({ task, reasons, decided }) => ({ task, reasons, decided })).toSorted((a, b) => a.task - b.task)).toEqual(
      [one?.task, two?.task].toSorted((a, b) => (a ?? 0) - (b ?? 0)).map((task) => ({ task, reasons: [], decided: false })),
    );
    const shown = await second.get(`api/buildings/${one?.task}`);
    expect(shown).toMatchObject({ finding: null, decisions: [] });
    expect(JSON.stringify(shown)).not.toMatch(/posterior|probability|Ada|roof|after90/);
    expect(await second.get("api/agreement")).toBeNull();
    await second.decide(one?.task ?? 0, destroyed(f1, f2));
    expect(await second.get("api/agreement")).toBeNull();
    await second.decide(two?.task ?? 0, destroyed(f3, f4));
    const agreed = { buildings: 2, exact_share: 0.5 };
    expect(await second.get("api/agreement")).toMatchObject({ all: agreed, blind: agreed, reviewers: ["Ada", "Ben"] });
    expect(reviewAgreement(out)).toMatchObject({ all: { ...agreed, krippendorff_alpha: { value: 0.4 } } });
  });
});
