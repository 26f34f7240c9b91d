import type { Connection } from "./connection.ts";
import { keysetPages, type ListOptions, listQuery, pageSize } from "./lists.ts";
import { type TaskRun, type TaskRunCreate, taskRun } from "./resources.ts";
import { byId, checkId, present } from "./shapes.ts";
import { type IdentifiedAnswer, type Submission, submission } from "./submission.ts";

export interface TaskRunFilter extends ListOptions {
  projectId: number;
  taskId?: number | undefined;
  userId?: number | undefined;
  /** `key::value|key2::value2`, or a JSON fragment that info must contain. */
  info?: string | undefined;
}

export function taskRuns(connection: Connection) {
  const { api } = connection;

  async function list(filter: TaskRunFilter): Promise<TaskRun[]> {
    const { projectId, taskId, userId, info } = filter;
    const query = {
      ...listQuery(filter),
      project_id: checkId(projectId, "project id"),
      ...present({ task_id: taskId, user_id: userId, info }),
    };
    return taskRun.many(await api.GET("/api/taskrun", { params: { query } }));
  }

  async function create(body: TaskRunCreate): Promise<TaskRun> {
    checkId(body.project_id, "project id");
    checkId(body.task_id, "task id");
    return taskRun.one(await api.POST("/api/taskrun", { body }));
  }

  async function find({ project_id, task_id, info }: IdentifiedAnswer): Promise<TaskRun | null> {
    const pages = keysetPages((lastId) => list({ projectId: project_id, taskId: task_id, limit: pageSize, lastId }));
    for await (const page of pages) {
      const found = page.find((run) => typeof run.info === "object" && run.info !== null && "id" in run.info && run.info.id === info.id);
      if (found) return found;
    }
    return null;
  }

  const submit = submission(connection, { create, find });

  return {
    /** One page; it may be short without being the last. */
    list,
    /** Task runs of a project by ascending id, page by page. Runs that their authors changed keep their id. */
    pages: (projectId: number, { lastId }: { lastId?: number } = {}) =>
      keysetPages((last) => list({ projectId, limit: pageSize, lastId: last }), lastId),
    /**
     * Stores an answer. Sent once: after a NetworkError or a 500 nobody knows whether it was stored; `submit` finds out.
     * @throws PybossaError 403 where the task was not requested within the hour ("You must request a task first!"), or was answered already
     */
    create,
    /**
     * Stores an answer, and finds out what became of it: it is sent again after network faults and 5xx, and looked for
     * among the task's runs by `info.id`.
     * @param options.signedIn whether the caller is an account; by default, whether the client has a key or a cookie (a
     * browser's own session must be told)
     * @throws PybossaError where the server refuses by another status than 403; RateLimitError; neither stored it
     */
    submit: (body: IdentifiedAnswer, { signedIn }: { signedIn?: boolean } = {}): Promise<Submission> => submit(body, signedIn),
    /** Corrects one's own answer. @throws PybossaError 403 once a result holds it */
    async update(id: number, { info }: { info: unknown }): Promise<TaskRun> {
      return taskRun.one(await api.PUT("/api/taskrun/{id}", { ...byId(id, "task run id"), body: { info } }));
    },
  };
}
