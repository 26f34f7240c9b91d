import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "./api/cors.ts";
import { serveApi } from "./api/index.ts";
import type { Backend, Environment } from "./backend.ts";
import { serveBloomberg } from "./bloomberg/index.ts";
import { PageError } from "./errors.ts";
import { DiskFullError, type FaultInjector } from "./faults/index.ts";
import { serveForms } from "./forms/index.ts";
import { callerOf } from "./identity.ts";
import { pageRefusal, redirect, SignInNeeded, servePages, signInPath } from "./pages/index.ts";
import { fileResponse } from "./static-files.ts";

const twelveHours = { "Cache-Control": "public, max-age=43200" };

/** The whole server as a Hono app. */
export function createApp(backend: Backend, faults: FaultInjector): Hono<Environment> {
  const app = new Hono<Environment>();
  app.use(async (context, next) => {
    // What the page of an error needs, however early the error comes.
    context.set("dialect", backend.dialect);
    context.set("caller", { user: null, address: "" });
    context.set("session", null);
    await next();
  });
  app.use(faults.middleware(backend));
  app.use(async (context, next) => {
    const { caller, session } = callerOf(backend, context);
    context.set("caller", caller);
    context.set("session", session);
    await next();
  });
  app.use(bodyLimit({ maxSize: 64 * 1024 * 1024 }));
  app.onError((error, context) => {
    if (error instanceof SignInNeeded) return redirect(context, signInPath(context));
    const known = error instanceof PageError;
    if (!known && !(error instanceof DiskFullError))
      process.stderr.write(`${context.req.method} ${context.req.path}: ${error.stack ?? error.message}\n`);
    return pageRefusal(context, known ? error : new PageError(500));
  });
  app.notFound((context) => pageRefusal(context, new PageError(404)));
  app.use("/api/*", cors);
  if (backend.dialect === "bloomberg") serveBloomberg(app, backend);
  serveApi(app, backend);
  servePages(app, backend);
  serveForms(app, backend);
  serveFiles(app, backend);
  return app;
}

function serveFiles(app: Hono<Environment>, backend: Backend): void {
  const require = createRequire(import.meta.url);
  const folders: [string, string][] = [
    ["/static/bootstrap/", join(dirname(require.resolve("bootstrap/package.json")), "dist")],
    ["/static/jquery/", join(dirname(require.resolve("jquery/package.json")), "dist")],
    ["/static/", fileURLToPath(new URL("../browser", import.meta.url))],
  ];
  app.get("/static/*", async (context) => {
    const { path } = context.req;
    const [prefix, folder] = folders.find(([start]) => path.startsWith(start)) ?? ["", ""];
    const found = await fileResponse(folder, path.slice(prefix.length), twelveHours);
    if (found === null) throw new PageError(404);
    return found;
  });
  app.get("/uploads/*", async (context) => {
    const found = await fileResponse(backend.uploads.folder, context.req.path.slice("/uploads/".length), twelveHours);
    if (found === null) throw new PageError(404);
    return found;
  });
}
