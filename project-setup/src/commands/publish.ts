import type { PybossaClient } from "pybossa-client-ts";
import { counted, InputError, ServerError } from "pybossa-client-ts/command";
import type { Effects, ServerAccess } from "../effects.ts";
import { lockPath, readLock } from "../lock/index.ts";
import { answeredTasks, connectBloomberg, setState, stateMaterial, tellChipsNotThere } from "../server/index.ts";
import { type CampaignProject, changingProject } from "./campaign-project.ts";

export interface PublishOptions {
  pilot?: boolean;
  /** Said in words: answers that are there may be lost. */
  loseAnswers?: boolean;
}

export interface PublishResult {
  /** False = it was published already. */
  changed: boolean;
  /** Tasks with answers in the draft, which the server deleted (scifabric) or kept (bloomberg). */
  answered: number;
  project_id: number;
  short_name: string;
  url: string;
}

/**
 * Publishes the project, after reading its state: scifabric deletes all answers and results at that moment, so that it
 * is refused where there are any, unless `loseAnswers`; bloomberg keeps them, and its form would take a publication
 * back. Does nothing to a project that is published already, but sets the state to running where it is still draft.
 */
export function publish(
  campaignPath: string,
  access: ServerAccess,
  effects: Effects,
  options: PublishOptions = {},
): Promise<PublishResult> {
  const { pilot = false, loseAnswers = false } = options;
  return changingProject({ campaignPath, access, effects, pilot }, async (found) => {
    const { client, project, shortName, dialect, journal } = found;
    const { output } = effects;
    let answered = 0;
    const lock = readLock(lockPath(found.opened.folder, pilot), found.campaignId);
    if (lock) await tellChipsNotThere(lock.chips, { base: lock.campaign.chips_base, endpoint: access.endpoint }, effects);
    if (project.published === true) {
      output.note(`${shortName} is published already.`);
      if (journal.entries().at(-1)?.did === "publication begun") await openEmptied(client, project.id, effects);
    } else {
      const answers = await answeredTasks(client, project.id);
      answered = answers.size;
      if (dialect === "bloomberg") {
        if (answered > 0)
          output.warn(`There are answers from the draft (to ${counted(answered, "task")}); this server keeps them, and they count.`);
        await connectBloomberg(access, effects).projects.publish(project.id);
      } else {
        if (answered > 0 && !loseAnswers) {
          throw new InputError({
            what: `publishing deletes all answers and results so far, and ${answered} ${answered === 1 ? "task has" : "tasks have"} answers`,
            where: shortName,
            advice: "If these are only trials: strike-setup publish --lose-answers.",
          });
        }
        output.note("Publishing deletes all answers and results that the project has so far.");
        journal.write("publication begun", { answered });
        await client.forms.publish(shortName);
        if (answered > 0) await openEmptied(client, project.id, effects);
      }
      await refuseUnpublished(found);
      journal.write("published", { answered });
      if (dialect === "scifabric") {
        output.note("This server may unpublish a project that nobody changes for three months: run strike-setup apply now and then.");
      }
    }
    const state = stateMaterial(await client.helpingMaterials.list(project.id));
    if (state?.state === "draft") await setState(client, state.id, "running");
    return {
      changed: project.published !== true,
      answered,
      project_id: project.id,
      short_name: shortName,
      url: `${access.endpoint}/project/${shortName}/newtask`,
    };
  });
}

async function refuseUnpublished({ client, project, shortName }: CampaignProject): Promise<void> {
  if ((await client.projects.get(project.id)).published === true) return;
  throw new ServerError({
    what: "the server did not publish the project",
    where: shortName,
    advice: "Does it have tasks? Run strike-setup apply again.",
  });
}

/**
 * scifabric deletes the draft's answers, but leaves tasks that they had completed so, and never offers them again; a
 * change of such a task opens it.
 */
async function openEmptied(client: PybossaClient, projectId: number, { output }: Pick<Effects, "output">): Promise<void> {
  const answered = await answeredTasks(client, projectId);
  const emptied: { id: number; n_answers: number }[] = [];
  for await (const page of client.tasks.pages(projectId)) {
    for (const { id, state, n_answers } of page)
      if (state === "completed" && !answered.has(id)) emptied.push({ id, n_answers: n_answers ?? 1 });
  }
  for (const [at, { id, n_answers }] of emptied.entries()) {
    await client.tasks.update(id, { n_answers });
    output.progress("opening tasks whose answers were deleted", at + 1, emptied.length);
  }
}
