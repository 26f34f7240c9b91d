import { InputError } from "pybossa-client-ts/command";
import { type CampaignLock, parseTaskInfo } from "pybossa-client-ts/strike-tracker";
import type { Effects, ServerAccess } from "../effects.ts";
import { lockPath, readLock } from "../lock/index.ts";
import { chipAtAddress, drawn } from "../server/index.ts";
import { hashOf } from "../tasks/index.ts";
import { type CampaignProject, withProject } from "./campaign-project.ts";
import { row } from "./summary.ts";

export interface VerifyOptions {
  pilot?: boolean;
  /** How many chips are fetched: all, or so many by chance. */
  chips?: number | "all";
}

export interface VerifyResult {
  ok: boolean;
  /** Buildings of the lock without a task. */
  missing: number;
  /** Further tasks on a building that has one. */
  duplicate: number;
  /** Tasks that say something else than the lock. */
  different: number;
  /** Tasks that the lock does not know. */
  unknown: number;
  /** Open tasks that the server no longer hands out, since their time is over. */
  expired: number;
  chips_checked: number;
  /** Chips that their address does not give. */
  chips_missing: number;
  /** Chips whose bytes are not those of the lock. */
  chips_different: number;
  /** The presenter names the lock's campaign. */
  presenter: boolean;
  problems: { what: string; building?: string; task_id?: number; chip?: string }[];
}

/** Checks that each building of the lock has exactly one task that says what the lock says, and that its chips are there. */
export function verify(campaignPath: string, access: ServerAccess, effects: Effects, options: VerifyOptions = {}): Promise<VerifyResult> {
  const { pilot = false, chips = 200 } = options;
  return withProject({ campaignPath, access, effects, pilot }, async (found) => {
    const path = lockPath(found.opened.folder, pilot);
    const lock = readLock(path, found.campaignId);
    if (lock?.server?.project_id !== found.project.id) {
      throw new InputError({
        what: "there is no lock of this project",
        where: path,
        advice: "Run strike-setup apply, or put the lock back from your backup.",
      });
    }
    const result: VerifyResult = {
      ok: true,
      missing: 0,
      duplicate: 0,
      different: 0,
      unknown: 0,
      expired: 0,
      chips_checked: 0,
      chips_missing: 0,
      chips_different: 0,
      presenter: presenterNames(found, lock),
      problems: [],
    };
    if (!result.presenter) result.problems.push({ what: "the project's presenter is not the campaign's: run strike-setup apply" });
    await verifyTasks(found, lock, result, effects);
    await verifyChips(lock, result, access, effects, chips);
    result.ok = result.problems.length === 0;
    return result;
  });
}

function presenterNames({ project }: CampaignProject, { campaign }: CampaignLock): boolean {
  const page: unknown = project.info.task_presenter;
  return typeof page === "string" && page.includes(`"manifest":"${campaign.manifest}"`);
}

async function verifyTasks(
  { client, project }: CampaignProject,
  lock: CampaignLock,
  result: VerifyResult,
  { output, now }: Effects,
): Promise<void> {
  const live = new Map<string, { id: number; hash: string }[]>();
  const known = new Map(lock.buildings.map((building) => [building.building, building]));
  let read = 0;
  for await (const page of client.tasks.pages(project.id)) {
    for (const { id, info, expiration, state } of page) {
      if (state !== "completed" && typeof expiration === "string" && Date.parse(`${expiration.replace(/Z$/, "")}Z`) < now()) {
        result.expired++;
        result.problems.push({ what: "the task's time is over: run strike-setup apply", task_id: id });
      }
      const parsed = parseTaskInfo(info);
      if (!parsed.ok || !known.has(parsed.value.building)) {
        result.unknown++;
        result.problems.push({ what: "the lock does not know this task", task_id: id });
        continue;
      }
      const { schema, campaign, building, frames, chips, geometry } = parsed.value;
      const hash = hashOf({ schema, campaign, building, frames, ...(chips ? { chips } : {}), ...(geometry ? { geometry } : {}) });
      live.set(building, [...(live.get(building) ?? []), { id, hash }]);
    }
    read += page.length;
    output.progress("reading tasks", Math.min(read, known.size), known.size);
  }
  for (const { building, task_id, content_hash } of lock.buildings) {
    const tasks = live.get(building) ?? [];
    const own = tasks.find(({ id }) => id === task_id) ?? tasks[0];
    if (!own) {
      result.missing++;
      result.problems.push({ what: "this building has no task", building });
    } else if (own.id !== task_id || own.hash !== content_hash) {
      result.different++;
      const what =
        own.id === task_id ? "the task says something else than the lock" : "the building's task has another id than in the lock";
      result.problems.push({ what, building, task_id: own.id });
    }
    for (const { id } of tasks.filter((task) => task !== own)) {
      result.duplicate++;
      result.problems.push({ what: "a second task on this building", building, task_id: id });
    }
  }
}

const together = 8;

async function verifyChips(
  lock: CampaignLock,
  result: VerifyResult,
  { endpoint }: ServerAccess,
  effects: Effects,
  wanted: number | "all",
): Promise<void> {
  const base = lock.campaign.chips_base;
  if (base === null) return;
  const chips = [...new Map(lock.chips.map((chip) => [chip.name, chip])).values()];
  const chosen = wanted === "all" ? chips : drawn(chips, wanted, effects.random);
  for (let from = 0; from < chosen.length; from += together) {
    const batch = chosen.slice(from, from + together);
    const found = await Promise.all(batch.map((chip) => chipAtAddress(chip, { base, endpoint }, effects)));
    for (const [at, { name }] of batch.entries()) {
      result.chips_checked++;
      if (found[at] === "missing") {
        result.chips_missing++;
        result.problems.push({ what: "the chip is not at its address", chip: name });
      } else if (found[at] === "different") {
        result.chips_different++;
        result.problems.push({ what: "the chip at its address is another picture", chip: name });
      }
    }
    effects.output.progress("fetching chips", result.chips_checked, chosen.length);
  }
}

/** What to do about what is wrong. */
export function verifyAdvice({ problems, chips_missing, chips_different }: VerifyResult): string {
  const chips = chips_missing + chips_different;
  const copy = "copy the folder of chips to chips.base_url again";
  if (chips === problems.length) return `To mend that, ${copy}.`;
  return `strike-setup apply mends the project and its tasks${chips > 0 ? `; ${copy}` : ""}.`;
}

export function verifyText(result: VerifyResult): string {
  return [
    result.ok ? "Everything is as the lock says." : "The server does not hold what the lock says:",
    row("buildings without a task", result.missing),
    row("second tasks on a building", result.duplicate),
    row("tasks that say something else", result.different),
    row("tasks that the lock does not know", result.unknown),
    row("tasks whose time is over", result.expired),
    row("chips fetched", result.chips_checked),
    row("chips that are not there", result.chips_missing),
    row("chips that are other pictures", result.chips_different),
    ...result.problems.slice(0, 10).map(({ what, building, task_id, chip }) => {
      const at = [building, task_id === undefined ? undefined : `task ${task_id}`, chip].filter((part) => part !== undefined).join(", ");
      return `  ${at === "" ? "" : `${at}: `}${what}`;
    }),
    ...(result.problems.length > 10 ? [`  … and ${result.problems.length - 10} more (--json lists all)`] : []),
  ].join("\n");
}
