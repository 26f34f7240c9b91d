import type { Hono } from "hono";
import type { components } from "pybossa-client-ts";
import type { Backend, Environment } from "../backend.ts";
import { countOf, type ProjectStats, projectStats } from "../store/index.ts";
import { limited, link } from "./limited.ts";
import type { Resource } from "./resource.ts";

/** Statistics that a background job would refresh; without that job they stay 0, as measured. */
export const projectStatsResource: Resource<ProjectStats> = {
  name: "projectstats",
  table: projectStats,
  reserved: [],
  own: null,
  links: ({ context }, { id, project_id }) => ({
    links: [link(context, "parent", "project", project_id)],
    link: link(context, "self", "projectstats", id),
  }),
};

/** GET /api/globalstats: live counts of the server. */
export function serveGlobalStats(app: Hono<Environment>, backend: Backend): void {
  const count = (sql: string) => countOf(backend.database, sql, []);
  app.get(
    "/api/globalstats",
    limited(backend, { endpoint: "globalstats", target: "globalstats" }, () => {
      const wanted = count("SELECT coalesce(sum(n_answers), 0) AS n FROM task");
      const runs = count("SELECT count(*) AS n FROM task_run");
      const categories = backend.database.all(
        `SELECT category.short_name AS name, (SELECT count(*) FROM project WHERE category_id = category.id AND published = 1) AS n
         FROM category ORDER BY category.id`,
      );
      const body: components["schemas"]["GlobalStats"] = {
        n_projects: count("SELECT count(*) AS n FROM project WHERE published = 1"),
        n_users: count("SELECT count(*) AS n FROM user"),
        n_tasks: wanted,
        n_task_runs: runs,
        n_pending_tasks: Math.max(0, wanted - runs),
        n_results: count("SELECT count(*) AS n FROM result WHERE last_version = 1"),
        categories: [
          { featured: count("SELECT count(*) AS n FROM project WHERE featured = 1") },
          { draft: count("SELECT count(*) AS n FROM project WHERE published = 0") },
          ...categories.map(({ name, n }) => ({ [String(name)]: Number(n) })),
        ],
      };
      return Response.json(body);
    }),
  );
}
