import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServerUnderTest, startServer } from "./server-under-test.ts";

let server: ServerUnderTest;
let chips = "";
beforeAll(async () => {
  chips = mkdtempSync(join(tmpdir(), "chips-"));
  mkdirSync(join(chips, "a"));
  for (const name of ["one.webp", "a/two.jpg", "three.png", "four.json", ".hidden"]) writeFileSync(join(chips, name), name);
  writeFileSync(`${chips}-outside.txt`, "outside");
  server = await startServer({ staticDir: chips });
});
afterAll(async () => {
  await server.close();
  rmSync(chips, { recursive: true });
  rmSync(`${chips}-outside.txt`);
});

function material(projectId: number, name: string, content: string, fields: Record<string, string> = {}): FormData {
  const form = new FormData();
  form.set("project_id", String(projectId));
  for (const [key, value] of Object.entries(fields)) form.set(key, value);
  form.set("file", new File([content], name));
  return form;
}

/** A GET whose path is sent as it stands, dots and all. */
function rawStatus(endpoint: string, path: string): Promise<number> {
  const { hostname, port } = new URL(endpoint);
  return new Promise((done, failed) => {
    request({ hostname, port, path }, (response) => {
      response.resume();
      done(response.statusCode ?? 0);
    })
      .on("error", failed)
      .end();
  });
}

const climbs = ["/../", "/%2e%2e/", "/..%2f", "/%2e%2e%2f", "/a/../../", "/..%5c", "/%00"];

describe("helping materials", () => {
  it("keep an uploaded script, served as one for twelve hours and by anybody", async () => {
    const { id } = await server.project();
    const form = material(id, "bundle.js", "one", { info: '{"k":1}' });
    const { status, json } = await server.send("POST", "/api/helpingmaterial", { as: "owner", body: form });
    expect([status, json.info, json.priority]).toEqual([200, { k: 1, container: "user_2", file_name: "bundle.js" }, 0]);
    expect(json.media_url).toBe(`${server.endpoint}/uploads/user_2/bundle.js`);
    const file = await server.send("GET", "/uploads/user_2/bundle.js");
    expect([file.text, file.headers.get("content-type"), file.headers.get("cache-control")]).toEqual([
      "one",
      "text/javascript; charset=utf-8",
      "public, max-age=43200",
    ]);
    expect(file.headers.get("access-control-allow-origin")).toBeNull();
    await server.send("POST", "/api/helpingmaterial", { as: "owner", body: material(id, "bundle.js", "two") });
    expect((await server.send("GET", "/uploads/user_2/bundle.js")).text).toBe("two");
  });

  it("take a file of a kind that is not allowed, whose address is then dead", async () => {
    const { id } = await server.project();
    for (const name of ["chip.webp", "data.geojson", "page.html", "noending"]) {
      const { status, json } = await server.send("POST", "/api/helpingmaterial", { as: "owner", body: material(id, name, "x") });
      expect([name, status]).toEqual([name, 200]);
      expect((await server.send("GET", new URL(String(json.media_url)).pathname)).status).toBe(404);
    }
  });

  it("never lie outside the uploader's folder", async () => {
    const { id } = await server.project();
    for (const name of ["../../accounts.js", "..\\..\\x.js", "/etc/x.js", ".js"]) {
      const { json } = await server.send("POST", "/api/helpingmaterial", { as: "owner", body: material(id, name, "x") });
      expect(json.media_url).toMatch(/\/uploads\/user_2\/[A-Za-z0-9_-][A-Za-z0-9_.-]*$/);
    }
  });

  it("are read once the project is published, and written by its owner and admins", async () => {
    const { id, name } = await server.project(1);
    const body = { project_id: id, info: { state: "running" }, priority: 0.5 };
    expect((await server.send("POST", "/api/helpingmaterial", { as: "vol1", body })).status).toBe(403);
    const { json } = await server.send("POST", "/api/helpingmaterial", { as: "owner", body });
    expect(json).toMatchObject({ info: { state: "running" }, media_url: null, priority: 0.5 });
    const list = async () => (await server.send("GET", `/api/helpingmaterial?project_id=${id}`)).json;
    expect(await list()).toEqual([]);
    await server.publish(name);
    expect(await list()).toMatchObject([{ id: json.id, info: { state: "running" } }]);
    const path = `/api/helpingmaterial/${Number(json.id)}`;
    expect((await server.send("PUT", path, { as: "admin", body: { info: { state: "paused" } } })).json.info).toEqual({ state: "paused" });
    expect((await server.send("PUT", path, { as: "vol1", body: { info: {} } })).status).toBe(403);
    expect((await server.send("DELETE", path, { as: "owner" })).status).toBe(204);
    expect((await server.send("POST", "/api/helpingmaterial", { as: "owner", body: new FormData() })).status).toBe(415);
  });
});

