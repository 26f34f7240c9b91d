import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { peerEnvironment } from "./peer-environment.ts";

/** What a Python package did to read a project: how far it came, and the requests that it sent for each resource. */
export interface PeerReading {
  /** Tasks whose runs it holds at the end. */
  tasks: number;
  runs: number;
  requests: Record<string, number>;
  /** The class of the error that ended it, or null. */
  error: string | null;
}

/** Counts what leaves the process, and prints one line of JSON at the end, whatever happened. */
const counted = `
import json, sys, requests
sent = {}
send = requests.Session.send
def counting(session, request, **more):
    resource = request.path_url.split("?")[0].split("/")[2]
    sent[resource] = sent.get(resource, 0) + 1
    return send(session, request, **more)
requests.Session.send = counting
endpoint, key = sys.argv[1:3]
held, error = {}, None
`;

const report = `
print(json.dumps({"tasks": len(held), "runs": sum(map(len, held.values())), "requests": sent, "error": error}))
`;

const scripts = {
  /** As enki's own documentation reads a project. */
  enki: `
import enki
try:
    e = enki.Enki(api_key=key, endpoint=endpoint, project_short_name="bench", all=1)
    e.get_tasks()
    e.get_task_runs()
    held = e.task_runs
except Exception as failure:
    error = type(failure).__name__
`,
  /** The best that a program can do with pybossa-client alone: all runs in pages of 100 by their last id. */
  "pybossa-client": `
import pbclient
pbclient.set("endpoint", endpoint)
pbclient.set("api_key", key)
try:
    project = pbclient.find_project(short_name="bench", all=1)[0]
    def pages(read):
        last = 0
        while True:
            page = read(project.id, limit=100, last_id=last)
            if not page: return
            yield from page
            last = page[-1].id
    for task in pages(pbclient.get_tasks): held[task.id] = []
    for run in pages(pbclient.get_taskruns): held[run.task_id].append(run)
except Exception as failure:
    error = type(failure).__name__
`,
};

export const peers = Object.keys(scripts) as (keyof typeof scripts)[];

/** Lets a package from PyPI read the project "bench". */
export async function peerReads(peer: keyof typeof scripts, endpoint: string, apiKey: string): Promise<PeerReading> {
  const python = join(peerEnvironment("enki", ["enki==3.0.0", "pybossa-client==3.0.0"]), "python");
  const program = counted + scripts[peer] + report;
  const { stdout } = await promisify(execFile)(python, ["-c", program, endpoint, apiKey], { timeout: 900_000 });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as PeerReading;
}

/** All requests together. */
export function requestsOf({ requests }: PeerReading): number {
  return Object.values(requests).reduce((sum, count) => sum + count, 0);
}

/** Windows of the rate limit, of which each resource has its own. */
export function windowsOf({ requests }: PeerReading, usable: number): number {
  return Math.max(...Object.values(requests).map((count) => Math.ceil(count / usable)));
}
