import createClient from "openapi-fetch";
import { forms } from "./forms.ts";
import type { paths } from "./generated/pybossa.ts";
import { helpingMaterials } from "./helping-materials.ts";
import { projects } from "./projects.ts";
import type { Budget } from "./rate-budget.ts";
import { type Category, type Connection, category } from "./resources.ts";
import { results } from "./results.ts";
import { taskRuns } from "./task-runs.ts";
import { tasks, volunteering } from "./tasks.ts";
import { createTransport, type Wait } from "./transport.ts";

export interface PybossaClientOptions {
  /** Address of the server, as `https://pybossa.example.org`. */
  endpoint: string;
  /** Goes into the Authorization header, nowhere else. Without it: the browser's session, or anonymous. */
  apiKey?: string | undefined;
  /** Sent with every request. */
  headers?: Record<string, string> | undefined;
  fetch?: typeof fetch | undefined;
  /** Time limit of every request, reading the answer included; waits for the budget are not counted. Default 30,000. */
  timeoutMs?: number | undefined;
  /** Told before each wait. */
  onWait?: ((wait: Wait) => void) | undefined;
  /** Longer waits throw RateLimitError instead. Default 20 minutes, which is longer than PYBOSSA's window of 15. */
  maxWaitMs?: number | undefined;
  /** How often a GET is repeated after a network fault or a 5xx. Default 2. */
  retries?: number | undefined;
  sleep?: ((milliseconds: number) => Promise<void>) | undefined;
  /** Milliseconds since 1970. */
  now?: (() => number) | undefined;
  /** In [0, 1). */
  random?: (() => number) | undefined;
}

/** One account's or one volunteer's access to one PYBOSSA server. Holds no state but the last seen request budgets. */
export interface PybossaClient {
  readonly endpoint: string;
  readonly projects: ReturnType<typeof projects>;
  readonly tasks: ReturnType<typeof tasks>;
  readonly taskRuns: ReturnType<typeof taskRuns>;
  readonly results: ReturnType<typeof results>;
  readonly helpingMaterials: ReturnType<typeof helpingMaterials>;
  readonly forms: ReturnType<typeof forms>;
  readonly newTask: ReturnType<typeof volunteering>["newTask"];
  readonly userProgress: ReturnType<typeof volunteering>["userProgress"];
  categories(): Promise<Category[]>;
  /** The last seen budget of a resource: project, task, taskrun, newtask, userprogress, result, helpingmaterial, category. */
  budget(resource: string): Budget | null;
}

/**
 * A client of a PYBOSSA server. Every call may throw PybossaError (refused), NetworkError (no answer), NotPybossaError
 * (another kind of server) or RateLimitError (the wait is too long).
 * @throws TypeError where the endpoint is no http(s) address, or the key could not be sent
 */
export function createPybossaClient(options: PybossaClientOptions): PybossaClient {
  const endpoint = checkEndpoint(options.endpoint);
  const headers: Record<string, string> = { ...options.headers };
  if (options.apiKey !== undefined) headers.Authorization = checkKey(options.apiKey);
  const transport = createTransport({
    fetch: options.fetch ?? ((request) => fetch(request)),
    timeoutMs: options.timeoutMs ?? 30_000,
    maxWaitMs: options.maxWaitMs ?? 1_200_000,
    retries: options.retries ?? 2,
    onWait: options.onWait ?? (() => {}),
    sleep: options.sleep ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))),
    now: options.now ?? Date.now,
    random: options.random ?? Math.random,
  });
  // A redirect would turn a POST into a GET, or carry the key elsewhere.
  const api = createClient<paths>({ baseUrl: endpoint, headers, redirect: "manual", credentials: "same-origin" });
  const connection: Connection = { endpoint, headers, api, transport };
  return {
    endpoint,
    projects: projects(connection),
    tasks: tasks(connection),
    taskRuns: taskRuns(connection),
    results: results(connection),
    helpingMaterials: helpingMaterials(connection),
    forms: forms(connection),
    ...volunteering(connection),
    categories: async () =>
      category.many(await transport.send((attempt) => api.GET("/api/category", { ...attempt, params: { query: { limit: 100 } } }))),
    budget: transport.budget,
  };
}

function checkEndpoint(endpoint: string): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new TypeError("endpoint must be the server's address, starting with http:// or https://");
  if (url.username !== "" || url.password !== "") throw new TypeError("endpoint must hold no user name and password");
  return (url.origin + url.pathname).replace(/\/+$/, "");
}

function checkKey(apiKey: string): string {
  const key = apiKey.trim();
  if (!/^[\x21-\x7e]+$/.test(key)) throw new TypeError("the API key is empty, or holds characters that no key has");
  return key;
}
