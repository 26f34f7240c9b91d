import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { InputError, writeFileAtomic } from "pybossa-client-ts/command";
import { campaignTemplate, type TemplateAnswers } from "../campaign-file/index.ts";

const questions: Record<keyof TemplateAnswers, string> = {
  id: "Short name of the campaign (a-z, 0-9, -)",
  title: "Title",
  buildings: "File of the buildings (GeoJSON or CSV)",
  frames: "File of the frames (STAC or GeoJSON)",
  attribution: "Whom the imagery is to be attributed to",
};
const defaults: TemplateAnswers = {
  id: "my-campaign",
  title: "My campaign",
  buildings: "buildings.geojson",
  frames: "frames.json",
  attribution: "© the imagery's owner",
};

/**
 * Writes a commented campaign.yaml into a folder, from what is given and the answers to `ask` (null = do not ask).
 * @throws InputError where there is one already, or the id is not fit
 */
export async function init(
  folder: string,
  given: Partial<TemplateAnswers>,
  ask: ((question: string) => Promise<string>) | null,
): Promise<string> {
  const path = join(folder, "campaign.yaml");
  if (existsSync(path))
    throw new InputError({ what: "there is a campaign file already", where: path, advice: "Choose another folder, or edit that file." });
  const answers = { ...defaults, ...given };
  if (ask) {
    for (const key of Object.keys(questions) as (keyof TemplateAnswers)[]) {
      if (given[key] === undefined) answers[key] = (await ask(`${questions[key]} [${answers[key]}]: `)).trim() || answers[key];
    }
  }
  if (!/^[a-z][a-z0-9_-]{0,56}$/.test(answers.id)) {
    throw new InputError({
      what: `"${answers.id}" cannot be a campaign's id`,
      expected: "lower-case letters, digits, - and _, beginning with a letter",
    });
  }
  mkdirSync(folder, { recursive: true });
  writeFileAtomic(path, campaignTemplate(answers));
  return path;
}
