import type { Hono } from "hono";
import { html, raw } from "hono/html";
import { publicProject } from "../api/index.ts";
import { projectStats } from "../api/project.ts";
import type { Backend, Environment, RequestContext } from "../backend.ts";
import { PageError } from "../errors.ts";
import { findUser } from "../identity.ts";
import { countOf, type Project } from "../store/index.ts";
import { answer } from "./answering.ts";
import { governsPage, readableProject } from "./presenter.ts";

const perPage = 10;

/** Pages about a project's tasks and volunteers. Where PYBOSSA shows what a background job computes, so does this: 0. */
export function serveOverview(app: Hono<Environment>, backend: Backend): void {
  app.get("/project/:shortName/stats", (context) => statistics(backend, context, readableProject(backend, context)));
  app.get("/project/:shortName/results", (context) => resultsPage(backend, context, readableProject(backend, context)));
  app.get("/project/:shortName/tasks/browse", (context) => {
    const project = readableProject(backend, context);
    if (backend.dialect === "bloomberg" && !governsPage(context, project)) throw new PageError(403);
    return browse(backend, context, project);
  });
  app.get("/leaderboard/", (context) => leaderboard(backend, context));
}

/** What pages say of a project's owner and state. */
function about(backend: Backend, project: Project) {
  const owner = findUser(backend, "id", project.owner_id);
  const { n_tasks, n_volunteers, n_completed_tasks, overall_progress } = projectStats(project.id);
  return {
    owner: owner === null ? null : { name: owner.name, fullname: owner.fullname, created: owner.created, locale: "en" },
    project: publicProject(project),
    n_tasks,
    n_volunteers,
    n_completed_tasks,
    overall_progress,
  };
}

function statistics(backend: Backend, context: RequestContext, project: Project) {
  const title = `Project: ${project.name} · Statistics`;
  const body = html`<h1>${project.name}: Statistics</h1><p>They come with the next run of a background job, which this server does not have.</p>`;
  return answer(context, { title, body, json: { ...about(backend, project), template: "/projects/non_stats.html", title } });
}

/** The owner's own HTML, as PYBOSSA's theme shows it: once a result holds something. */
function resultsPage(backend: Backend, context: RequestContext, project: Project) {
  const sql = "SELECT count(*) AS n FROM result WHERE project_id = ? AND info IS NOT NULL AND info <> 'null'";
  const n_results = countOf(backend.database, sql, [project.id]);
  const written = typeof project.info.results === "string" && project.info.results !== "" && n_results > 0;
  const title = `Project: ${project.name} · Results`;
  const body = html`<h1>${project.name}: Results</h1>
    ${written ? raw(project.info.results) : html`<h2>No results</h2><p class="lead">The project's owner has not published any yet.</p>`}`;
  return answer(context, { title, body, json: { ...about(backend, project), n_results, template: "/projects/results.html", title } });
}

function browse(backend: Backend, context: RequestContext, project: Project) {
  const page = Math.max(1, Number(context.req.query("page")) || 1);
  const total = countOf(backend.database, "SELECT count(*) AS n FROM task WHERE project_id = ?", [project.id]);
  const sql = "SELECT id, state, n_answers FROM task WHERE project_id = ? ORDER BY id LIMIT ? OFFSET ?";
  const rows = backend.database.all(sql, [project.id, perPage, (page - 1) * perPage]);
  const title = `Project: ${project.name} · Tasks`;
  const pagination = { page, per_page: perPage, prev: page > 1, next: page * perPage < total, total };
  const body = html`<h1>${project.name}: Tasks</h1>
    <ul>${rows.map(({ id, state, n_answers }) => html`<li><a href="/project/${project.short_name}/task/${id}">${id}</a> ${state}, ${n_answers} answers wanted</li>`)}</ul>`;
  const tasks = rows.map(({ id, state, n_answers }) => ({ id, state, n_answers }));
  return answer(context, {
    title,
    body,
    json: { ...about(backend, project), tasks, pagination, template: "/projects/tasks_browse.html", title },
  });
}

function leaderboard(backend: Backend, context: RequestContext) {
  const sql = `SELECT user.id, user.name, user.fullname, user.created, count(task_run.id) AS answers FROM user
    LEFT JOIN task_run ON task_run.user_id = user.id GROUP BY user.id ORDER BY answers DESC, user.id LIMIT 20`;
  const top_users = backend.database.all(sql).map(({ name, fullname, created, answers }, at) => ({
    created,
    fullname,
    info: {},
    locale: null,
    n_answers: null,
    name,
    rank: at + 1,
    registered_ago: null,
    score: answers,
  }));
  const title = "Community Leaderboard";
  const body = html`<h1>${title}</h1><ol>${top_users.map(({ fullname, score }) => html`<li>${fullname}: ${score}</li>`)}</ol>`;
  return answer(context, { title, body, json: { template: "/stats/index.html", title, top_users } });
}
