import type { Hono } from "hono";
import { limited } from "../api/limited.ts";
import { serveResource } from "../api/resource.ts";
import type { Backend, Environment } from "../backend.ts";
import { serveCompleted } from "./completed.ts";
import { serveDrafts } from "./drafts.ts";
import { serveLookups } from "./lookups.ts";
import { serveMore } from "./more.ts";
import { newTask, userProgress } from "./new-task.ts";
import { serveBloombergPages } from "./pages.ts";
import { bloombergProjectResource } from "./project.ts";
import { bloombergResultResource } from "./result.ts";
import { bloombergTaskResource } from "./task.ts";
import { bloombergTaskRunResource } from "./task-run.ts";
import { bloombergUserResource } from "./user.ts";

/** What the dialect `bloomberg` answers differently; everything else is served as on Scifabric. */
export function serveBloomberg(app: Hono<Environment>, backend: Backend): void {
  app.get("/api/project/:project/newtask", limited(backend, { endpoint: "newtask", action: "NEW_TASK", target: "project" }, newTask));
  const progressName = { endpoint: "userprogress", action: "USER_PROGRESS" };
  for (const name of ["project", "app"]) app.get(`/api/${name}/:project/userprogress`, limited(backend, progressName, userProgress));
  serveMore(app, backend);
  serveLookups(app, backend);
  serveCompleted(app, backend);
  serveDrafts(app, backend);
  serveResource(app, backend, bloombergUserResource);
  serveResource(app, backend, bloombergProjectResource);
  serveResource(app, backend, bloombergTaskResource);
  serveResource(app, backend, bloombergTaskRunResource);
  serveResource(app, backend, bloombergResultResource);
  serveBloombergPages(app, backend);
}
