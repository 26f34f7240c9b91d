import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../../openapi/server/src/app.ts";
import type { Backend } from "../../../openapi/server/src/backend.ts";
import { createFaultInjector } from "../../../openapi/server/src/faults/index.ts";
import { type ServerUnderTest, startServer } from "./server-under-test.ts";

let server: ServerUnderTest;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const presenter = `<div data-x="{{ project.name }}">قبل $& $1 {% raw %}</div><script>window.a = 1 < 2 && "</div>";</script>`;

async function published(info: Record<string, unknown> = {}, fields: Record<string, unknown> = {}) {
  const project = await server.project(2, { info: { task_presenter: presenter, ...info }, ...fields });
  await server.publish(project.name);
  return project;
}

it("an error that comes before the caller is known has its page too", async () => {
  const faults = createFaultInjector({ plan: null, report: () => undefined, kill: () => undefined });
  const backend = { dialect: "scifabric", now: () => 0 } as Backend;
  for (const [path, type] of [
    ["/", "text/html"],
    ["/?response_format=json", "application/json"],
  ] as const) {
    const response = await createApp(backend, faults).request(path);
    expect([response.status, response.headers.get("content-type")]).toEqual([500, expect.stringContaining(type)]);
    expect(await response.text()).toContain("internal error");
  }
});

describe("the presenter's page", () => {
  it("holds the presenter byte for byte inside a container, after the scripts, before the locale", async () => {
    const { name } = await published();
    for (const page of ["newtask", "presenter"]) {
      const { status, text, headers } = await server.send("GET", `/project/${name}/${page}`);
      expect([status, headers.get("content-type")]).toEqual([200, "text/html; charset=UTF-8"]);
      const places = [
        "jquery.min.js",
        "bootstrap.min.js",
        "/static/pybossa.js",
        '<div class="container">\n      <h1',
        presenter,
        'id="PYBOSSA_USER_LOCALE"',
        "<footer>",
      ];
      const at = places.map((place) => text.lastIndexOf(place));
      expect(at).not.toContain(-1);
      expect([...at].sort((a, b) => a - b)).toEqual(at);
      expect(text).toContain('<meta name="viewport" content="width=device-width, initial-scale=1.0">');
    }
  });

  it("warns the anonymous and nobody else", async () => {
    const { name } = await published();
    expect((await server.send("GET", `/project/${name}/newtask`)).text).toContain("show-notification");
    expect((await server.send("GET", `/project/${name}/newtask`, { as: "vol1" })).text).not.toContain("show-notification");
  });

  it("escapes the project's name", async () => {
    const { id, name } = await published();
    await server.send("PUT", `/api/project/${id}`, { as: "owner", body: { name: `<img src=x onerror=a${id}>` } });
    for (const path of [`/project/${name}/newtask`, `/project/${name}/`, "/"]) {
      const { text } = await server.send("GET", path);
      expect(text).toContain(`&lt;img src=x onerror=a${id}&gt;`);
      expect(text).not.toContain("<img src=x");
    }
  });

  it("does not stamp a task, the task's page does", async () => {
    const { id, name, taskIds } = await published();
    const send = () => server.send("POST", "/api/taskrun", { as: "vol1", body: { project_id: id, task_id: taskIds[1], info: 1 } });
    await server.send("GET", `/project/${name}/newtask`, { as: "vol1" });
    expect((await send()).status).toBe(403);
    await server.send("GET", `/project/${name}/task/${taskIds[1]}`, { as: "vol1" });
    expect((await send()).status).toBe(200);
  });

  it("stamps in JSON mode too, which the newtask page has not", async () => {
    const { id, name, taskIds } = await published({ custom: 1 });
    const headers = { "Content-Type": "application/json" };
    const page = await server.send("GET", `/project/${name}/task/${taskIds[0]}`, { as: "vol1", headers });
    expect(page.json.project).toMatchObject({ id, short_name: name });
    expect(page.json.project?.info).not.toHaveProperty("custom");
    expect((await server.send("POST", "/api/taskrun", { as: "vol1", body: { project_id: id, task_id: taskIds[0], info: 1 } })).status).toBe(
      200,
    );
    expect((await server.send("GET", `/project/${name}/newtask`, { headers })).headers.get("content-type")).toMatch("text/html");
  });

  it("says so for another project's task, and knows no unknown ones", async () => {
    const { name } = await published();
    const other = await published();
    const wrong = await server.send("GET", `/project/${name}/task/${other.taskIds[0]}`);
    expect([wrong.status, wrong.text]).toEqual([200, expect.stringContaining("belongs to another project")]);
    expect((await server.send("GET", `/project/${name}/task/424242`)).status).toBe(404);
    expect((await server.send("GET", "/project/nosuch/newtask")).status).toBe(404);
  });

  it("is closed to others while the project is a draft", async () => {
    const { name, taskIds } = await server.project(1);
    for (const path of [`/project/${name}/newtask`, `/project/${name}/task/${taskIds[0]}`, `/project/${name}/`]) {
      expect((await server.send("GET", path)).status).toBe(401);
      expect((await server.send("GET", path, { as: "vol1" })).status).toBe(403);
      expect((await server.send("GET", path, { as: "owner" })).status).toBe(200);
    }
  });

  it("sends the anonymous to sign in where they may not contribute", async () => {
    const { name } = await published({}, { allow_anonymous_contributors: false });
    const { status, headers } = await server.send("GET", `/project/${name}/newtask`);
    expect([status, headers.get("location")]).toEqual([
      302,
      `${server.endpoint}/account/signin?next=${encodeURIComponent(`/project/${name}/newtask`)}`,
    ]);
  });
});

describe("the tutorial", () => {
  it("stands in for the presenter at the first visit, its scripts last", async () => {
    const { name } = await published({ tutorial: "<p id='tutorial'>look</p>" });
    const first = await server.send("GET", `/project/${name}/newtask`);
    expect(first.headers.get("set-cookie")).toMatch(new RegExp(`^${name}tutorial=seen; Path=/`));
    expect(first.text).toContain("<p id='tutorial'>look</p>");
    expect(first.text).not.toContain(presenter);
    expect(first.text.indexOf("jquery")).toBeGreaterThan(first.text.indexOf("id='tutorial'"));
    const second = await server.send("GET", `/project/${name}/newtask`, { headers: { Cookie: `${name}tutorial=seen` } });
    expect(second.text).toContain(presenter);
    expect((await server.send("GET", `/project/${name}/tutorial`)).text).toContain("Start contributing!");
  });
});

describe("the home page", () => {
  it("lists what is published, and the owner's drafts to the owner", async () => {
    const open = await published();
    const draft = await server.project();
    const anonymous = (await server.send("GET", "/")).text;
    expect(anonymous).toContain(`/project/${open.name}/"`);
    expect(anonymous).not.toContain(`/project/${draft.name}/"`);
    expect((await server.send("GET", "/", { as: "owner" })).text).toContain(`/project/${draft.name}/"`);
  });

  it("answers unknown paths with 404, as JSON where that is asked for", async () => {
    expect((await server.send("GET", "/nothing")).headers.get("content-type")).toMatch("text/html");
    const { status, json } = await server.send("GET", "/nothing", { headers: { "Content-Type": "application/json" } });
    expect([status, json.template]).toEqual([404, "404.html"]);
    expect((await server.send("GET", "/api/nosuch")).status).toBe(404);
  });
});
