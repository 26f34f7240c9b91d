import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPybossaClient } from "pybossa-client-ts";
import { createPybossaServer, type PybossaServer } from "pybossa-embedded";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

describe("on the wire", () => {
  const seen: { method: string | undefined; url: string | undefined; headers: IncomingMessage["headers"] }[] = [];
  let server: Server;
  let endpoint = "";

  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push({ method: request.method, url: request.url, headers: request.headers });
      request.resume();
      const page = { csrf: "token-1", project: { id: 1, short_name: "p", published: false } };
      response.setHeader("Set-Cookie", ["session=abc; HttpOnly; Path=/", "remember_token=def; Path=/"]);
      if (request.method === "GET") response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(page));
      else response.writeHead(302, { Location: "/project/p/" }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it("token, cookie, key and Referer go with the form, and no redirect is followed", async () => {
    const client = createPybossaClient({ endpoint, apiKey: "key-1" });
    expect(await client.forms.publish("p")).toEqual({ already: false });
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual(["GET /project/p/publish", "POST /project/p/publish"]);
    expect(seen[0]?.headers).toMatchObject({ authorization: "key-1", "content-type": "application/json" });
    expect(seen[1]?.headers).toMatchObject({
      authorization: "key-1",
      "content-type": "application/json",
      cookie: "session=abc; remember_token=def",
      "x-csrftoken": "token-1",
      referer: `${endpoint}/project/p/publish`,
    });
  });

  it("the next call starts without the last one's cookie, and signing in without the key", async () => {
    seen.length = 0;
    const client = createPybossaClient({ endpoint, apiKey: "key-1" });
    await client.forms.signIn("a@example.org", "pass").catch(() => {});
    expect(seen[0]?.headers.cookie).toBeUndefined();
    expect(seen.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  });
});

describe("with the embedded server", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "client-forms-"));
  let server: PybossaServer;
  const as = (name: string) => createPybossaClient({ endpoint: server.endpoint, apiKey: server.keys[name] });

  beforeAll(async () => {
    server = await createPybossaServer({ dataDir });
  });
  afterAll(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true });
  });

  it("a project is imported, set up, and published once", async () => {
    const client = as("owner");
    const { id } = await client.projects.create({ name: "Forms", short_name: "forms", description: "d" });
    await expect(client.forms.publish("forms")).rejects.toMatchObject({ status: 403, message: expect.stringContaining("task presenter") });
    await client.projects.updateInfo(id, (info) => ({ ...info, task_presenter: "<p>hello</p>" }));
    await client.forms.importCsv("forms", "tasks", "building,n_answers\nb-1,2\nb-2,2\n");
    await client.forms.redundancy("forms", 4);
    await client.forms.scheduler("forms", "breadth_first");
    const tasks = (await client.tasks.pages(id).next()).value;
    expect(tasks).toMatchObject([
      { info: { building: "b-1" }, n_answers: 4 },
      { info: { building: "b-2" }, n_answers: 4 },
    ]);
    expect((await client.projects.get(id)).info.sched).toBe("breadth_first");
    expect(await client.forms.publish("forms")).toEqual({ already: false });
    const volunteer = as("vol1");
    await volunteer.newTask(id);
    await volunteer.taskRuns.create({ project_id: id, task_id: (tasks ?? [])[0]?.id ?? 0, info: { a: 1 } });
    expect(await client.forms.publish("forms")).toEqual({ already: true });
    expect((await client.taskRuns.pages(id).next()).value).toHaveLength(1);
  });

  it("what a form says against its values is told", async () => {
    await expect(as("owner").forms.redundancy("forms", 5000)).rejects.toThrow(/n_answers/);
    await expect(as("vol1").forms.publish("forms")).rejects.toMatchObject({ name: "PybossaError", status: 403 });
  });

  it("an uploaded file is there, or the upload fails and leaves nothing", async () => {
    const client = as("owner");
    const { id } = (await client.projects.byShortName("forms")) ?? { id: 0 };
    const made = await client.helpingMaterials.upload(id, {
      name: "a.js",
      body: new TextEncoder().encode("let a"),
      type: "text/javascript",
      info: { k: 1 },
    });
    expect(made.info).toMatchObject({ k: 1, file_name: "a.js" });
    await expect(client.helpingMaterials.upload(id, { name: "a.webp", body: new Uint8Array([1]), type: "image/webp" })).rejects.toThrow(
      /does not serve/,
    );
    expect((await client.helpingMaterials.list(id)).map((material) => material.id)).toEqual([made.id]);
  });

  it("a wrong password is an error, the right one a session", async () => {
    const anonymous = createPybossaClient({ endpoint: server.endpoint });
    await expect(anonymous.forms.signIn("nobody@example.org", "x")).rejects.toMatchObject({
      name: "PybossaError",
      message: expect.stringMatching(/incorrect/i),
    });
    const { cookie } = await anonymous.forms.signIn("vol2@example.org", server.passwords.vol2 ?? "");
    const { id } = (await anonymous.projects.byShortName("forms")) ?? { id: 0 };
    const signedIn = createPybossaClient({ endpoint: server.endpoint, headers: { Cookie: cookie } });
    const given = await signedIn.newTask(id);
    const task_id = given.kind === "tasks" ? (given.tasks[0]?.id ?? 0) : 0;
    expect((await signedIn.taskRuns.create({ project_id: id, task_id, info: {} })).user_id).toEqual(expect.any(Number));
  });
});
