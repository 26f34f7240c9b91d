import type { Connection } from "./connection.ts";
import { keysetPages, listQuery, pageSize } from "./lists.ts";
import { type Result, result } from "./resources.ts";
import { checkId } from "./shapes.ts";

export function results({ api, transport: { send } }: Connection) {
  return {
    /** The last version of each result of a project by ascending id, page by page. */
    pages: (projectId: number, { lastId }: { lastId?: number } = {}) =>
      keysetPages(async (last) => {
        const query = { ...listQuery({ limit: pageSize, lastId: last }), project_id: checkId(projectId, "project id") };
        return result.many(await send((attempt) => api.GET("/api/result", { ...attempt, params: { query } })));
      }, lastId),
    /** Writes a result's info. The task's next answer makes a new version without it. */
    async update(id: number, { info }: { info: unknown }): Promise<Result> {
      const path = { id: checkId(id, "result id") };
      return result.one(await send((attempt) => api.PUT("/api/result/{id}", { ...attempt, params: { path }, body: { info } })));
    },
  };
}
