import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServerUnderTest, startServer } from "../unit/server/server-under-test.ts";

/** What programs read in the pages of the measured servers, Scifabric/pybossa 4.0.2 and bloomberg/pybossa d321dc9c. */
const presenter = '<div id="sp">{{ project.name }} مرحبا</div><script>window.SP = 1;</script>';
const company = {
  data_classification: { input_data: "L4 - public", output_data: "L4 - public" },
  kpi: 1,
  product: "abc",
  subproduct: "def",
};
const asJson = { "Content-Type": "application/json" };

function cookieOf({ headers }: { headers: Headers }): string {
  return headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}

describe.each(["scifabric", "bloomberg"] as const)("a page of %s", (dialect) => {
  const isBloomberg = dialect === "bloomberg";
  let server: ServerUnderTest;
  let taskId = 0;
  beforeAll(async () => {
    server = await startServer({ dialect });
    const info = { task_presenter: presenter, ...(isBloomberg ? company : {}) };
    const body = { name: "Town", short_name: "town", description: "d", info, ...(isBloomberg ? { password: "secret" } : {}) };
    const { json } = await server.send("POST", "/api/project", { as: "owner", body });
    const task = await server.send("POST", "/api/task", {
      as: "owner",
      body: { project_id: Number(json.id), info: { n: 0 }, n_answers: 2 },
    });
    taskId = Number(task.json.id);
    await server.publish("town");
  });
  afterAll(() => server.close());

  it("holds the presenter byte for byte in a container, after jQuery, Bootstrap and pybossa", async () => {
    const { text } = await server.send("GET", "/project/town/newtask", { as: "owner" });
    const before = text.slice(0, text.indexOf(presenter));
    expect(text).toContain(presenter);
    expect(before).toMatch(/jquery[\s\S]*bootstrap[^"]*\.js[\s\S]*pybossa\.js[\s\S]*<div class="container">/);
    expect(before.endsWith('<div id="task-presenter-section">')).toBe(isBloomberg);
    expect(before).not.toMatch(/<script[^>]* (defer|async|type="module")/);
  });

  it("may be framed and may run scripts as measured", async () => {
    const { headers } = await server.send("GET", "/project/town/newtask", { as: "owner" });
    expect(headers.get("X-Frame-Options")).toBe(isBloomberg ? "SAMEORIGIN" : null);
    expect(headers.get("Content-Security-Policy")).toBe(isBloomberg ? "default-src * 'unsafe-inline' 'unsafe-eval' data: blob:" : null);
  });

  it("is open to the anonymous on scifabric, and leads them to sign in on bloomberg", async () => {
    const { status, headers } = await server.send("GET", "/project/town/newtask");
    expect(status).toBe(isBloomberg ? 302 : 200);
    if (isBloomberg) expect(headers.get("Location")).toMatch(/^\/account\/signin\?next=/);
  });

  it("answers JSON where that is asked for by the Content-Type of a GET, but newtask is always HTML", async () => {
    const settings = await server.send("GET", "/project/town/publish", { as: "owner", headers: asJson });
    expect(settings.headers.get("Content-Type")).toContain("application/json");
    const newtask = await server.send("GET", "/project/town/newtask", { as: "owner", headers: asJson });
    expect(newtask.headers.get("Content-Type")).toContain("text/html");
  });

  it("signs in by JSON: the form's token, then 200 whose status alone tells a wrong password", async () => {
    const form = await server.send("GET", "/account/signin", { headers: asJson });
    const csrf = String(form.json.form?.csrf);
    expect(csrf).toMatch(/\S{20,}/);
    const headers = { ...asJson, "X-CSRFToken": csrf, Cookie: cookieOf(form) };
    const wrong = await server.send("POST", "/account/signin", { headers, body: { email: "vol1@example.org", password: "no" } });
    expect(wrong.status).toBe(200);
    expect(wrong.json.status).not.toBe("success");
    const body = { email: "vol1@example.org", password: server.passwords.vol1 };
    expect((await server.send("POST", "/account/signin", { headers, body })).json.status).toBe("success");
    const tokenless = await server.send("POST", "/account/signin", { headers: asJson, body });
    expect(tokenless.status).toBe(400);
  });

  it("asks in its forms for the fields that programs send", async () => {
    const names = async (path: string, as: "admin" | "owner" | "vol1") =>
      [...(await server.send("GET", path, { as })).text.matchAll(/ name="([^"]+)"/g)].map(([, name]) => name);
    expect(await names("/project/town/publish", "owner")).toContain("csrf_token");
    expect(await names("/account/register", "admin")).toEqual(
      expect.arrayContaining(["name", "fullname", "email_addr", "password", "confirm", "consent"]),
    );
    if (isBloomberg) expect(await names("/project/town/password", "vol1")).toEqual(expect.arrayContaining(["csrf_token", "password"]));
  });

  it("shows one task's page to whom it may", async () => {
    const own = await server.send("GET", `/project/town/task/${taskId}`, { as: "owner" });
    expect(own.text).toContain(presenter);
    const other = await server.send("GET", `/project/town/task/${taskId}`, { as: "vol1" });
    expect(other.status).toBe(isBloomberg ? 302 : 200);
    if (isBloomberg) expect(other.headers.get("Location")).toBe(`/project/town/password?next=/project/town/task/${taskId}`);
    expect((await server.send("GET", "/project/town/task/999999", { as: "owner" })).status).toBe(404);
  });

  it("shows the tutorial first, once, by a cookie", async () => {
    await server.send("PUT", `/api/project/1`, {
      as: "owner",
      body: { info: { task_presenter: presenter, tutorial: "<p>FIRST</p>", ...(isBloomberg ? company : {}) } },
    });
    const first = await server.send("GET", "/project/town/newtask", { as: "owner" });
    expect(first.text).toContain("<p>FIRST</p>");
    expect(first.text).not.toContain(presenter);
    expect(cookieOf(first)).toContain("towntutorial=seen");
    const second = await server.send("GET", "/project/town/newtask", { as: "owner", headers: { Cookie: "towntutorial=seen" } });
    expect(second.text).toContain(presenter);
  });
});
