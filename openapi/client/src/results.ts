import type { Connection } from "./connection.ts";
import { keysetPages, listQuery, pageSize } from "./lists.ts";
import { type Result, result } from "./resources.ts";
import { byId, checkId } from "./shapes.ts";

export function results({ api }: Connection) {
  return {
    /** The last version of each result of a project by ascending id, page by page. */
    pages: (projectId: number, { lastId }: { lastId?: number } = {}) =>
      keysetPages(async (last) => {
        const query = { ...listQuery({ limit: pageSize, lastId: last }), project_id: checkId(projectId, "project id") };
        return result.many(await api.GET("/api/result", { params: { query } }));
      }, lastId),
    /** Writes a result's info. The task's next answer makes a new version without it. */
    async update(id: number, { info }: { info: unknown }): Promise<Result> {
      return result.one(await api.PUT("/api/result/{id}", { ...byId(id, "result id"), body: { info } }));
    },
  };
}
