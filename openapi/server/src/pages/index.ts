import type { Hono } from "hono";
import type { Backend, Environment } from "../backend.ts";
import { serveAccount } from "./account.ts";
import { serveHome } from "./home.ts";
import { serveOverview } from "./overview.ts";
import { servePresenter } from "./presenter.ts";

export { pageRefusal, redirect, SignInNeeded, signInPath } from "./answering.ts";

/** The HTML pages. */
export function servePages(app: Hono<Environment>, backend: Backend): void {
  serveHome(app, backend);
  serveAccount(app, backend);
  servePresenter(app, backend);
  serveOverview(app, backend);
}
