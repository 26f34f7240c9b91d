import type { Hono } from "hono";
import type { Backend, Environment } from "../backend.ts";
import { serveExport } from "./export.ts";
import { serveImport } from "./import.ts";
import { serveProjectSettings } from "./project-settings.ts";
import { servePublish } from "./publish.ts";
import { serveSettings } from "./settings.ts";

/** The form pages by which owners run their projects. */
export function serveForms(app: Hono<Environment>, backend: Backend): void {
  servePublish(app, backend);
  serveImport(app, backend);
  serveProjectSettings(app, backend);
  serveSettings(app, backend);
  serveExport(app, backend);
}
