import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServerUnderTest, startServer } from "./server-under-test.ts";

let server: ServerUnderTest;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const json = { "Content-Type": "application/json" };
const cookieOf = (headers: Headers) => (headers.get("set-cookie") ?? "").split(";")[0] ?? "";

/** A form's token and cookie, as a browser without a session gets them. */
async function openForm(path: string, cookie = "") {
  const { json: page, headers } = await server.send("GET", path, { headers: { ...json, ...(cookie ? { Cookie: cookie } : {}) } });
  return { token: String(page.form?.csrf ?? page.csrf), cookie: cookieOf(headers) || cookie, headers };
}

async function signIn(email: string, password: string, path = "/account/signin") {
  const { token, cookie } = await openForm("/account/signin");
  return server.send("POST", path, { body: { email, password }, headers: { "X-CSRFToken": token, Cookie: cookie } });
}

describe("keys", () => {
  const done = async (headers: Record<string, string>, query = "") => {
    const { json: users } = await server.send("GET", `/api/user${query}`, { headers });
    return users.find((user) => user.email_addr)?.name ?? "anonymous";
  };

  it("are the whole Authorization header, which wins over the query; unknown ones count for nothing", async () => {
    const { vol1, vol2 } = server.keys;
    expect(await done({ Authorization: String(vol1) })).toBe("vol1");
    expect(await done({}, `?api_key=${vol1}`)).toBe("vol1");
    expect(await done({ Authorization: String(vol2) }, `?api_key=${vol1}`)).toBe("vol2");
    expect(await done({ Authorization: `Bearer ${vol2}` }, `?api_key=${vol1}`)).toBe("anonymous");
    expect(await done({ Authorization: "unknown" })).toBe("anonymous");
  });

  it("win over the session", async () => {
    const { headers } = await signIn("vol1@example.org", String(server.passwords.vol1));
    const Cookie = cookieOf(headers);
    expect(await done({ Cookie })).toBe("vol1");
    expect(await done({ Cookie, Authorization: String(server.keys.vol2) })).toBe("vol2");
  });
});

describe("signing in", () => {
  it("needs the form's token and the right password", async () => {
    const bare = await server.send("POST", "/account/signin", { body: { email: "vol1@example.org", password: "x" } });
    expect([bare.status, bare.json]).toEqual([400, { code: 400, description: "CSRF validation failed.", template: "400.html" }]);
    const wrong = await signIn("vol1@example.org", "wrong");
    expect([wrong.status, wrong.json.status, wrong.headers.get("set-cookie")]).toEqual([200, "error", null]);
    expect((await signIn("nobody@example.org", "")).json.status).toBe("error");
    const right = await signIn("vol1@example.org", String(server.passwords.vol1));
    expect(right.json).toEqual({ flash: "Welcome back Vol1", next: "/", status: "success" });
    expect(right.headers.get("set-cookie")).toMatch(/HttpOnly/);
    const profile = await server.send("GET", "/account/profile", { headers: { ...json, Cookie: cookieOf(right.headers) } });
    expect(profile.json.user?.api_key).toBe(server.keys.vol1);
  });

  it("binds a token to its session", async () => {
    const mine = await openForm("/account/signin");
    const theirs = await openForm("/account/signin");
    const body = { email: "vol1@example.org", password: server.passwords.vol1 };
    const mixed = await server.send("POST", "/account/signin", { body, headers: { "X-CSRFToken": mine.token, Cookie: theirs.cookie } });
    expect(mixed.status).toBe(400);
  });

  it("does not take a cookie that was changed", async () => {
    const { headers } = await signIn("vol1@example.org", String(server.passwords.vol1));
    const forged = cookieOf(headers).replace(/\.3\./, ".1.");
    expect(forged).not.toBe(cookieOf(headers));
    expect((await server.send("GET", "/account/profile", { headers: { Cookie: forged } })).status).toBe(302);
  });

  it("works as a plain HTML form and leads on within the server only", async () => {
    const page = await server.send("GET", "/account/signin");
    const token = /name="csrf_token" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
    const body = new URLSearchParams({ csrf_token: token, email: "vol2@example.org", password: String(server.passwords.vol2) }).toString();
    const headers = { "Content-Type": "application/x-www-form-urlencoded", Cookie: cookieOf(page.headers) };
    const to = async (next: string) =>
      (await server.send("POST", `/account/signin?next=${encodeURIComponent(next)}`, { body, headers })).headers.get("location");
    expect(await to("/project/x/newtask")).toBe(`${server.endpoint}/project/x/newtask`);
    for (const evil of ["//evil.example", "/\\evil.example", "/\t/evil.example", "https://evil.example", "//"])
      expect(await to(evil)).toBe(`${server.endpoint}/`);
  });

  it("ends with signing out", async () => {
    const { headers } = await server.send("GET", "/account/signout");
    expect(headers.get("set-cookie")).toMatch(/session=;.*Max-Age=0/);
  });
});

describe("registering", () => {
  it("makes an account with a key, and refuses taken names and bad fields", async () => {
    const { token, cookie } = await openForm("/account/register");
    const headers = { "X-CSRFToken": token, Cookie: cookie };
    const fields = {
      name: "newbie",
      fullname: "New Bie",
      email_addr: "new@example.org",
      password: "secret",
      confirm: "secret",
      consent: true,
    };
    const bad = await server.send("POST", "/account/register", {
      body: { ...fields, name: "vol1", confirm: "other", consent: false },
      headers,
    });
    expect(Object.keys(bad.json.form?.errors ?? {}).sort()).toEqual(["confirm", "consent", "name"]);
    const good = await server.send("POST", "/account/register", { body: fields, headers });
    expect(good.json.status).toBe("success");
    const profile = await server.send("GET", "/account/profile", { headers: { ...json, Cookie: cookieOf(good.headers) } });
    expect(profile.json.user).toMatchObject({ name: "newbie", admin: false });
    expect(profile.json.user?.api_key).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("a session", () => {
  it("needs no token on the API", async () => {
    const { id, taskIds } = await server.project(1);
    const { headers } = await signIn("vol3@example.org", String(server.passwords.vol3));
    const Cookie = cookieOf(headers);
    await server.send("GET", `/api/project/${id}/newtask`, { headers: { Cookie } });
    const run = await server.send("POST", "/api/taskrun", { body: { project_id: id, task_id: taskIds[0], info: 1 }, headers: { Cookie } });
    expect([run.status, run.json.user_id]).toEqual([200, 5]);
  });
});
