import type { Hono } from "hono";
import { projectOf, refused, userOf } from "../api/call.ts";
import { limited } from "../api/limited.ts";
import { type Resource, serveResource } from "../api/resource.ts";
import { resultResource } from "../api/result.ts";
import type { Backend, Environment } from "../backend.ts";
import { refusal } from "../errors.ts";
import type { Result } from "../store/index.ts";
import { managesProject } from "./access.ts";
import { serveMore } from "./more.ts";
import { newTask, userProgress } from "./new-task.ts";
import { serveBloombergPages } from "./pages.ts";
import { bloombergProjectResource } from "./project.ts";
import { bloombergTaskResource } from "./task.ts";
import { bloombergTaskRunResource } from "./task-run.ts";

const bloombergResultResource: Resource<Result> = {
  ...resultResource,
  signedIn: true,
  conditions(call, query) {
    const user = userOf(call);
    if (user?.admin !== true && user?.subadmin !== true) throw refused(call);
    return resultResource.conditions?.(call, query) ?? [];
  },
  mayRead(call, { project_id }) {
    if (!managesProject(call, projectOf(call, project_id))) throw refusal(true);
    return true;
  },
  related: (call, record) => resultResource.related?.(call, record) ?? {},
  links: (call, record) => resultResource.links?.(call, record) ?? { link: "" },
};
delete bloombergResultResource.allowRemoval;

/** What the dialect `bloomberg` answers differently; everything else is served as on Scifabric. */
export function serveBloomberg(app: Hono<Environment>, backend: Backend): void {
  app.get("/api/project/:project/newtask", limited(backend, { endpoint: "newtask", action: "NEW_TASK", target: "project" }, newTask));
  app.get("/api/project/:project/userprogress", limited(backend, { endpoint: "userprogress", action: "USER_PROGRESS" }, userProgress));
  serveMore(app, backend);
  serveResource(app, backend, bloombergProjectResource);
  serveResource(app, backend, bloombergTaskResource);
  serveResource(app, backend, bloombergTaskRunResource);
  serveResource(app, backend, bloombergResultResource);
  serveBloombergPages(app, backend);
}
