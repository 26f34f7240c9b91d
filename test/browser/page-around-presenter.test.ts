import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { createPybossaServer, type PybossaServer } from "pybossa-embedded";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserArguments, browserPath } from "../browser-path.ts";

const presenter = `<div id="app" style="height: 400px"></div><script>
  window.seen = [];
  pybossa.taskLoaded(function (task, deferred) { seen.push("loaded " + task.id); deferred.resolve(task); });
  pybossa.presentTask(function (task, deferred) {
    seen.push("present " + task.id + " " + location.pathname);
    if (task.id) pybossa.saveTask(task.id, { ok: true }).done(function () { deferred.resolve(); });
  });
</script>`;

let folder = "";
let server: PybossaServer;
let browser: Browser;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "page-"));
  server = await createPybossaServer({ dataDir: folder });
  const headers = { Authorization: String(server.keys.owner), "Content-Type": "application/json" };
  const post = (path: string, body: object, more: Record<string, string> = {}) =>
    fetch(server.endpoint + path, { method: "POST", headers: { ...headers, ...more }, body: JSON.stringify(body), redirect: "manual" });
  await post("/api/project", { name: "flow", short_name: "flow", description: "d", info: { task_presenter: presenter } });
  for (const n of [1, 2]) await post("/api/task", { project_id: 1, info: { n } });
  const form = await fetch(`${server.endpoint}/project/flow/publish`, { headers });
  const { csrf } = (await form.json()) as { csrf: string };
  await post("/project/flow/publish", {}, { "X-CSRFToken": csrf, Cookie: (form.headers.get("set-cookie") ?? "").split(";")[0] ?? "" });
  browser = await chromium.launch({
    executablePath: browserPath(),
    args: browserArguments,
  });
});
afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

const measure = `(() => {
  const box = (query) => {
    const { left, top, width, height } = document.querySelector(query).getBoundingClientRect();
    return [left, top, width, height].map(Math.round);
  };
  return {
    app: box("#app"), bar: box(".navbar"), flash: box(".show-notification"),
    root: getComputedStyle(document.documentElement).fontSize, layer: getComputedStyle(document.querySelector(".navbar")).zIndex,
    calls: Object.keys(window.pybossa), modal: typeof jQuery.fn.modal, wide: document.documentElement.scrollWidth,
  };
})()`;

describe("the page around the presenter", () => {
  it.each([
    { width: 1280, height: 800, app: [70, 134, 1140, 400] },
    { width: 500, height: 844, app: [15, 134, 470, 400] },
  ])("has the measures of PYBOSSA's own at $width px", async ({ width, height, app }) => {
    const page = await browser.newPage({ viewport: { width, height } });
    const faults: string[] = [];
    page.on("console", (message) => faults.push(message.text()));
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(`${server.endpoint}/project/flow/newtask`);
    expect(await page.evaluate(measure)).toEqual({
      app,
      bar: [0, 0, width, 60],
      // How high it is depends on where the machine's fonts break the line.
      flash: [0, 60, width, expect.toSatisfy((high: number) => high >= 56)],
      root: "10px",
      layer: "1030",
      calls: ["newTask", "saveTask", "getCurrentTaskId", "userProgress", "run", "taskLoaded", "presentTask", "setEndpoint"],
      modal: "function",
      wide: width,
    });
    expect(faults).toEqual([]);
    await page.close();
  });

  it("runs a presenter that was written for window.pybossa, to the end of the tasks", async () => {
    const page = await browser.newPage();
    const requests: string[] = [];
    page.on("request", (request) => {
      const { pathname, searchParams } = new URL(request.url());
      searchParams.delete("_");
      if (pathname.startsWith("/api/")) requests.push(`${request.method()} ${pathname} ${searchParams}`.trim());
    });
    await page.goto(`${server.endpoint}/project/flow/newtask`);
    await page.evaluate("pybossa.run('flow')");
    await page.waitForFunction("seen.length >= 6");
    expect((await page.evaluate<string[]>("seen")).filter((text) => text.startsWith("present"))).toEqual([
      "present 1 /project/flow/task/1",
      "present 2 /project/flow/task/2",
      "present undefined /project/flow/task/2",
    ]);
    expect(requests.slice(0, 3)).toEqual([
      "GET /api/project all=1&short_name=flow",
      "GET /api/project/1/newtask offset=0",
      "GET /api/project/1/newtask offset=1",
    ]);
    expect(requests.filter((text) => text === "POST /api/taskrun")).toHaveLength(2);
    await page.close();
  });
});
