import type { Hono } from "hono";
import type { Backend, Environment } from "../backend.ts";
import { announcementResource, blogPostResource, pageResource } from "./articles.ts";
import { categoryResource } from "./category.ts";
import { serveToken } from "./external.ts";
import { serveFavorites } from "./favorites.ts";
import { helpingMaterialResource } from "./helping-material.ts";
import { serveVolunteer } from "./new-task.ts";
import { projectResource } from "./project.ts";
import { serveResource } from "./resource.ts";
import { resultResource } from "./result.ts";
import { projectStatsResource, serveGlobalStats } from "./statistics.ts";
import { taskResource } from "./task.ts";
import { taskRunResource } from "./task-run.ts";
import { userResource } from "./user.ts";

export { typedFields } from "./payload.ts";
export { findProject, publicProject } from "./project.ts";

/** The REST API below /api. */
export function serveApi(app: Hono<Environment>, backend: Backend): void {
  app.get("/api/", (context) => context.html("The PyBossa API"));
  app.get("/api", (context) => context.redirect(`/api/${new URL(context.req.url).search}`, 308));
  serveVolunteer(app, backend);
  serveToken(app, backend);
  serveResource(app, backend, projectResource);
  serveResource(app, backend, taskResource);
  serveResource(app, backend, taskRunResource);
  serveResource(app, backend, resultResource);
  serveResource(app, backend, helpingMaterialResource);
  serveResource(app, backend, categoryResource);
  serveResource(app, backend, userResource);
  serveResource(app, backend, announcementResource);
  serveResource(app, backend, blogPostResource);
  serveResource(app, backend, pageResource);
  serveResource(app, backend, projectStatsResource);
  serveFavorites(app, backend);
  serveGlobalStats(app, backend);
}
