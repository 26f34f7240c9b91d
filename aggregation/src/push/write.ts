import { NetworkError, type PybossaClient, PybossaError, type Result as ServerResult } from "pybossa-client-ts";
import { counted, InputError, ServerError } from "pybossa-client-ts/command";
import type { Telling } from "../telling.ts";
import { type PushedResult, withPushed } from "./record.ts";

export interface Target {
  client: PybossaClient;
  projectId: number;
  /** By task id. */
  wanted: ReadonlyMap<number, PushedResult>;
  sleep: (milliseconds: number) => Promise<void>;
}

/** What one reading of the server's results found. */
export interface Survey {
  pages: number;
  /** Results that differ from ours: those to be written. */
  differ: number;
  written: number;
  same: number;
  /** Results whose info is no object: somebody else's, left alone. */
  foreign: number;
  /** Task runs of each result on the server, by task id. */
  runs: Map<number, number>;
}

/**
 * Tells the state of each task that has a result of ours.
 * @throws InputError where the tasks are not those that the results are of
 */
export async function taskStates({ client, projectId, wanted }: Target): Promise<Map<number, string>> {
  const states = new Map<number, string>();
  for await (const page of client.tasks.pages(projectId)) {
    for (const { id, info, state } of page) {
      const pushed = wanted.get(id);
      if (pushed === undefined) continue;
      const building: unknown = typeof info === "object" && info !== null && "building" in info ? info.building : null;
      if (building !== pushed.building) {
        throw new InputError({
          what: `task ${id} of project ${projectId} is of building ${JSON.stringify(building)}, and of "${pushed.building}" in results.csv`,
          advice: "These results are of another project. Nothing was written.",
        });
      }
      states.set(id, state ?? "ongoing");
    }
  }
  if (states.size === 0) {
    throw new InputError({ what: `project ${projectId} holds none of the tasks of results.csv`, advice: "Is it the right project?" });
  }
  return states;
}

/** Reads the project's results; with `write`, writes each that differs right after its page was read. */
export async function survey(
  target: Target,
  write?: (row: ServerResult, info: Record<string, unknown>) => Promise<boolean>,
): Promise<Survey> {
  const found: Survey = { pages: 1, differ: 0, written: 0, same: 0, foreign: 0, runs: new Map() };
  for await (const page of target.client.results.pages(target.projectId)) {
    found.pages += 1;
    for (const row of page) {
      const pushed = target.wanted.get(row.task_id);
      if (pushed === undefined) continue;
      found.runs.set(row.task_id, row.task_run_ids.length);
      const info = withPushed(row.info, pushed);
      if (info === null) found.foreign += 1;
      else if (info === "same") found.same += 1;
      else {
        found.differ += 1;
        if (write && (await write(row, info))) found.written += 1;
      }
    }
  }
  return found;
}

const mostRounds = 5;
const mostFaults = 4;

/**
 * Writes until a reading finds nothing that differs: a task that is completed again while this goes on gets a new result
 * without our info, and a request may fail.
 * @returns the last reading, and how many results were written in all
 * @throws ServerError where some cannot be written; PybossaError, NetworkError, RateLimitError as the client does
 */
export async function writeAll(target: Target, expected: number, telling: Telling): Promise<{ last: Survey; written: number }> {
  let written = 0;
  let faults = 0;
  const write = async (row: ServerResult, info: Record<string, unknown>): Promise<boolean> => {
    try {
      await target.client.results.update(row.id, { info });
    } catch (error) {
      if (error instanceof PybossaError && [401, 403].includes(error.status)) throw notAllowed(target.projectId);
      // Deleted since it was read.
      if (error instanceof PybossaError && error.status === 404) return false;
      const passing = error instanceof NetworkError || (error instanceof PybossaError && error.status >= 500);
      if (!passing || ++faults >= mostFaults) throw error;
      // Not sent again as it is: the next round reads what became of it.
      await target.sleep(1000 * 4 ** faults);
      return false;
    }
    faults = 0;
    written += 1;
    telling.progress("results", Math.min(written, expected), expected);
    return true;
  };
  for (let round = 1; ; round++) {
    const last = await survey(target, write);
    if (last.differ === 0) return { last, written };
    if (round === mostRounds) {
      const what = `${counted(last.differ - last.written, "result")} could not be written, and new ones may have come`;
      throw new ServerError({ what, where: target.client.endpoint, advice: "Run the same command again: it writes only what is missing." });
    }
  }
}

function notAllowed(projectId: number): ServerError {
  return new ServerError({
    what: `the server does not let this key write the results of project ${projectId}`,
    expected: "the key of the project's owner, or of an admin",
  });
}
