import { join } from "node:path";
import { createPybossaServer } from "pybossa-embedded";
import { bytesOf, type Parser, textOf } from "./parser.ts";

const json = (address: string, body: unknown) => bytesOf(`${address}\n${JSON.stringify(body)}`);
const answer = { id: "3b241101-e2bb-4255-8caf-4136c566a962", frames: { f01: "standing" }, note: "x" };

/** Sends one request, by a project's owner, to a server with one project and task. @throws Error where the server itself fails */
async function sent(input: Uint8Array, folder: string): Promise<void> {
  const { endpoint, keys, close } = await createPybossaServer({ dataDir: join(folder, "server"), limit: 1_000_000 });
  try {
    const headers = { Authorization: keys.owner ?? "", "Content-Type": "application/json" };
    const post = (path: string, body: object) => fetch(endpoint + path, { method: "POST", headers, body: JSON.stringify(body) });
    await post("/api/project", { name: "town", short_name: "town", description: "d", info: { task_presenter: "<p>" } });
    await post("/api/task", { project_id: 1, info: { n: 0 } });
    const text = textOf(input);
    const [, method = "POST", path = "/"] = /^(GET|POST|PUT|DELETE) (\/.*)/.exec(text) ?? [];
    const body = text.slice(text.indexOf("\n") + 1);
    const init = { method, headers, redirect: "manual" as const };
    const response = await fetch(new URL(path.replace(/^\/+/, "/"), endpoint), method === "GET" ? init : { ...init, body });
    const said = await response.text();
    // What PYBOSSA itself answers to values that its database refuses is told as an exception of its own.
    if (response.status >= 500 && !said.includes('"exception_cls"'))
      throw new Error(`${response.status} to ${method} ${path.slice(0, 200)}: ${said.slice(0, 200)}`);
  } finally {
    await close();
  }
}

export const serverParsers: Parser[] = [
  {
    name: "requests to the embedded server",
    seeds: () => [
      json("POST /api/taskrun", { project_id: 1, task_id: 1, info: answer }),
      json("POST /api/task", { project_id: 1, info: { building: "b" }, n_answers: 5, priority_0: 0.5, calibration: 1 }),
      json("PUT /api/project/1", { name: "town", info: { task_presenter: "<p>" }, long_description: "# T" }),
      json("POST /api/helpingmaterial", { project_id: 1, info: { state: "paused" } }),
      json("PUT /api/task/1", { n_answers: 3, info: [] }),
      bytesOf("GET /api/task?project_id=1&limit=10&offset=0&last_id=0&orderby=id&desc=true&fulltextsearch=1&info=n::0\n"),
      bytesOf("GET /api/project/1/newtask?limit=3&offset=1&external_uid=x\n"),
      bytesOf("GET /project/town/1/results.json\n"),
      bytesOf("DELETE /api/task/1\n"),
    ],
    read: sent,
    isClear: () => false,
    words: ["&limit=", "&info=", "::", "%00", "%ed%a0%80", "/../", "project_id", "info", "9223372036854775808"],
  },
];
