import type { PybossaClient } from "pybossa-client-ts";
import { InputError } from "pybossa-client-ts/command";
import type { Effects, ServerAccess } from "../effects.ts";
import { connectBloomberg, ensureState, setState, stateMaterial } from "../server/index.ts";
import { changingProject } from "./campaign-project.ts";

export type LiveState = "running" | "paused" | "finished";

export interface StateOptions {
  pilot?: boolean;
  /** For the volunteers, in words. */
  message?: string;
}

export interface StateResult {
  state: LiveState;
  message: string | null;
  /** False = it was so already. */
  changed: boolean;
  published: boolean;
  project_id: number;
  short_name: string;
  url: string;
}

/**
 * Pauses, resumes or finishes a campaign: sets the live state that volunteers' browsers read. It advises them and is no
 * lock; answers that are sent meanwhile count. A bloomberg server also takes the project out of sight, and back.
 * @throws InputError where the project is a draft still
 */
export function changeState(
  campaignPath: string,
  access: ServerAccess,
  effects: Effects,
  state: LiveState,
  { pilot = false, message }: StateOptions = {},
): Promise<StateResult> {
  return changingProject({ campaignPath, access, effects, pilot }, async ({ client, project, dialect, journal, shortName, url }) => {
    const known = await stateOf(client, project.id);
    if (known === null) {
      throw new InputError({
        what: "this server keeps no live state of the campaign",
        where: shortName,
        advice: "Run strike-setup apply once; if that does not help, the server takes no helping materials.",
      });
    }
    if (known.state === "draft") {
      throw new InputError({ what: "the campaign is a draft still", where: shortName, advice: "Publish it first: strike-setup publish." });
    }
    const text = message ?? null;
    const shown = state === "running";
    const published = dialect === "bloomberg" ? shown : project.published === true;
    if (!published && dialect === "scifabric") {
      effects.output.warn(
        "The server has unpublished the project. Publishing it again by the form deletes all answers: ask the server's operator to do it.",
      );
    }
    const changed = known.state !== state || known.message !== text || project.published !== published;
    if (changed) {
      // What volunteers read comes first when they are to stop, and last when they may begin.
      const write = () => setState(client, known.id, state, text);
      const show = async () => {
        if (project.published !== published) await connectBloomberg(access, effects).projects.update(project.id, { published });
      };
      await (shown ? show() : write());
      await (shown ? write() : show());
      journal.write("state set", { state, message: text, published });
    }
    return { state, message: text, changed, published, project_id: project.id, short_name: shortName, url };
  });
}

async function stateOf(client: PybossaClient, projectId: number): Promise<ReturnType<typeof stateMaterial>> {
  const materials = await client.helpingMaterials.list(projectId);
  if (stateMaterial(materials) === null) await ensureState(client, projectId, materials);
  return stateMaterial(await client.helpingMaterials.list(projectId));
}

export function stateText({ state, message, changed, url, published }: StateResult): string {
  const told = message === null ? "" : ` Volunteers read: ${message}`;
  return `${changed ? "Now" : "Already"} ${state}${published ? "" : ", not published"}.${told}\n${url}`;
}
