import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createPybossaServer, DatabaseInUseError } from "pybossa-embedded";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { announced, command, ended, run as start } from "./server-process.ts";
import { startServer } from "./server-under-test.ts";

const doomed = fileURLToPath(new URL("doomed-server.ts", import.meta.url));

let folder = "";
let children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "durable-"));
  children = [];
});
afterEach(async () => {
  for (const child of children) await ended(child, "SIGKILL");
  rmSync(folder, { recursive: true });
});

function run(args: string[]): ChildProcess {
  const child = start(args);
  children.push(child);
  return child;
}

describe("a server killed inside a transaction", () => {
  it("has kept all that it acknowledged, nothing half done, and starts again", async () => {
    const dataDir = join(folder, "data");
    const armed = join(folder, "armed");
    const child = run(["--import", "tsx", doomed, dataDir, armed]);
    const { endpoint, keys } = await announced(child);
    const headers = { Authorization: String(keys.owner), "Content-Type": "application/json" };
    const post = (path: string, body: object) => fetch(endpoint + path, { method: "POST", headers, body: JSON.stringify(body) });
    await post("/api/project", { name: "kept", short_name: "kept", description: "d" });
    for (let n = 0; n < 5; n += 1) expect((await post("/api/task", { project_id: 1, info: { n } })).status).toBe(200);

    const page = await fetch(`${endpoint}/project/kept/tasks/import?type=localCSV`, { headers });
    const { form } = (await page.json()) as { form: { csrf: string } };
    const cookie = (page.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    const body = new FormData();
    body.set("file", new File([`b\n${Array.from({ length: 150 }, (_, n) => `row${n}`).join("\n")}\n`], "rows.csv"));
    writeFileSync(armed, "");
    const importing = fetch(`${endpoint}/project/kept/tasks/import?type=localCSV`, {
      method: "POST",
      headers: { Authorization: String(keys.owner), "X-CSRFToken": form.csrf, Cookie: cookie },
      body,
    });
    await expect(importing).rejects.toThrow();
    expect((await ended(child)).signal).toBe("SIGKILL");
    expect(existsSync(join(dataDir, "pybossa.db.lock"))).toBe(true);

    const server = await startServer({ dataDir });
    expect(server.keys).toEqual(keys);
    expect((await server.send("GET", "/api/task?limit=100")).json.map(({ info }) => info?.n)).toEqual([0, 1, 2, 3, 4]);
    expect((await server.send("POST", "/api/task", { as: "owner", body: { project_id: 1 } })).status).toBe(200);
    await server.close();
    expect(existsSync(join(dataDir, "pybossa.db.lock"))).toBe(false);
  });
});

describe("a data folder in use", () => {
  it("is refused to a second server, of this process or of another one", async () => {
    const dataDir = join(folder, "data");
    const first = await startServer({ dataDir });
    await expect(createPybossaServer({ dataDir })).rejects.toThrow(DatabaseInUseError);
    expect((await first.send("GET", "/api/project")).status).toBe(200);
    const second = run([command, "--data", dataDir]);
    expect(await ended(second)).toEqual({ code: 1, signal: null });
    await first.close();
    const third = run([command, "--data", dataDir]);
    await announced(third);
    await expect(createPybossaServer({ dataDir })).rejects.toThrow(/is open in process/);
  });

  it("with a lock that nobody noted is left alone", async () => {
    const dataDir = join(folder, "data");
    mkdirSync(join(dataDir, "pybossa.db.lock"), { recursive: true });
    await expect(createPybossaServer({ dataDir })).rejects.toThrow(/nothing says whose lock it is/);
    expect(existsSync(join(dataDir, "pybossa.db.lock"))).toBe(true);
  });
});

describe("pybossa-embedded", () => {
  it("prints one line of JSON first, and the same accounts after a restart", async () => {
    const dataDir = join(folder, "data");
    const child = run([command, "--data", dataDir, "--static", folder, "--limit", "5"]);
    const first = await announced(child);
    expect(first).toMatchObject({ dialect: "scifabric", data: dataDir, static: expect.stringMatching(/^http:/) });
    expect(Object.keys(first.keys)).toEqual(["admin", "owner", "vol1", "vol2", "vol3"]);
    expect(new Set(Object.values(first.keys)).size).toBe(5);
    expect((await fetch(`${first.endpoint}/api/project`)).headers.get("x-ratelimit-limit")).toBe("5");
    expect(statSync(join(dataDir, "accounts.json")).mode & 0o777).toBe(0o600);
    expect(await ended(child, "SIGTERM")).toEqual({ code: 0, signal: null });
    const again = await announced(run([command, "--data", dataDir]));
    expect([again.keys, again.passwords]).toEqual([first.keys, first.passwords]);
  });

  it("tells its version", async () => {
    expect(await ended(run([command, "--version"]))).toEqual({ code: 0, signal: null });
  });

  it.each([[["--limit", "x"]], [["--nonsense"]], [["--dialect", "other"]]])("ends with 2 for %j", async (args) => {
    expect((await ended(run([command, "--data", join(folder, "data"), ...args]))).code).toBe(2);
  });
});
