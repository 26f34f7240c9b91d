import type { Connection } from "./connection.ts";
import { PybossaError } from "./errors.ts";
import { keysetPages, type ListOptions, listQuery, pageSize } from "./lists.ts";
import { userProgress as progress, type Task, type TaskCreate, type TaskUpdate, task, type UserProgress, writable } from "./resources.ts";
import { byId, byIdOrShortName, checkId, foreign, present } from "./shapes.ts";

export interface TaskFilter extends ListOptions {
  projectId: number;
  state?: Task["state"] | undefined;
  /** `key::value|key2::value2`, or a JSON fragment that info must contain. */
  info?: string | undefined;
  /** Each task with all its `task_runs` and its last `result`; some twenty times as slow for the server. */
  related?: true | undefined;
}

export function tasks({ api }: Connection) {
  async function list(filter: TaskFilter): Promise<Task[]> {
    const { projectId, state, info, related } = filter;
    const query = { ...listQuery(filter), project_id: checkId(projectId, "project id"), ...present({ state, info, related }) };
    return task.many(await api.GET("/api/task", { params: { query } }));
  }

  async function create(body: TaskCreate): Promise<Task> {
    checkId(body.project_id, "project id");
    return task.one(await api.POST("/api/task", { body }));
  }

  return {
    /** One page; it may be short without being the last. */
    list,
    /** All tasks of a project by ascending id, page by page. */
    pages: (projectId: number, { lastId }: { lastId?: number } = {}) =>
      keysetPages((last) => list({ projectId, limit: pageSize, lastId: last }), lastId),
    /** Does not stamp the task: an answer to it needs newTask. */
    async get(id: number): Promise<Task> {
      return task.one(await api.GET("/api/task/{id}", byId(id, "task id")));
    },
    /** @throws PybossaError 409 with existingId where bloomberg holds an equal task; scifabric creates it again */
    create,
    /** Creates a task unless the server says that an equal one is there (only bloomberg says so). */
    async createUnlessExists(body: TaskCreate): Promise<{ kind: "created"; task: Task } | { kind: "exists"; id: number }> {
      try {
        return { kind: "created", task: await create(body) };
      } catch (error) {
        if (error instanceof PybossaError && error.existingId !== null) return { kind: "exists", id: error.existingId };
        throw error;
      }
    },
    /** Replaces the fields given, `info` as a whole. A completed task opens again unless n_answers is lowered. */
    async update(id: number, patch: TaskUpdate): Promise<Task> {
      const body = writable("task", patch);
      return task.one(await api.PUT("/api/task/{id}", { ...byId(id, "task id"), body }));
    },
    /** @throws PybossaError 403 for the owner of a task that has a result */
    async remove(id: number): Promise<void> {
      await api.DELETE("/api/task/{id}", byId(id, "task id"));
    },
  };
}

export interface NewTaskOptions {
  /** Tasks, 100 at most; default 1. */
  limit?: number | undefined;
  offset?: number | undefined;
  /** A column; default id. Priorities count only with "priority_0" and desc. */
  orderby?: string | undefined;
  desc?: boolean | undefined;
}

/**
 * What the server hands out: tasks, nothing at this offset, or a refusal in the server's words. `retryAfterMs` is there
 * when bloomberg has tasks left for this volunteer that others hold just now.
 */
export type NewTask = { kind: "tasks"; tasks: Task[] } | { kind: "none"; retryAfterMs?: number } | { kind: "refused"; message: string };

/** How long bloomberg keeps the place of a task that was just answered. */
const heldMs = 5_000;

export function volunteering({ api, dialect }: Connection) {
  async function userProgress(projectIdOrShortName: number | string): Promise<UserProgress> {
    return progress.one(await api.GET("/api/project/{id_or_short_name}/userprogress", byIdOrShortName(projectIdOrShortName)));
  }

  return {
    /**
     * Asks for tasks, which the server then lets this caller answer for an hour. bloomberg gives one, without options, and
     * the same one until it is answered or given back.
     */
    async newTask(projectId: number, { limit, offset, orderby, desc }: NewTaskOptions = {}): Promise<NewTask> {
      const query = present({ limit, offset, orderby, desc });
      const received = await api.GET("/api/project/{id}/newtask", { params: { ...byId(projectId, "project id").params, query } });
      const data: unknown = received.data;
      const found: unknown[] = Array.isArray(data) ? data : [data];
      if (found.length > 0 && found.every(task.is)) return { kind: "tasks", tasks: found };
      if (typeof data === "object" && data !== null) {
        if (Object.keys(data).length === 0) {
          if ((await dialect()) !== "bloomberg") return { kind: "none" };
          const { remaining_for_user = 0 } = await userProgress(projectId);
          return remaining_for_user > 0 ? { kind: "none", retryAfterMs: heldMs } : { kind: "none" };
        }
        if ("id" in data && data.id === null && "info" in data) return { kind: "refused", message: refusal(data.info) };
      }
      throw foreign(received, "a task");
    },
    /** The caller's answered tasks and all tasks of the project. */
    userProgress,
  };
}

function refusal(info: unknown): string {
  const error: unknown = typeof info === "object" && info !== null && "error" in info ? info.error : null;
  return typeof error === "string" ? error : "the server hands out no task to you";
}
