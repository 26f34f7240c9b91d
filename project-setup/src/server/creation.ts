import { type Dialect, NetworkError, type PybossaClient, PybossaError } from "pybossa-client-ts";
import type { Effects } from "../effects.ts";
import type { Journal, JournalEntry } from "../lock/index.ts";
import type { PlannedTask } from "../tasks/index.ts";
import { importParts } from "./import-rows.ts";

/** Where tasks go. */
export interface Place {
  projectId: number;
  shortName: string;
  dialect: Dialect;
  /** Until when bloomberg hands tasks out, RFC 3339 UTC; null where tasks do not end. */
  expiration: string | null;
}

type Tools = Pick<Effects, "output" | "sleep" | "now"> & { journal: Journal };

/** Creates tasks one by one. A task that the server says is there already counts as created. */
export async function postTasks(
  client: PybossaClient,
  place: Place,
  tasks: readonly PlannedTask[],
  { output, journal }: Tools,
): Promise<void> {
  let done = 0;
  for (const { info, n_answers, priority } of tasks) {
    const body = { project_id: place.projectId, info: { ...info }, n_answers, priority_0: priority };
    const made = await client.tasks.createUnlessExists(place.expiration === null ? body : { ...body, expiration: place.expiration });
    journal.write("task created", { task_id: made.kind === "created" ? made.task.id : made.id, building: info.building });
    output.progress("creating tasks", ++done, tasks.length);
  }
}

const firstPollMs = 1_000;
const longestPollMs = 15_000;
const stalledMs = 180_000;
/** An import of so few rows is done when it is answered. */
const atOnce = 200;

/**
 * Creates tasks by PYBOSSA's CSV import. Up to 200 rows are there at once; more are imported in the background, whose
 * end nobody tells: the count of tasks is polled until it is reached or stands still for three minutes. What then is
 * missing is left to the caller, who compares by content anyway.
 * @returns whether every part arrived
 */
export async function importTasks(
  client: PybossaClient,
  place: Place,
  tasks: readonly PlannedTask[],
  present: number,
  tools: Tools,
): Promise<boolean> {
  const { output, journal } = tools;
  let expected = present;
  for (const [at, part] of importParts(tasks, { present, dialect: place.dialect, expiration: place.expiration }).entries()) {
    expected += part.tasks.length;
    journal.write("import begun", { project_id: place.projectId, rows: part.tasks.length, expected });
    try {
      await client.forms.importCsv(place.shortName, `tasks-${at + 1}.csv`, part.csv);
    } catch (error) {
      if (error instanceof NetworkError || (error instanceof PybossaError && error.status >= 500)) {
        output.note("The server broke off the import; what is there is counted, and what is missing is sent again.");
        await arrival(client, place.projectId, expected, part.tasks.length > atOnce ? 30_000 : 4_000, tools, () => undefined);
        journal.write("import ended", { project_id: place.projectId, whole: false });
        return false;
      }
      throw error;
    }
    const told = (total: number) => output.progress("importing tasks", Math.min(tasks.length, total - present), tasks.length);
    const whole = await arrival(client, place.projectId, expected, stalledMs, tools, told);
    journal.write("import ended", { project_id: place.projectId, whole });
    if (!whole) {
      output.note("The server's import stands still; what is missing is sent again.");
      return false;
    }
  }
  return true;
}

/**
 * Waits for an import that an earlier run began and did not see end: it may go on in the background, and what it still
 * brings must not be sent besides.
 */
export async function awaitBegunImport(client: PybossaClient, projectId: number, tools: Tools): Promise<void> {
  const { journal, output } = tools;
  const own = journal.entries().filter(({ did, project_id }) => did.startsWith("import ") && project_id === projectId);
  const last: JournalEntry | undefined = own.at(-1);
  if (last?.did !== "import begun" || typeof last.expected !== "number") return;
  output.note("An earlier run was stopped while the server imported tasks; waiting until it has done so.");
  const still = Number(last.rows) > atOnce ? 30_000 : 4_000;
  const whole = await arrival(client, projectId, last.expected, still, tools, () => undefined);
  journal.write("import ended", { project_id: projectId, whole });
}

/** Polls the number of tasks until it is reached (true), or stands still for so long (false). */
async function arrival(
  client: PybossaClient,
  projectId: number,
  expected: number,
  stillMs: number,
  { sleep, now }: Tools,
  told: (total: number) => void,
): Promise<boolean> {
  let reached = -1;
  let since = now();
  for (let wait = firstPollMs; ; wait = Math.min(wait * 1.5, longestPollMs)) {
    const { total } = await client.userProgress(projectId);
    told(total);
    if (total >= expected) return true;
    if (total !== reached) {
      reached = total;
      since = now();
    } else if (now() - since > stillMs) return false;
    await sleep(wait);
  }
}
