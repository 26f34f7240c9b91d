import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createPybossaClient } from "pybossa-client-ts";
import { parseCampaignLock, parseTaskInfo } from "pybossa-client-ts/strike-tracker";
import { runCommand, type Watched } from "./command.ts";
import { writeCampaign } from "./little-campaign.ts";

/** One campaign that is applied to a server, killed at one step and applied again. */
export interface KilledApply {
  endpoint: string;
  apiKey: string;
  /** A folder that does not exist yet. */
  folder: string;
  /** The campaign's id. */
  id: string;
  buildings: number;
  method: "csv" | "post";
}

/** What stands on the server afterwards. */
export interface Aftermath {
  /** The first run was killed; false = it had ended before that step. */
  killed: boolean;
  duplicates: number;
  missing: number;
  /** Buildings whose task the lock does not name. */
  unlocked: number;
}

/** How many steps (requests, answers, writes) an undisturbed run takes. */
export async function countSteps(apply: KilledApply): Promise<number> {
  const count = join(apply.folder, "steps");
  const campaign = writeCampaign(apply.folder, apply.id, { buildings: apply.buildings });
  const { status, stderr } = await run(apply, campaign, { KILL_COUNT: count });
  if (status !== 0) throw new Error(stderr);
  return (JSON.parse(readFileSync(count, "utf8")) as { steps: number }).steps;
}

/** Kills a run at a step, runs it again, and counts what is there. @throws Error where the second run fails */
export async function killAndResume(apply: KilledApply, step: number): Promise<Aftermath> {
  const campaign = writeCampaign(apply.folder, apply.id, { buildings: apply.buildings });
  const first = await run(apply, campaign, { KILL_AT: String(step) });
  const second = await run(apply, campaign);
  if (second.status !== 0) throw new Error(`after a kill at step ${step}: ${second.stderr}`);
  const client = createPybossaClient(apply);
  const project = await client.projects.byShortName(apply.id);
  const found = new Map<string, number>();
  let tasks = 0;
  if (project) {
    for await (const page of client.tasks.pages(project.id)) {
      for (const { id, info } of page) {
        tasks++;
        const parsed = parseTaskInfo(info);
        if (parsed.ok) found.set(parsed.value.building, id);
      }
    }
  }
  const lock = parseCampaignLock(JSON.parse(readFileSync(join(apply.folder, "campaign.lock.json"), "utf8")));
  const locked = lock.ok ? lock.value.buildings.filter(({ building, task_id }) => task_id !== null && found.get(building) === task_id) : [];
  return {
    killed: first.status === null,
    duplicates: tasks - found.size,
    missing: apply.buildings - found.size,
    unlocked: apply.buildings - locked.length,
  };
}

function run({ endpoint, apiKey, method }: KilledApply, campaign: string, watched?: Watched) {
  return runCommand({ bin: "strike-setup", args: ["apply", campaign, "--method", method], access: { endpoint, apiKey } }, watched);
}
