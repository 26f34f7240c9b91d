import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createPybossaClient } from "pybossa-client-ts";
import { parseTaskInfo, taskFrames } from "pybossa-client-ts/strike-tracker";
import { apply, publish } from "strike-tracker-setup";
import type { Place } from "./beginning.ts";
import { writeCampaign } from "./little-campaign.ts";
import { quietEffects } from "./setup-cases.ts";

/** The campaign's id and short_name. */
export const answeredId = "answered";
const volunteers = ["vol1", "vol2", "vol3"];

/** Makes a published project with three volunteers' answers to each building; two of them see none where every third should be. */
export async function makeAnswered({ folder, server }: Place, buildings: number): Promise<void> {
  const path = writeCampaign(join(folder, "campaign"), answeredId, { buildings, redundancy: volunteers.length });
  // Volunteers' pseudonyms are the same each time.
  for (const name of ["in.salt", "out.salt"]) writeFileSync(join(folder, name), `${"5a".repeat(32)}\n`, { mode: 0o600 });
  const access = { endpoint: server.endpoint, apiKey: server.keys.owner };
  const { project_id } = await apply(path, access, quietEffects, { method: "csv" });
  await publish(path, access, quietEffects);
  for (const [voice, name] of volunteers.entries()) {
    const client = createPybossaClient({ endpoint: server.endpoint, apiKey: server.keys[name] ?? "" });
    for (;;) {
      const offered = await client.newTask(project_id, { limit: 100 });
      const tasks = offered.kind === "tasks" ? offered.tasks : [];
      if (tasks.length === 0) break;
      for (const task of tasks) {
        const info = parseTaskInfo(task.info);
        if (!info.ok) throw new Error(`task ${task.id} is none of ours`);
        const key = `${voice + 1}${String(task.id).padStart(11, "0")}`;
        const verdict = task.id % 3 === 0 && voice > 0 ? "wrong_place" : "destroyed";
        await client.taskRuns.create({ project_id, task_id: task.id, info: answer(info.value, key, verdict) });
      }
    }
  }
}

function answer(
  info: Parameters<typeof taskFrames>[0] & { building: string },
  key: string,
  verdict: "destroyed" | "wrong_place",
): Record<string, unknown> {
  const [first = "", second = "", third = ""] = taskFrames(info).map(({ id }) => id);
  const marks =
    verdict === "destroyed"
      ? { last_standing: second, first_destroyed: third, frames: { [first]: "standing", [second]: "standing", [third]: "destroyed" } }
      : { last_standing: null, first_destroyed: null, frames: {} };
  return {
    ...{ schema: "strike-tracker/answer/1", id: `00000000-0000-4000-8000-${key}`, campaign: answeredId, building: info.building },
    ...{ verdict, ...marks, confidence: 3, note: null, mode: "guided", edits: 0, practice: false, nudge: null },
    ...{ started_at: "2026-01-02T03:04:05Z", submitted_at: "2026-01-02T03:05:05Z", active_seconds: 20 },
    ...{ frame_seconds: null, manifest: null, chip_check: "not_verified", chips_differ: [], presenter: "1.0.0" },
    ...{ language: null, viewport: null, input: null },
  };
}
