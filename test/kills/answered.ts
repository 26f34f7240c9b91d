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

/** Makes a published project with three volunteers' answers to each building; on every third they disagree. */
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
        const destroyed = task.id % 3 === 0 ? voice : 2;
        await client.taskRuns.create({ project_id, task_id: task.id, info: answer(info.value, key, destroyed) });
      }
    }
  }
}

/** @param destroyed the position of the first frame on which it lies destroyed */
function answer(info: Parameters<typeof taskFrames>[0] & { building: string }, key: string, destroyed: number): Record<string, unknown> {
  const frames = taskFrames(info).map(({ id }) => id);
  return {
    ...{ schema: "strike-tracker/answer/1", id: `00000000-0000-4000-8000-${key}`, campaign: answeredId, building: info.building },
    ...(destroyed === 0
      ? { verdict: "destroyed_before", last_standing: null, first_destroyed: frames[0] }
      : { verdict: "destroyed", last_standing: frames[destroyed - 1], first_destroyed: frames[destroyed] }),
    ...{ frames: Object.fromEntries(frames.map((id, at) => [id, at < destroyed ? "standing" : "destroyed"])) },
    ...{ confidence: 3, note: null, mode: "guided", edits: 0, practice: false, nudge: null },
    ...{ started_at: "2026-01-02T03:04:05Z", submitted_at: "2026-01-02T03:05:05Z", active_seconds: 20 },
    ...{ frame_seconds: null, manifest: null, chip_check: "not_verified", chips_differ: [], presenter: "1.0.0" },
    ...{ language: null, viewport: null, input: null },
  };
}
