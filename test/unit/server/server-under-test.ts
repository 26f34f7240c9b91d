import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPybossaServer, type PybossaServerOptions } from "pybossa-embedded";

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON; null where it is none. Tests look into it freely. */
  json: Body;
}

/** A JSON body whose shape the test itself checks: what is asked of it is a list, an object or a value. */
export type Body = Body[] & Fields;

interface Fields {
  [key: string]: Body;
}

export interface Request {
  /** An account's name, whose key goes into the Authorization header. */
  as?: "admin" | "owner" | "vol1" | "vol2" | "vol3";
  /** The client's address, given as X-Real-IP. */
  from?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export type ServerUnderTest = Awaited<ReturnType<typeof startServer>>;

/** A server in a temporary folder, with a clock that the test sets and, unless told otherwise, no rate limit. */
export async function startServer(options: Partial<PybossaServerOptions> = {}) {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "pybossa-"));
  const clock = { now: Date.UTC(2026, 0, 5, 12, 0, 0) };
  const server = await createPybossaServer({ dataDir, limit: 1_000_000, trustRealIp: true, now: () => clock.now, ...options });

  async function send(method: string, path: string, { as, from, body, headers = {} }: Request = {}): Promise<Reply> {
    const json = body !== undefined && typeof body !== "string" && !(body instanceof FormData);
    const response = await fetch(server.endpoint + path, {
      method,
      redirect: "manual",
      headers: {
        ...(json ? { "Content-Type": "application/json" } : {}),
        ...(as ? { Authorization: server.keys[as] ?? "" } : {}),
        ...(from ? { "X-Real-IP": from } : {}),
        ...headers,
      },
      body: body === undefined ? null : json ? JSON.stringify(body) : (body as string | FormData),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  }

  /** Sends a form as a manager's program does: the token and the cookie of the form's page, and the key. */
  async function submit(path: string, body: unknown, as: Request["as"] = "owner"): Promise<Reply> {
    const page = await send("GET", path, { as, headers: { "Content-Type": "application/json" } });
    const token = page.json?.csrf ?? page.json?.form?.csrf ?? /name="csrf_token" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
    const cookie = (page.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    return send("POST", path, { as, body, headers: { "X-CSRFToken": String(token), Cookie: cookie } });
  }

  let made = 0;

  /** A project of the owner's with some tasks, `n` = 0, 1, 2 … in their info. */
  async function project(tasks = 0, { nAnswers = 2, info = {} as Record<string, unknown>, ...fields }: ProjectFields = {}) {
    made += 1;
    const name = `project${made}`;
    const presenter = { task_presenter: "<p id='presenter'>hello</p>" };
    const body = { name, short_name: name, description: "d", info: { ...presenter, ...info }, ...fields };
    const { json } = await send("POST", "/api/project", { as: "owner", body });
    const id = Number(json.id);
    const taskIds: number[] = [];
    for (let n = 0; n < tasks; n += 1) {
      const task = await send("POST", "/api/task", { as: "owner", body: { project_id: id, info: { n }, n_answers: nAnswers } });
      taskIds.push(Number(task.json.id));
    }
    return { id, name, taskIds };
  }

  async function publish(shortName: string): Promise<Reply> {
    return submit(`/project/${shortName}/publish`, {});
  }

  async function close(): Promise<void> {
    await server.close();
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true });
  }

  return { ...server, clock, send, submit, project, publish, close };
}

interface ProjectFields {
  nAnswers?: number;
  info?: Record<string, unknown>;
  [field: string]: unknown;
}

function parsed(text: string): Body {
  try {
    return JSON.parse(text) as Body;
  } catch {
    return JSON.parse("null") as Body;
  }
}
