import { keysetPages, type ListOptions, listQuery, pageSize } from "./lists.ts";
import { type Connection, type TaskRun, type TaskRunCreate, taskRun } from "./resources.ts";
import { checkId, present } from "./shapes.ts";

export interface TaskRunFilter extends ListOptions {
  projectId: number;
  taskId?: number | undefined;
  userId?: number | undefined;
  /** `key::value|key2::value2`, or a JSON fragment that info must contain. */
  info?: string | undefined;
}

export function taskRuns({ api, transport: { send } }: Connection) {
  async function list(filter: TaskRunFilter): Promise<TaskRun[]> {
    const { projectId, taskId, userId, info } = filter;
    const query = {
      ...listQuery(filter),
      project_id: checkId(projectId, "project id"),
      ...present({ task_id: taskId, user_id: userId, info }),
    };
    return taskRun.many(await send((attempt) => api.GET("/api/taskrun", { ...attempt, params: { query } })));
  }

  return {
    /** One page; it may be short without being the last. */
    list,
    /** Task runs of a project by ascending id, page by page. Runs that their authors changed keep their id. */
    pages: (projectId: number, { lastId }: { lastId?: number } = {}) =>
      keysetPages((last) => list({ projectId, limit: pageSize, lastId: last }), lastId),
    /**
     * Stores an answer. Sent once: after a NetworkError nobody knows whether it was stored; look it up by its info.
     * @throws PybossaError 403 where the task was not requested within the hour ("You must request a task first!"), or was answered already
     */
    async create(body: TaskRunCreate): Promise<TaskRun> {
      checkId(body.project_id, "project id");
      checkId(body.task_id, "task id");
      return taskRun.one(await send((attempt) => api.POST("/api/taskrun", { ...attempt, body })));
    },
    /** Corrects one's own answer. @throws PybossaError 403 once a result holds it */
    async update(id: number, { info }: { info: unknown }): Promise<TaskRun> {
      const path = { id: checkId(id, "task run id") };
      return taskRun.one(await send((attempt) => api.PUT("/api/taskrun/{id}", { ...attempt, params: { path }, body: { info } })));
    },
  };
}
