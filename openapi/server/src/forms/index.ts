import type { Hono } from "hono";
import type { Backend, Environment } from "../backend.ts";
import { servePublish } from "./publish.ts";

/** The form pages by which owners run their projects. */
export function serveForms(app: Hono<Environment>, backend: Backend): void {
  servePublish(app, backend);
}
