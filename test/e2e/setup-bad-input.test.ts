import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createPybossaClient } from "pybossa-client-ts";
import { ending } from "pybossa-client-ts/command";
import { apply, plan } from "strike-tracker-setup";
import { describe, expect, it, onTestFinished } from "vitest";
import { checkCommand } from "../../project-setup/src/commands/check.ts";
import { building, collection, item, listening, twoDates } from "../unit/setup/workspace.ts";
import { access, campaign, owner, server, setup } from "./setup-workspace.ts";

describe("bad input", () => {
  /** All that is in the campaign's folder. */
  const filesBeside = (path: string) => readdirSync(join(path, "..")).sort();
  const projects = async (shortName: string) => owner().projects.byShortName(shortName);

  it.each<[string, () => string, RegExp]>([
    ["broken YAML", () => broken("campaign.yaml", "schema: 1\nid: [x\n"), /campaign\.yaml, line \d+, column \d+: this is not valid YAML/],
    [
      "broken GeoJSON",
      () => broken("buildings.geojson", '{"type": "FeatureCollection", "features": [{'),
      /buildings\.geojson, line 1, column 45: this JSON file ends too early/,
    ],
    ["broken STAC", () => broken("frames.json", "{]"), /frames\.json, line 1, column 2: this is not valid JSON/],
    ["broken CSV", () => broken("buildings.geojson", 'id,lat,lon\na,"1,2\n'), /buildings\.geojson, line \d+: this is not valid CSV/],
    [
      "a missing file",
      () => campaign("bad", 1, { buildings: { file: "none.geojson" } }),
      /none\.geojson: the buildings file does not exist/,
    ],
    [
      "duplicate ids",
      () => broken("buildings.geojson", JSON.stringify(collection([building("a", 39, 35), building("a", 39.001, 35)]))),
      /feature 2 \(a\): has the id a a second time/,
    ],
    [
      "swapped axes",
      () => broken("buildings.geojson", JSON.stringify(collection([building("a", 35, 39)]))),
      /longitude and latitude are swapped/,
    ],
    [
      "a frame without a date",
      () => broken("frames.json", JSON.stringify(collection([...twoDates, { ...item("f03", ""), properties: {} }]))),
      /the frame f03 has no date/,
    ],
    [
      "no frame over a building",
      () => broken("buildings.geojson", JSON.stringify(collection([building("a", 60, 10)]))),
      /no frame covers it/,
    ],
    ["an unknown key", () => campaign("bad", 1, { titel: "x" }), /titel: is not a key.*Did you mean title\?/],
  ])("%s ends each command with status 1, and leaves nothing behind", async (_name, make, message) => {
    const path = make();
    const before = filesBeside(path);
    const { effects } = listening();
    for (const command of [() => checkCommand(path, effects), () => plan(path, access(), effects), () => apply(path, access(), effects)]) {
      const end = await command().then(() => ({ status: 0, message: "" }), ending);
      expect(end).toEqual({ status: 1, message: expect.stringMatching(message) });
      expect(end.message).not.toMatch(/\n {4}at /);
    }
    expect(filesBeside(path).filter((name) => name !== "skipped.csv")).toEqual(before);
    expect(await projects("bad")).toBeNull();
  });

  it.each(["check", "plan"])("ends %s so, with the message on standard error and the faults as JSON", async (command) => {
    const { status, stdout, stderr } = await setup([command, campaign("bad", 1, { titel: "x" }), "--json"]);
    const faults = [expect.objectContaining({ message: expect.stringContaining("titel") })];
    expect([status, JSON.parse(stdout)]).toEqual([1, expect.objectContaining({ tasks: 0, errors: faults })]);
    expect(stderr).toContain("Did you mean title?");
  });

  it("a wrong key ends with status 3, and makes nothing", async () => {
    const path = campaign("wrong-key", 2);
    const { status, stderr } = await setup(["apply", path], { PYBOSSA_API_KEY: "11111111-2222-3333-4444-555555555555" });
    expect([status, stderr]).toEqual([3, expect.stringMatching(/refused the API key[\s\S]*profile page/)]);
    expect(stderr).not.toContain("11111111-2222");
    expect(await projects("wrong-key")).toBeNull();
    expect(existsSync(join(path, "..", "campaign.lock.json"))).toBe(false);
  });

  it.each(["plan", "publish", "status"])("a wrong key is told by %s too, not taken for a project that is missing", async (command) => {
    const path = campaign(`wrong-key-${command}`, 2);
    expect((await setup(["apply", path])).status).toBe(0);
    const { status, stderr } = await setup([command, path], { PYBOSSA_API_KEY: "11111111-2222-3333-4444-555555555555" });
    expect([status, stderr]).toEqual([3, expect.stringMatching(/refused the API key[\s\S]*profile page/)]);
  });

  it("a short_name taken by somebody else ends with status 3, and changes nothing there", async () => {
    const admin = createPybossaClient({ endpoint: server.endpoint, apiKey: server.keys.admin ?? "" });
    const theirs = await admin.projects.create({ name: "Theirs", short_name: "taken", description: "Not yours", info: {} });
    const path = campaign("taken", 2);
    const { status, stderr } = await setup(["apply", path]);
    expect([status, stderr]).toEqual([3, expect.stringMatching(/project name "taken" is taken[\s\S]*server\.project/)]);
    expect(stderr).not.toMatch(/INSERT|SELECT|psycopg/i);
    expect((await admin.projects.get(theirs.id))?.name).toBe("Theirs");
    expect((await setup(["plan", path])).status).toBeLessThanOrEqual(3);
  });

  it("a title taken by somebody else likewise", async () => {
    const admin = createPybossaClient({ endpoint: server.endpoint, apiKey: server.keys.admin ?? "" });
    await admin.projects.create({ name: "Campaign free-name", short_name: "other-name", description: "Not yours", info: {} });
    const { status, stderr } = await setup(["apply", campaign("free-name", 2)]);
    expect([status, stderr]).toEqual([3, expect.stringMatching(/is taken on this server/)]);
    expect(await projects("free-name")).toBeNull();
  });

  it("a server that is not PYBOSSA ends with status 3", async () => {
    const other = await listen((_request, response) => response.writeHead(200, { "Content-Type": "text/html" }).end("<h1>It works!</h1>"));
    const { status, stderr } = await setup(["apply", campaign("nowhere", 2)], { PYBOSSA_ENDPOINT: other });
    expect([status, stderr]).toEqual([3, expect.stringMatching(/PYBOSSA/)]);
  });

  it("a server that is not there ends with status 3", async () => {
    const { status, stderr } = await setup(["apply", campaign("nowhere", 2)], { PYBOSSA_ENDPOINT: "http://127.0.0.1:9" });
    expect([status, stderr]).toEqual([3, expect.stringContaining("127.0.0.1:9")]);
  });

  it.each([
    [["apply"], /missing required argument/],
    [["apply", "x.yaml", "--method", "magic"], /Allowed choices are auto, csv, post/],
    [["apply", "x.yaml", "--pilot", "none"], /Expected a whole number/],
    [["frobnicate"], /unknown command/],
    [[], /no command is named/],
  ])("%j is usage, status 2", async (args, message) => {
    const { status, stderr } = await setup(args);
    expect([status, stderr]).toEqual([2, expect.stringMatching(message)]);
  });

  it("a server or key that is not given is usage too", async () => {
    const path = campaign("nobody", 2);
    expect((await setup(["apply", path], { PYBOSSA_ENDPOINT: "" })).status).toBe(2);
    expect((await setup(["apply", path], { PYBOSSA_API_KEY: "" })).status).toBe(2);
  });

  function broken(file: string, content: string): string {
    const path = campaign("bad", 2);
    writeFileSync(join(path, "..", file), content);
    return path;
  }
});

async function listen(handler: Parameters<typeof createServer>[1]): Promise<string> {
  const http: Server = createServer(handler);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void http.close());
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}
