import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOutput, ending, InputError, readCredentials, ServerError, UsageError, writeFileAtomic } from "pybossa-client-ts/command";
import { describe, expect, it } from "vitest";

const folder = () => mkdtempSync(join(tmpdir(), "command-test-"));

function sink(isTTY = false) {
  const written: string[] = [];
  return { isTTY, write: (text: string) => written.push(text), text: () => written.join("") };
}

describe("readCredentials", () => {
  it("takes the server and the key from the environment", () => {
    const environment = { PYBOSSA_ENDPOINT: "https://crowd.example.org/", PYBOSSA_API_KEY: " k1\n" };
    expect(readCredentials({}, environment, { keyRequired: true })).toEqual({ endpoint: "https://crowd.example.org", apiKey: "k1" });
  });

  it("prefers the options", () => {
    const file = join(folder(), "key");
    writeFileSync(file, "k2\n");
    const read = readCredentials(
      { endpoint: "http://127.0.0.1:5000", keyFile: file },
      { PYBOSSA_ENDPOINT: "https://x.org", PYBOSSA_API_KEY: "k1" },
      { keyRequired: true },
    );
    expect(read).toEqual({ endpoint: "http://127.0.0.1:5000", apiKey: "k2" });
  });

  it.each([
    ["no server", {}, {}],
    ["no key", { endpoint: "https://x.org" }, {}],
    ["an address that is none", { endpoint: "x.org" }, { PYBOSSA_API_KEY: "k" }],
    ["another scheme", { endpoint: "ftp://x.org" }, { PYBOSSA_API_KEY: "k" }],
    ["a key in the address", { endpoint: "https://x.org/?api_key=k" }, { PYBOSSA_API_KEY: "k" }],
  ])("refuses %s as wrong usage", (_, options, environment) => {
    expect(() => readCredentials(options, environment, { keyRequired: true })).toThrow(UsageError);
  });

  it("refuses a key file that holds prose, without showing it", () => {
    const file = join(folder(), "key");
    writeFileSync(file, "my secret words");
    const read = () => readCredentials({ endpoint: "https://x.org", keyFile: file }, {}, { keyRequired: true });
    expect(read).toThrow(InputError);
    expect(read).not.toThrow(/secret/);
  });
});

describe("writeFileAtomic", () => {
  it("replaces a file whole, with its mode, and leaves nothing else", () => {
    const place = folder();
    const file = join(place, "lock.json");
    writeFileSync(file, "old");
    writeFileAtomic(file, "new", { mode: 0o600 });
    expect(readFileSync(file, "utf8")).toBe("new");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(place)).toEqual(["lock.json"]);
  });

  it("writes pieces of text and bytes one after another, and nothing where one fails", () => {
    const place = folder();
    const file = join(place, "results.csv");
    writeFileAtomic(file, ["é1\n", Uint8Array.of(0x32, 0x0a), ""]);
    expect(readFileSync(file, "utf8")).toBe("é1\n2\n");
    const broken = function* () {
      yield "new";
      throw new Error("no more");
    };
    expect(() => writeFileAtomic(file, broken())).toThrow("no more");
    expect(readFileSync(file, "utf8")).toBe("é1\n2\n");
    expect(readdirSync(place)).toEqual(["results.csv"]);
  });

  it("keeps the old file and no rest where writing fails", () => {
    const place = folder();
    const file = join(place, "lock.json");
    writeFileSync(file, "old");
    const broken = new Proxy(new Uint8Array(8), {});
    expect(() => writeFileAtomic(file, broken)).toThrow();
    expect(readFileSync(file, "utf8")).toBe("old");
    expect(readdirSync(place)).toEqual(["lock.json"]);
  });
});

describe("ending", () => {
  const named = (name: string) => Object.assign(new Error("the message"), { name });

  it.each([
    [new InputError({ what: "x" }), 1],
    [new UsageError({ what: "x" }), 2],
    [new ServerError({ what: "x" }), 3],
    [named("PybossaError"), 3],
    [named("NetworkError"), 3],
    [named("NotPybossaError"), 3],
    [Object.assign(named("CommanderError"), { exitCode: 1 }), 2],
    [Object.assign(named("CommanderError"), { exitCode: 0 }), 0],
    [new TypeError("a bug"), 1],
  ])("%s has its exit status", (error, status) => {
    expect(ending(error).status).toBe(status);
  });

  it("says what, where, what was expected and what to do", () => {
    const error = new InputError({
      what: "the frame f03 has no date",
      where: "frames.json, item 3",
      expected: "datetime",
      advice: "Add it.",
    });
    expect(ending(error).message).toBe("frames.json, item 3: the frame f03 has no date\n  Expected: datetime\n  Add it.");
  });

  it("says where a server failed, and what to do", () => {
    const error = Object.assign(named("NotPybossaError"), { method: "GET", url: "http://127.0.0.1:5790/api/project" });
    expect(ending(error).message).toBe(
      "GET http://127.0.0.1:5790/api/project: the message\n  Set PYBOSSA_ENDPOINT to the server's own address, without a path of a project. If it is that, run the same command again to go on.",
    );
    expect(ending(Object.assign(named("PybossaError"), { status: 401 })).message).toMatch(/Give a key .* PYBOSSA_API_KEY or --key-file/);
    expect(ending(Object.assign(named("PybossaError"), { status: 403 })).message).toMatch(/Is the key the right one/);
    expect(ending(named("RateLimitError")).message).toBe("the message\n  Run the same command again then.");
  });

  it("words a missing file for a person", () => {
    const missing = Object.assign(new Error("ENOENT"), { code: "ENOENT", path: "/x/campaign.yaml" });
    expect(ending(missing)).toEqual({ status: 1, message: "/x/campaign.yaml: no such file or folder" });
  });
});

describe("createOutput", () => {
  it("writes one JSON document on stdout with --json, and the rest on stderr", () => {
    const [stdout, stderr] = [sink(), sink()];
    const output = createOutput({ json: true, quiet: false, stdout, stderr });
    output.note("reading");
    output.progress("Tasks", 5, 10);
    output.result({ tasks: 10 }, "10 tasks");
    expect(JSON.parse(stdout.text())).toEqual({ tasks: 10 });
    expect(stderr.text()).toBe("reading\nTasks  5 of 10  (50 %)\n");
  });

  it("is still with --quiet, but for warnings and the result", () => {
    const [stdout, stderr] = [sink(), sink(true)];
    const output = createOutput({ json: false, quiet: true, stdout, stderr });
    output.note("reading");
    output.progress("Tasks", 5, 10);
    output.warn("3 were skipped");
    output.result({}, "10 tasks");
    expect(stdout.text()).toBe("10 tasks\n");
    expect(stderr.text()).toBe("3 were skipped\n");
  });

  it("tells progress off a terminal at each tenth only", () => {
    const stderr = sink();
    const output = createOutput({ json: false, quiet: false, stdout: sink(), stderr });
    for (let done = 0; done <= 1000; done++) output.progress("Tasks", done, 1000);
    expect(stderr.text().trim().split("\n")).toHaveLength(11);
  });

  it("lets no control character of foreign text reach the terminal", () => {
    const stderr = sink(true);
    createOutput({ json: false, quiet: false, stdout: sink(), stderr }).note("name \u001b[31mred\u001b[0m \u202eevil");
    expect(stderr.text()).not.toContain("\u001b");
    expect(stderr.text()).not.toContain("\u202e");
  });
});
