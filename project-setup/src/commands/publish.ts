import { InputError, ServerError } from "pybossa-client-ts/command";
import type { Effects, ServerAccess } from "../effects.ts";
import { answeredTasks, connect, stateMaterial, stateRecord, toldFaults } from "../server/index.ts";
import { campaignProject } from "./campaign-project.ts";

export interface PublishOptions {
  pilot?: boolean;
  /** Said in words: answers that are there may be lost. */
  loseAnswers?: boolean;
}

export interface PublishResult {
  /** False = it was published already. */
  changed: boolean;
  project_id: number;
  short_name: string;
  url: string;
}

/**
 * Publishes the project. PYBOSSA deletes all answers and results at that moment, so that it is refused where there are
 * any, unless `loseAnswers`. Does nothing to a project that is published already, but sets the state to running
 * where it is still draft.
 */
export function publish(
  campaignPath: string,
  access: ServerAccess,
  effects: Effects,
  options: PublishOptions = {},
): Promise<PublishResult> {
  return toldFaults(access.endpoint, () => publishNow(campaignPath, access, effects, options));
}

async function publishNow(
  campaignPath: string,
  access: ServerAccess,
  effects: Effects,
  { pilot = false, loseAnswers = false }: PublishOptions,
): Promise<PublishResult> {
  const client = connect(access, effects);
  const { project, name } = await campaignProject(client, campaignPath, access.endpoint, pilot);
  const result = { project_id: project.id, short_name: name, url: `${access.endpoint}/project/${name}/newtask` };
  if (project.published !== true) {
    const answered = await answeredTasks(client, project.id);
    if (answered.size > 0 && !loseAnswers) {
      throw new InputError({
        what: `publishing deletes all answers and results so far, and ${answered.size} tasks have answers`,
        where: name,
        advice: "If these are only trials: strike-setup publish --lose-answers.",
      });
    }
    effects.output.note("Publishing deletes all answers and results that the project has so far.");
    await client.forms.publish(name);
    const after = await client.projects.get(project.id);
    if (after?.published !== true) {
      throw new ServerError({
        what: "the server did not publish the project",
        where: name,
        advice: "Does it have tasks? Run strike-setup apply again.",
      });
    }
  } else effects.output.note(`${name} is published already.`);
  const state = stateMaterial(await client.helpingMaterials.list(project.id));
  if (state?.state === "draft") await client.helpingMaterials.update(state.id, { info: { ...stateRecord("running") } });
  return { changed: project.published !== true, ...result };
}
