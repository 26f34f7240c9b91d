import { html } from "hono/html";
import { findProject } from "../api/index.ts";
import type { Backend, RequestContext } from "../backend.ts";
import { PageError } from "../errors.ts";
import { answer, csrfField, csrfOf, signedIn } from "../pages/answering.ts";
import type { Markup } from "../pages/layout.ts";
import { governsPage } from "../pages/presenter.ts";
import type { Project } from "../store/index.ts";

/**
 * The project whose form is open.
 * @throws SignInNeeded, PageError 404, PageError 403 to all but its owners and admins
 */
export function governedProject(backend: Backend, context: RequestContext): Project {
  const project = findProject(backend.database, context.req.param("shortName") ?? "");
  if (project === null) throw new PageError(404);
  signedIn(context);
  if (!governsPage(context, project)) throw new PageError(403);
  return project;
}

export interface FormPage {
  heading: string;
  template: string;
  /** The form's fields as HTML. */
  fields: Markup;
  button: string;
  /** The form's values in JSON mode; null for a form that has only a token. */
  values: object | null;
  more?: object;
}

/** What only paying owners of a PYBOSSA server get; nobody here. */
const pro_features = { auditlog_enabled: false, autoimporter_enabled: false, webhooks_enabled: false };

/** A project's form page; in JSON mode its token is in `form.csrf`, or in `csrf` where the form has no fields. */
export function formPage(backend: Backend, context: RequestContext, project: Project, page: FormPage) {
  const csrf = csrfOf(backend, context);
  const title = `Project: ${project.name} · ${page.heading}`;
  const body = html`<h1>${project.name}: ${page.heading}</h1>
    <form method="post" enctype="multipart/form-data">${csrfField(backend, context)}
      ${page.fields}
      <button class="btn btn-primary">${page.button}</button>
    </form>
    <p><a href="/project/${project.short_name}/tasks/">Tasks and settings</a></p>`;
  const token = page.values === null ? { csrf } : { form: { csrf, csrf_token: "", errors: {}, ...page.values } };
  return answer(context, { title, body, json: { ...token, ...page.more, pro_features, project, template: page.template, title } });
}
