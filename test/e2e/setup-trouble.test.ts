import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPybossaServer } from "pybossa-embedded";
import { apply } from "strike-tracker-setup";
import { describe, expect, it, onTestFinished } from "vitest";
import { listening } from "../unit/setup/workspace.ts";
import { access, campaign, done, lockOf, owner, start, tasksOf } from "./setup-workspace.ts";

describe("a server in trouble", () => {
  /** fetch, but for the requests that `refuse` answers itself. */
  const fetching =
    (refuse: (request: Request) => Promise<Response | null>): typeof fetch =>
    async (input, init) => {
      const request = new Request(input, init);
      return (await refuse(request)) ?? fetch(request);
    };
  const refusal = (status: number) =>
    new Response(
      JSON.stringify({
        action: "POST",
        status: "failed",
        status_code: status,
        target: "x",
        exception_cls: "ValueError",
        exception_msg: "no",
      }),
      {
        status,
        headers: { "Content-Type": "application/json" },
      },
    );

  it("that takes no uploads gets the script within the page", async () => {
    const path = campaign("inlined", 2);
    const { effects, said } = listening();
    const isUpload = (request: Request) =>
      request.method === "POST" &&
      (request.headers.get("content-type") ?? "").startsWith("multipart/") &&
      request.url.includes("helpingmaterial");
    await apply(path, access(), { ...effects, fetch: fetching((request) => Promise.resolve(isUpload(request) ? refusal(415) : null)) });
    const page = String((await owner().projects.byShortName("inlined"))?.info?.task_presenter);
    expect(page).not.toContain("<script src=");
    expect(page.length).toBeGreaterThan(50_000);
    expect(said.join("")).toContain("takes no uploads (415)");
  });

  it("that breaks an import off half-way still ends with each task once", async () => {
    const path = campaign("half", 120);
    const { effects, said } = listening();
    let broken = 0;
    const half = async (request: Request) => {
      if (!(request.method === "POST" && request.url.includes("/tasks/import"))) return null;
      broken++;
      const form = await request.clone().formData();
      const file = form.get("file");
      const lines = file instanceof Blob ? (await file.text()).split("\n") : [];
      form.set("file", new Blob([lines.slice(0, 41).join("\n")], { type: "text/csv" }), "part.csv");
      const headers = new Headers(request.headers);
      headers.delete("content-type");
      await fetch(request.url, { method: "POST", body: form, headers, redirect: "manual" });
      return new Response("Internal Server Error", { status: 500 });
    };
    const result = await apply(path, access(), { ...effects, fetch: fetching(half) }, { method: "csv" });
    expect([broken, result.created]).toEqual([1, 120]);
    expect(said.join("")).toContain("broke off the import");
    const ids = (await tasksOf("half")).map(({ info }) => (info as { building: string }).building);
    expect([ids.length, new Set(ids).size]).toEqual([120, 120]);
  });

  it("that stored a task and lost its answer ends with that task once", async () => {
    const path = campaign("lost", 12);
    const { effects } = listening();
    let count = 0;
    const lose = async (request: Request) => {
      if (!(request.method === "POST" && request.url.endsWith("/api/task")) || ++count !== 5) return null;
      await fetch(request);
      throw new TypeError("the connection was reset");
    };
    await expect(apply(path, access(), { ...effects, fetch: fetching(lose) })).rejects.toMatchObject({ status: 3 });
    expect(await done("apply", path)).toMatchObject({ created: 7, unchanged: 5 });
    expect((await tasksOf("lost")).length).toBe(12);
  });

  it("with a small budget makes apply wait, and say so", async () => {
    const folder = mkdtempSync(join(tmpdir(), "setup-slow-"));
    const slow = await createPybossaServer({ dataDir: folder, limit: 12, windowSeconds: 2 });
    onTestFinished(async () => {
      await slow.close();
      rmSync(folder, { recursive: true, force: true });
    });
    const path = campaign("slow", 20);
    const { effects, said } = listening();
    const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
    const at = { endpoint: slow.endpoint, apiKey: slow.keys.owner };
    expect(await apply(path, at, { ...effects, sleep }, { method: "post" })).toMatchObject({ created: 20 });
    expect(said.join("")).toMatch(/The server allows no more requests for now; going on at \d\d:\d\d:\d\d UTC/);
  });

  it("that is another one gets a lock of its own; the old one is kept", async () => {
    const folder = mkdtempSync(join(tmpdir(), "setup-other-"));
    const other = await createPybossaServer({ dataDir: folder, limit: 1000 });
    onTestFinished(async () => {
      await other.close();
      rmSync(folder, { recursive: true, force: true });
    });
    const path = campaign("moved", 4);
    await done("apply", path);
    const before = lockOf(path);
    const { effects, said } = listening();
    await apply(path, { endpoint: other.endpoint, apiKey: other.keys.owner }, effects);
    expect(said.join("")).toContain("its lock is kept as");
    expect(lockOf(path).buildings.map(({ building }) => building)).toEqual(before.buildings.map(({ building }) => building));
    const kept = readdirSync(join(path, "..")).find((name) => name.startsWith("campaign.lock.127"));
    expect(JSON.parse(readFileSync(join(path, "..", kept ?? ""), "utf8"))).toEqual(before);
  });

  it("interrupted by Ctrl-C ends with status 130, and goes on later", async () => {
    const path = campaign("interrupted", 120);
    const { child, done: ended } = start(["apply", path, "--method", "post"]);
    for (let tries = 0; tries < 600 && (await tasksOf("interrupted")).length < 5; tries++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill("SIGINT");
    const { status, stderr } = await ended;
    expect([status, stderr]).toEqual([130, expect.stringContaining("Run the same command again")]);
    expect(await done("apply", path)).toMatchObject({ skipped: 0 });
    expect((await tasksOf("interrupted")).length).toBe(120);
  });
});
