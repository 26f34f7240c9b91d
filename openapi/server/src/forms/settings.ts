import type { Hono } from "hono";
import { html } from "hono/html";
import type { Backend, Environment, RequestContext } from "../backend.ts";
import { answer, formDone, readForm } from "../pages/answering.ts";
import { schedulers } from "../scheduler.ts";
import { countOf, type Project, projects, updateRecord } from "../store/index.ts";
import { type FormPage, formPage, governedProject } from "./project-form.ts";

interface Setting {
  path: string;
  /** The form, with what was wrong with the values given. */
  page(errors: Record<string, string[]>): FormPage;
  /** Applies the values; gives the message, or what was wrong. */
  apply(project: Project, fields: Record<string, string>): string | Record<string, string[]>;
}

/** The forms that change all tasks of a project: scheduler, redundancy, priority, deletion. */
export function serveSettings(app: Hono<Environment>, backend: Backend): void {
  app.get("/project/:shortName/tasks/", (context) => tasksPage(backend, context));
  for (const setting of settings(backend)) {
    const path = `/project/:shortName/tasks/${setting.path}`;
    app.get(path, (context) => formPage(backend, context, governedProject(backend, context), setting.page({})));
    app.post(path, async (context) => {
      const { fields } = await readForm(backend, context);
      const project = governedProject(backend, context);
      const outcome = backend.database.transaction(() => setting.apply(project, fields));
      if (typeof outcome !== "string") return formPage(backend, context, project, setting.page(outcome));
      return formDone(context, outcome, `/project/${project.short_name}/tasks/`);
    });
  }
}

function tasksPage(backend: Backend, context: RequestContext) {
  const project = governedProject(backend, context);
  const path = `/project/${project.short_name}`;
  const n_tasks = countOf(backend.database, "SELECT count(*) AS n FROM task WHERE project_id = ?", [project.id]);
  const links = [
    ["tasks/import?type=localCSV", "Import a CSV file"],
    ["tasks/export", "Export"],
    ["tasks/scheduler", "Scheduler"],
    ["tasks/redundancy", "Redundancy"],
    ["tasks/priority", "Priority"],
    ["tasks/delete", "Delete the tasks"],
    ["publish", "Publish"],
  ];
  const title = `Project: ${project.name} · Tasks`;
  const body = html`<h1>${project.name}: Tasks</h1><p>${n_tasks} tasks</p>
    <ul>${links.map(([to, text]) => html`<li><a href="${path}/${to}">${text}</a></li>`)}</ul>`;
  return answer(context, { title, body, json: { project, n_tasks, template: "/projects/tasks.html", title } });
}

function input(label: string, name: string, type: "number" | "text", errors: Record<string, string[]>) {
  return html`<div class="form-group ${errors[name] ? "has-error" : ""}">
      <label for="${name}">${label}</label> <input class="form-control" id="${name}" name="${name}" type="${type}" step="any" required>
      ${errors[name] ? html`<span class="help-block">${errors[name].join(" ")}</span>` : ""}
    </div>`;
}

function settings({ database, uploads }: Backend): Setting[] {
  const offered = schedulers.filter((name) => name !== "incremental");
  return [
    {
      path: "scheduler",
      page: (errors) => ({
        heading: "Task Scheduler",
        template: "/projects/task_scheduler.html",
        fields: html`<div class="form-group"><label for="sched">Scheduler</label>
            <select class="form-control" id="sched" name="sched">${offered.map((name) => html`<option>${name}</option>`)}</select></div>`,
        button: "Change",
        values: { sched: null, errors },
      }),
      apply(project, { sched = "" }) {
        if (!offered.some((name) => name === sched)) return { sched: ["Not a valid choice"] };
        updateRecord(database, projects, project.id, { info: { ...project.info, sched } });
        return "Project Task Scheduler updated!";
      },
    },
    {
      path: "redundancy",
      page: (errors) => ({
        heading: "Redundancy",
        template: "/projects/task_n_answers.html",
        fields: input("Answers wanted for each task", "n_answers", "number", errors),
        button: "Change",
        values: { n_answers: null, errors },
      }),
      apply(project, { n_answers = "" }) {
        const wanted = Number(n_answers);
        if (!/^\d+$/.test(n_answers) || wanted < 1 || wanted > 1000) return { n_answers: ["Number must be between 1 and 1000."] };
        const answers = "(SELECT count(*) FROM task_run AS run WHERE run.task_id = task.id)";
        const sql = `UPDATE task SET n_answers = ?, state = CASE WHEN ${answers} >= ? THEN 'completed' ELSE 'ongoing' END WHERE project_id = ?`;
        database.run(sql, [wanted, wanted, project.id]);
        return "Redundancy of Tasks updated!";
      },
    },
    {
      path: "priority",
      page: (errors) => ({
        heading: "Task Priority",
        template: "/projects/task_priority.html",
        fields: html`${input("Task ids, with commas between", "task_ids", "text", errors)}${input("Priority, 0 to 1", "priority_0", "number", errors)}`,
        button: "Change",
        values: { priority_0: null, task_ids: "", errors },
      }),
      apply(project, { task_ids = "", priority_0 = "" }) {
        const ids = task_ids.split(",").map((text) => text.trim());
        const priority = Number(priority_0);
        if (ids.some((text) => !/^\d+$/.test(text))) return { task_ids: ["Only numbers and commas are allowed"] };
        if (priority_0.trim() === "" || !(priority >= 0 && priority <= 1)) return { priority_0: ["Number must be between 0 and 1."] };
        for (const id of ids) {
          database.run("UPDATE task SET priority_0 = ? WHERE id = ? AND project_id = ?", [priority, Number(id), project.id]);
        }
        return "Task priority has been changed";
      },
    },
    {
      path: "delete",
      page: () => ({
        heading: "Delete",
        template: "projects/tasks/delete.html",
        fields: html`<p>All tasks without a result are deleted, with their answers.</p>`,
        button: "Delete the tasks",
        values: null,
      }),
      apply(project) {
        const sql = "DELETE FROM task WHERE project_id = ? AND NOT EXISTS (SELECT 1 FROM result WHERE result.task_id = task.id)";
        database.run(sql, [project.id]);
        uploads.drop(`user_${project.owner_id}`, `${project.id}_`);
        return "Tasks and taskruns with no associated results have been deleted";
      },
    },
  ];
}
