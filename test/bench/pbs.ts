import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createPybossaClient } from "pybossa-client-ts";
import { createPybossaServer } from "pybossa-embedded";

const tasks = 200;

/**
 * How many requests pbs 3.0.0 (the PYBOSSA project's own command line) takes for a task, counted before the embedded
 * server with its rate limit, whose windows last two seconds here: pbs waits for them itself.
 * @param folder for a Python environment with pbs, made here from the Python package index
 */
export async function pbsRequestsPerTask(folder: string): Promise<number> {
  const python = join(folder, "pbs");
  const pbs = join(python, "bin", "pbs");
  if (!existsSync(pbs)) {
    await finished("python3", ["-m", "venv", python]);
    // pbs reads the old resources API of setuptools, and runs with the Click that it pins.
    await finished(join(python, "bin", "pip"), [
      "install",
      "--quiet",
      "--disable-pip-version-check",
      "pybossa-pbs==3.0.0",
      "setuptools<80",
    ]);
  }
  const server = await createPybossaServer({ dataDir: join(folder, "pbs-server"), limit: 300, windowSeconds: 2 });
  const counting = await countingProxy(server.endpoint);
  try {
    const owner = createPybossaClient({ endpoint: server.endpoint, apiKey: server.keys.owner ?? "" });
    await owner.projects.create({ name: "pbs", short_name: "pbs", description: "Tasks by pbs" });
    const project = join(folder, "project.json");
    writeFileSync(project, JSON.stringify({ name: "pbs", short_name: "pbs", description: "Tasks by pbs" }));
    const file = join(folder, "tasks.json");
    writeFileSync(file, JSON.stringify(Array.from({ length: tasks }, (_, at) => ({ info: { building: `b-${at}` } }))));
    const access = ["--server", counting.endpoint, "--api-key", server.keys.owner ?? "", "--project", project];
    await finished(pbs, [...access, "add-tasks", "--tasks-file", file, "--redundancy", "5"]);
    return counting.requests() / tasks;
  } finally {
    counting.close();
    await server.close();
  }
}

function finished(command: string, args: string[]): Promise<void> {
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, LC_ALL: "C.UTF-8", LANG: "C.UTF-8" } });
  let stderr = "";
  child.stderr.on("data", (text) => (stderr += String(text)));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) =>
      status === 0 ? resolve() : reject(new Error(`${command} ended with ${status}: ${stderr.slice(-2000)}`)),
    );
  });
}

/** Passes requests on to a server, and counts them. */
async function countingProxy(endpoint: string): Promise<{ endpoint: string; requests: () => number; close: () => void }> {
  let count = 0;
  const proxy = createServer((incoming, outgoing) => {
    count++;
    const { method, headers, url = "/" } = incoming;
    const passed = request(endpoint + url, { ...(method === undefined ? {} : { method }), headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on("error", () => outgoing.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  return { endpoint: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, requests: () => count, close: () => proxy.close() };
}