describe("files of the server's own", () => {
  it("are Bootstrap, jQuery and window.pybossa", async () => {
    for (const path of [
      "bootstrap/css/bootstrap.min.css",
      "bootstrap/js/bootstrap.min.js",
      "jquery/jquery.min.js",
      "pybossa.js",
      "pages.css",
    ]) {
      expect([path, (await server.send("GET", `/static/${path}`)).status]).toEqual([path, 200]);
    }
  });

  it("are all that can be reached", async () => {
    for (const climb of climbs) {
      expect(await rawStatus(server.endpoint, `/static${climb}package.json`)).toBe(404);
      expect(await rawStatus(server.endpoint, `/uploads${climb}accounts.json`)).toBe(404);
      expect(await rawStatus(server.endpoint, `/uploads${climb}pybossa.db`)).toBe(404);
    }
  });
});

describe("a static folder", () => {
  it("is served on an origin of its own, open to every other", async () => {
    const origin = String(server.staticEndpoint);
    expect(origin).not.toBe(server.endpoint);
    const kinds = { "one.webp": "image/webp", "a/two.jpg": "image/jpeg", "three.png": "image/png", "four.json": "application/json" };
    for (const [name, type] of Object.entries(kinds)) {
      const response = await fetch(`${origin}/${name}`);
      expect([await response.text(), response.headers.get("content-type")]).toEqual([name, type]);
      expect(response.headers.get("access-control-allow-origin")).toBe("*");
      expect(response.headers.get("cache-control")).toMatch(/max-age=\d+/);
    }
  });

  it("sends a part of a file to those who ask for it, as a GeoTIFF is read", async () => {
    const origin = String(server.staticEndpoint);
    const part = async (range: string) => {
      const response = await fetch(`${origin}/one.webp`, { headers: { Range: range } });
      return [response.status, await response.text(), response.headers.get("content-range")];
    };
    expect(await part("bytes=1-3")).toEqual([206, "ne.", "bytes 1-3/8"]);
    expect(await part("bytes=4-")).toEqual([206, "webp", "bytes 4-7/8"]);
    expect(await part("bytes=-2")).toEqual([206, "bp", "bytes 6-7/8"]);
    expect(await part("bytes=0-65535")).toEqual([206, "one.webp", "bytes 0-7/8"]);
    expect(await part("bytes=8-9")).toEqual([416, "", "bytes */8"]);
    expect(await part("bytes=3-1")).toEqual([200, "one.webp", null]);
    const asked = await fetch(`${origin}/one.webp`, { method: "OPTIONS" });
    expect([asked.status, asked.headers.get("access-control-allow-headers")]).toEqual([204, "Range"]);
  });

  it("shows no folder, no hidden file and nothing outside", async () => {
    const origin = String(server.staticEndpoint);
    for (const path of [
      "/",
      "/a",
      "/a/",
      "/.hidden",
      "/missing.png",
      ...climbs.map((climb) => `${climb}${chips.split("/").at(-1)}-outside.txt`),
    ]) {
      expect([path, await rawStatus(origin, path)]).toEqual([path, 404]);
    }
  });
});
