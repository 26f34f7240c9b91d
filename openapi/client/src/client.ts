import { type Connection, createConnection, type PybossaClientOptions } from "./connection.ts";
import type { Dialect } from "./dialect.ts";
import type { Forms } from "./forms.ts";
import { helpingMaterials } from "./helping-materials.ts";
import { projects } from "./projects.ts";
import type { Budget } from "./rate-budget.ts";
import { type Category, category } from "./resources.ts";
import { results } from "./results.ts";
import { taskRuns } from "./task-runs.ts";
import { tasks, volunteering } from "./tasks.ts";

/**
 * One account's or one volunteer's access to one PYBOSSA server: what both dialects offer. Holds no state but the last
 * seen request budgets and the dialect.
 */
export interface PybossaClient {
  readonly endpoint: string;
  readonly projects: ReturnType<typeof projects>;
  readonly tasks: ReturnType<typeof tasks>;
  readonly taskRuns: ReturnType<typeof taskRuns>;
  readonly results: ReturnType<typeof results>;
  readonly helpingMaterials: ReturnType<typeof helpingMaterials>;
  readonly forms: Forms;
  readonly newTask: ReturnType<typeof volunteering>["newTask"];
  readonly userProgress: ReturnType<typeof volunteering>["userProgress"];
  /** Whether the server knows the API key. Scifabric reads on as for an anonymous caller where it does not. */
  knowsKey(): Promise<boolean>;
  categories(): Promise<Category[]>;
  /** The last seen budget of a resource: project, task, taskrun, newtask, userprogress, result, helpingmaterial, category. */
  budget(resource: string): Budget | null;
  /** Which PYBOSSA this is. One request at most, kept afterwards; none where the options name it. */
  dialect(): Promise<Dialect>;
}

/**
 * A client of a PYBOSSA server. Every call may throw PybossaError (refused), NetworkError (no answer), NotPybossaError
 * (another kind of server) or RateLimitError (the wait is too long).
 * @throws TypeError where the endpoint is no http(s) address, or the key could not be sent
 */
export function createPybossaClient(options: PybossaClientOptions): PybossaClient {
  return clientOf(createConnection(options));
}

export function clientOf(connection: Connection): PybossaClient {
  const { api, transport } = connection;
  return {
    endpoint: connection.endpoint,
    projects: projects(connection),
    tasks: tasks(connection),
    taskRuns: taskRuns(connection),
    results: results(connection),
    helpingMaterials: helpingMaterials(connection),
    forms: formPages(connection),
    ...volunteering(connection),
    knowsKey: async () => (await import("./account.ts")).knowsKey(connection),
    categories: async () => category.many(await api.GET("/api/category", { params: { query: { limit: 100 } } })),
    budget: transport.budget,
    dialect: connection.dialect,
  };
}

/** The form pages' code is loaded when it is first used, since a page in a browser seldom does. */
function formPages(connection: Connection): Forms {
  const pages = async () => (await import("./forms.ts")).forms(connection);
  return {
    publish: async (...given) => (await pages()).publish(...given),
    importCsv: async (...given) => (await pages()).importCsv(...given),
    awaitTasks: async (...given) => (await pages()).awaitTasks(...given),
    scheduler: async (...given) => (await pages()).scheduler(...given),
    redundancy: async (...given) => (await pages()).redundancy(...given),
    signIn: async (...given) => (await pages()).signIn(...given),
    register: async (...given) => (await pages()).register(...given),
    enter: async (...given) => (await pages()).enter(...given),
  };
}
