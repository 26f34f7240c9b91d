import { createPybossaClient, NetworkError, NotPybossaError, PybossaError, RateLimitError } from "pybossa-client-ts";
import { createPageClient } from "pybossa-client-ts/page";
import { failureOf } from "../../task-presenter/src/page/server.ts";
import { bytesOf, type Parser } from "./parser.ts";

const run = { id: 5, project_id: 1, task_id: 2, user_id: null, info: { id: "a" } };
const task = { id: 2, project_id: 1, state: "ongoing", n_answers: 3, info: {} };
const project = { id: 1, name: "x", short_name: "x", info: {} };
const refusal = { action: "POST", status: "failed", status_code: 403, target: "taskrun", exception_cls: "Forbidden", exception_msg: "no" };
const bodies = [
  [run],
  run,
  [task],
  task,
  [project],
  project,
  refusal,
  { form: { csrf: "x" } },
  { status: "success" },
  [],
  { done: 1, total: 2 },
];
const statuses = [200, 200, 200, 201, 302, 400, 403, 404, 409, 415, 429, 500, 502];

/** A client of a server that says the same to everything. */
function optionsOf(body: Uint8Array) {
  const status = statuses[(body[body.length >> 1] ?? 0) % statuses.length] ?? 200;
  let now = 0;
  let asked = 0;
  return {
    endpoint: "http://pybossa.test",
    now: () => now,
    random: () => 0.5,
    retries: 1,
    maxWaitMs: 60_000,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
    fetch: async () => {
      if (++asked > 200) throw new Error("asks and asks");
      const headers = {
        "Content-Type": "application/json",
        Location: "http://elsewhere.test/",
        "X-RateLimit-Limit": "300",
        "X-RateLimit-Remaining": String(body[1] ?? 0),
        "X-RateLimit-Reset": String(body[2] ?? 0),
      };
      return new Response(Uint8Array.from(body), { status, headers });
    },
  };
}

const typed = [PybossaError, NetworkError, NotPybossaError, RateLimitError];
const isTyped = (error: unknown) => typed.some((kind) => error instanceof kind) && error instanceof Error && error.message.length < 1000;

async function first(rows: AsyncIterable<unknown>): Promise<void> {
  for await (const row of rows) if (row === undefined) throw new Error("an empty row");
}

export const clientParsers: Parser[] = [
  {
    name: "server's responses",
    seeds: () => [...bodies.map(bytesOf), bytesOf("<!doctype html><title>Sign in</title>"), bytesOf("")],
    read: async (input) => {
      const answer = { project_id: 1, task_id: 2, info: { id: "a" } };
      const page = createPageClient(optionsOf(input));
      const calls = [
        () => createPybossaClient(optionsOf(input)).projects.byShortName("x"),
        () => createPybossaClient(optionsOf(input)).tasks.get(2),
        () => first(createPybossaClient(optionsOf(input)).taskRuns.pages(1)),
        () => createPybossaClient(optionsOf(input)).newTask(1),
        () => createPybossaClient(optionsOf(input)).taskRuns.submit(answer),
        () => createPybossaClient(optionsOf(input)).userProgress(1),
        () => createPybossaClient(optionsOf(input)).categories(),
        () => createPybossaClient(optionsOf(input)).dialect(),
        () => createPybossaClient(optionsOf(input)).forms.publish("x"),
        () => createPybossaClient(optionsOf(input)).forms.importCsv("x", "x", "a,b"),
        () => page.helpingMaterials.get(1),
        () => page.tasks.get(2),
      ];
      for (const call of calls) {
        try {
          await call();
        } catch (error) {
          if (!isTyped(error)) throw error;
          failureOf(error);
        }
      }
    },
    isClear: isTyped,
    words: ["exception_cls", "exception_msg", "Key (x)=", "SQL", "form", "csrf"],
  },
];
