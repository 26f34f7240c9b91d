/** A client of bloomberg/pybossa: what only that server knows, and nothing that it does not. */

import { clientOf, type PybossaClient } from "./client.ts";
import { apiOf, createConnection, type PybossaClientOptions } from "./connection.ts";
import { PybossaError } from "./errors.ts";
import type { components, paths } from "./generated/pybossa-bloomberg.ts";
import { type Project, project, type Task, writable } from "./resources.ts";
import { byId, byIdOrShortName, checkId, foreign, type Received, shape } from "./shapes.ts";
import type { NewTask } from "./tasks.ts";

type Schemas = components["schemas"];

export type BloombergProjectCreate = Schemas["ProjectCreate"];
export type BloombergUserProgress = Schemas["UserProgress"];

export interface BloombergClient extends Omit<PybossaClient, "projects" | "tasks" | "forms" | "newTask" | "userProgress"> {
  readonly projects: Omit<PybossaClient["projects"], "create" | "update"> & {
    /** Also needs the company fields and a password. @throws PybossaError 400 naming the field that is missing */
    create(body: BloombergProjectCreate): Promise<Project>;
    /** Merges `info` into the old one. */
    update(id: number, patch: Schemas["ProjectUpdate"]): Promise<Project>;
    /** Publishes without deleting anything; nothing happens to a project that is published already. */
    publish(id: number): Promise<Project>;
    /** The owner's count of all tasks, of completed and of gold ones. */
    progress(idOrShortName: number | string): Promise<Schemas["ProjectProgress"]>;
  };
  readonly tasks: Omit<PybossaClient["tasks"], "create" | "update"> & {
    /** @throws PybossaError 409 with existingId where an equal task is there */
    create(body: Schemas["TaskCreate"]): Promise<Task>;
    /** Merges `info` into the old one. */
    update(id: number, patch: Schemas["TaskUpdate"]): Promise<Task>;
    /** Sets priority_0 of many tasks in one request. Ids of other projects are dropped silently. */
    setPriorities(projectId: number, priorities: Schemas["TaskPriority"][]): Promise<void>;
    /** Makes a task a gold task. */
    setGold(projectId: number, taskId: number, answer: unknown): Promise<void>;
  };
  /** `publish` does not use the form, which would take a publication back. */
  readonly forms: Omit<PybossaClient["forms"], "scheduler"> & {
    scheduler(shortName: string, sched: Schemas["SchedulerForm"]["sched"]): Promise<void>;
  };
  /** Asks for one task, which this volunteer then holds until it is answered, given back, or its time is over. */
  newTask(projectId: number): Promise<NewTask>;
  userProgress(projectIdOrShortName: number | string): Promise<BloombergUserProgress>;
  /**
   * Enters a project by its password, as a volunteer must before the first newtask. The client then holds the cookie, which
   * each newtask renews; in a browser the session does.
   * @throws PybossaError 403 where the password is wrong
   */
  enterProject(shortName: string, password: string): Promise<void>;
  readonly locks: {
    /** How long the caller still holds a task; null = not held. */
    get(taskId: number): Promise<{ secondsLeft: number } | null>;
    /** Gives a task back, so that others get it; for five seconds its place stays taken. */
    release(taskId: number, shortName: string): Promise<void>;
  };
}

const lock = shape<Schemas["Lock"]>("a lock", { lockTime: "" });
const counts = shape<Schemas["ProjectProgress"]>("a project's progress", { n_tasks: 0, n_completed_tasks: 0 });
const own = shape<BloombergUserProgress>("a user's progress of bloomberg", { done: 0, total: 0, remaining_for_user: 0 });

/** @throws TypeError where the endpoint is no http(s) address, or the key could not be sent */
export function createBloombergClient(options: Omit<PybossaClientOptions, "dialect">): BloombergClient {
  const fetch = keepingPasswordCookies(options.fetch ?? ((input, init) => globalThis.fetch(input, init)));
  const connection = createConnection({ ...options, fetch, dialect: "bloomberg" });
  const client = clientOf(connection);
  const api = apiOf<paths>(connection);
  const success = (received: Received) => {
    const { data } = received;
    if (typeof data !== "object" || data === null || !("success" in data)) throw foreign(received, "a success");
  };

  async function update(id: number, patch: Schemas["ProjectUpdate"]): Promise<Project> {
    if (patch.published === undefined) return client.projects.update(id, patch);
    // In the other dialect `published` is reserved.
    const body = { ...writable("project", patch), published: patch.published };
    return project.one(await api.PUT("/api/project/{id}", { ...byId(id, "project id"), body }));
  }

  return {
    ...client,
    projects: {
      ...client.projects,
      update,
      publish: (id) => update(id, { published: true }),
      async progress(given) {
        return counts.one(await api.GET("/api/project/{id_or_short_name}/projectprogress", byIdOrShortName(given)));
      },
    },
    tasks: {
      ...client.tasks,
      async setPriorities(projectId, priorities) {
        await api.PUT("/api/bulktasks/{id}", { ...byId(projectId, "project id"), body: priorities, parseAs: "text" });
      },
      async setGold(projectId, taskId, answer) {
        const body = { project_id: projectId, task_id: checkId(taskId, "task id"), info: answer };
        success(await api.POST("/api/project/{id}/taskgold", { ...byId(projectId, "project id"), body }));
      },
    },
    forms: {
      ...client.forms,
      async publish(shortName) {
        const found = await client.projects.byShortName(shortName);
        if (!found) throw notFound(shortName, connection.endpoint);
        if (found.published === true) return { already: true };
        await update(found.id, { published: true });
        return { already: false };
      },
    },
    newTask: (projectId) => client.newTask(projectId),
    async userProgress(given) {
      return own.one(await api.GET("/api/project/{id_or_short_name}/userprogress", byIdOrShortName(given)));
    },
    async enterProject(shortName, password) {
      await client.forms.enter(shortName, password);
    },
    locks: {
      async get(taskId) {
        try {
          const { expires } = lock.one(await api.GET("/api/task/{id}/lock", byId(taskId, "task id")));
          return { secondsLeft: expires };
        } catch (error) {
          if (error instanceof PybossaError && error.status === 404) return null;
          throw error;
        }
      },
      async release(taskId, shortName) {
        const body = { projectname: shortName };
        success(await api.POST("/api/task/{id}/canceltask", { ...byId(taskId, "task id"), body }));
      },
    },
  };
}

function notFound(shortName: string, endpoint: string): PybossaError {
  return new PybossaError("the server has no such project for this key", { method: "GET", url: `${endpoint}/project/${shortName}/` }, 404);
}

/**
 * A fetch that keeps the cookies of project passwords, which newtask renews: a browser does so itself. No other cookie is
 * kept.
 */
function keepingPasswordCookies(wrapped: typeof fetch): typeof fetch {
  const cookies = new Map<string, string>();
  return async (input, init) => {
    const request = new Request(input, init);
    const kept = [request.headers.get("Cookie"), ...[...cookies].map(([name, value]) => `${name}=${value}`)].filter(Boolean);
    if (kept.length > 0) request.headers.set("Cookie", kept.join("; "));
    const response = await wrapped(request);
    for (const line of response.headers.getSetCookie?.() ?? []) {
      const [, name, value] = /^([^=;]*pswd)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) cookies.set(name, value);
    }
    return response;
  };
}
