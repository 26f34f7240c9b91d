import { createPybossaClient, PybossaError } from "pybossa-client-ts";
import { type Campaign, parseCampaign, parseTaskInfo, taskFrames } from "pybossa-client-ts/strike-tracker";
import { createTaskPicker } from "strike-tracker-presenter/session";
import { stream } from "../random.ts";
import { answerFor } from "./answering.ts";
import { firstVisit, type HeldWork, heldVisit, type Visit } from "./held-tasks.ts";
import type { Sight } from "./sight.ts";
import { type Volunteer, volunteerOf } from "./volunteer.ts";

export interface CrowdChoices {
  seed: number;
  endpoint: string;
  shortName: string;
  projectId: number;
  /** API keys of accounts that some of the volunteers use. */
  keys: readonly string[];
  /** Volunteers at work at one time. */
  atOnce: number;
  /** What there is to see of a building (its opaque id) on a frame of the Campaign. */
  sight: (building: string, frame: Campaign["frames"][number]) => Sight;
  now: () => Date;
  /** Where volunteers sign in and hold one task at a time. */
  held?: HeldWork;
  onAnswer?: (answers: number) => void;
}

/** What the crowd did. */
export interface CrowdWork {
  volunteers: number;
  answers: number;
  /** Answers that the server did not take: somebody else at the same address was first. */
  refused: number;
}

/** More volunteers than any campaign needs; a bound for a server that never runs out of tasks. */
const most = 20_000;

/**
 * Lets volunteers work through the server's REST API as browsers do, until one who has answered nothing yet finds
 * nothing left. @throws what the client throws, apart from answers that the server refuses
 */
export async function letCrowdWork(choices: CrowdChoices): Promise<CrowdWork> {
  const { held } = choices;
  const campaign = await campaignOnPage(choices.endpoint, choices.shortName, held ? await firstVisit(choices, held) : {});
  const work: CrowdWork = { volunteers: 0, answers: 0, refused: 0 };
  const keys = [...choices.keys];
  let arrived = 0;
  let over = false;
  const seat = async () => {
    while (!over && arrived < most) {
      const volunteer = volunteerOf(choices.seed, arrived++);
      const key = volunteer.registered ? keys.shift() : undefined;
      const answered = await sit(choices, campaign, volunteer, key, work);
      if (answered > 0) work.volunteers++;
      else if (held ? arrived > held.accounts.length + choices.atOnce : !volunteer.shares) over = true;
    }
  };
  await Promise.all(Array.from({ length: choices.atOnce }, seat));
  return work;
}

/** One volunteer's visit; gives the number of buildings tried. */
async function sit(
  choices: CrowdChoices,
  campaign: Campaign,
  volunteer: Volunteer,
  apiKey: string | undefined,
  work: CrowdWork,
): Promise<number> {
  const { client, picker, leave } = choices.held
    ? await heldVisit(choices, choices.held, volunteer)
    : openVisit(choices, campaign, volunteer, apiKey);
  let tried = 0;
  while (tried < volunteer.stamina) {
    const picked = await picker.next();
    if (picked.kind === "refused") throw new Error(`the server hands out no task: ${picked.message}`);
    if (picked.kind === "wait") {
      await choices.held?.sleep(picked.milliseconds);
      continue;
    }
    if (picked.kind !== "task") break;
    tried++;
    const info = parseTaskInfo(picked.task.info);
    if (!info.ok) throw new Error(`task ${picked.task.id} cannot be read`);
    const byId = new Map(campaign.frames.map((frame) => [frame.id, frame]));
    const frames = taskFrames(info.value).flatMap(({ id }) => {
      const frame = byId.get(id);
      return frame ? [{ id, sight: choices.sight(info.value.building, frame) }] : [];
    });
    const building = { id: info.value.building, frames };
    const answer = answerFor(choices.seed, volunteer, building, campaign, choices.now());
    try {
      await client.taskRuns.create({ project_id: choices.projectId, task_id: picked.task.id, info: answer });
      work.answers++;
      choices.onAnswer?.(work.answers);
    } catch (error) {
      if (!(error instanceof PybossaError) || error.status !== 403) throw error;
      work.refused++;
    }
  }
  leave?.();
  return tried;
}

/** A visit as scifabric's browsers make it: anonymous, or with a key. */
function openVisit(choices: CrowdChoices, campaign: Campaign, { address, number }: Volunteer, apiKey: string | undefined): Visit {
  const client = createPybossaClient({
    endpoint: choices.endpoint,
    headers: { "X-Real-IP": address },
    ...(apiKey === undefined ? {} : { apiKey }),
  });
  const random = stream(choices.seed, `visit:${number}`);
  return { client, picker: createTaskPicker({ client, projectId: choices.projectId, spread: campaign.spread, random: random.next }) };
}

/** The Campaign as the volunteers' page carries it. */
async function campaignOnPage(endpoint: string, shortName: string, headers: Record<string, string>): Promise<Campaign> {
  const address = `${endpoint}/project/${shortName}/newtask`;
  const response = await fetch(address, { headers, signal: AbortSignal.timeout(30_000) });
  const page = await response.text();
  const found = /<script[^>]*id="strike-tracker-campaign"[^>]*>([\s\S]*?)<\/script>/.exec(page);
  if (!found?.[1]) throw new Error(`${address} holds no campaign (status ${response.status})`);
  const campaign = parseCampaign(JSON.parse(found[1]));
  if (!campaign.ok) throw new Error(`the campaign on ${address} cannot be read`);
  return campaign.value;
}
