import { NetworkError, type PybossaClient, PybossaError } from "pybossa-client-ts";
import type { Output } from "pybossa-client-ts/command";
import type { Effects } from "../effects.ts";
import type { PlannedTask } from "../tasks/index.ts";
import { importParts } from "./import-rows.ts";

interface Place {
  projectId: number;
  shortName: string;
}

/** Creates tasks one by one. */
export async function postTasks(client: PybossaClient, { projectId }: Place, tasks: readonly PlannedTask[], output: Output): Promise<void> {
  let done = 0;
  for (const { info, n_answers, priority } of tasks) {
    await client.tasks.create({ project_id: projectId, info: { ...info }, n_answers, priority_0: priority, calibration: 0, quorum: 0 });
    output.progress("creating tasks", ++done, tasks.length);
  }
}

const pollMs = 2_000;
const stalledMs = 180_000;

/**
 * Creates tasks by PYBOSSA's CSV import. Up to 200 rows are there at once; more are imported in the background, whose
 * end nobody tells: the count of tasks is polled until it is reached or stands still for three minutes. What then is
 * missing is left to the caller, who compares by content anyway.
 */
export async function importTasks(
  client: PybossaClient,
  { projectId, shortName }: Place,
  tasks: readonly PlannedTask[],
  present: number,
  { output, sleep, now }: Pick<Effects, "output" | "sleep" | "now">,
): Promise<void> {
  let expected = present;
  let done = 0;
  for (const [at, part] of importParts(tasks).entries()) {
    try {
      await client.forms.importCsv(shortName, `tasks-${at + 1}.csv`, part.csv);
    } catch (error) {
      if (error instanceof NetworkError || (error instanceof PybossaError && error.status >= 500)) {
        output.note("The server broke off the import; what is missing is sent one by one.");
        return;
      }
      throw error;
    }
    expected += part.tasks.length;
    let reached = -1;
    let since = now();
    for (;;) {
      const { total } = await client.userProgress(projectId);
      output.progress("importing tasks", Math.min(tasks.length, Math.max(done, total - present)), tasks.length);
      if (total >= expected) break;
      if (total !== reached) {
        reached = total;
        since = now();
      } else if (now() - since > stalledMs) {
        output.note("The server's import stands still; what is missing is sent one by one.");
        return;
      }
      await sleep(pollMs);
    }
    done += part.tasks.length;
  }
}
