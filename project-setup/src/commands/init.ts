import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { stringify } from "csv-stringify/sync";
import { InputError, writeFileAtomic } from "pybossa-client-ts/command";
import { openBuildings, suggestedIdField } from "../buildings/index.ts";
import { campaignTemplate, type TemplateAnswers } from "../campaign-file/index.ts";
import { timeFrom } from "../times.ts";

/** What init asks, in this order; the flags bear the same names, with - for _. */
export const initQuestions: Record<keyof TemplateAnswers, string> = {
  id: "Short name of the campaign (a-z, 0-9, -)",
  title: "Title",
  buildings: "File of the buildings (shapefile, GeoPackage, GeoJSON, CSV ...)",
  frames: "The imagery: a folder of dated pictures, a list (CSV), or a STAC document or address",
  attribution: "Whom the imagery is to be attributed to",
  licence_ack: "Why you may pass these pictures on to volunteers (empty: you show tile layers, and no chips are cut)",
  base_url: "Where browsers will find the folder of chips (empty: not known yet)",
  support: "Address where volunteers find support (empty: to be written)",
};

const defaults: TemplateAnswers = {
  id: "my-campaign",
  title: "My campaign",
  buildings: "buildings.geojson",
  frames: "frames.json",
  attribution: "© the imagery's owner",
  licence_ack: "",
  base_url: "",
  support: "",
};

export interface InitResult {
  path: string;
  /** The list that was made of a folder of pictures, or null. */
  list: string | null;
  /** Pictures in it whose date is to be written by hand. */
  undated: string[];
  /** Files that the campaign names and that are not there. */
  missing: string[];
}

/**
 * Writes a commented campaign.yaml into a folder, from what is given and the answers to `ask` (null = do not ask). Where
 * the frames are a folder of pictures, writes a list of them too, with the dates that their names tell.
 * @throws InputError where there is one already, or the id is not fit
 */
export async function init(
  folder: string,
  given: Partial<TemplateAnswers>,
  ask: ((question: string) => Promise<string>) | null,
): Promise<InitResult> {
  const path = join(folder, "campaign.yaml");
  if (existsSync(path))
    throw new InputError({ what: "there is a campaign file already", where: path, advice: "Choose another folder, or edit that file." });
  for (const [key, value] of Object.entries(given)) refuse(answerFault(key, value));
  const answers = { ...defaults, ...given };
  if (ask) {
    for (const key of Object.keys(initQuestions) as (keyof TemplateAnswers)[]) {
      if (given[key] !== undefined) continue;
      const preset = answers[key] === "" ? "" : ` [${answers[key]}]`;
      let fault: AnswerFault | null = null;
      let said = "";
      do {
        const again = fault === null ? "" : `${fault.what}; expected ${fault.expected}.\n`;
        said = (await ask(`${again}${initQuestions[key]}${preset}: `)).trim() || answers[key];
        fault = answerFault(key, said);
      } while (fault !== null);
      answers[key] = said;
    }
  }
  mkdirSync(folder, { recursive: true });
  const listed = listOf(folder, answers.frames);
  if (listed !== null) answers.frames = listed.name;
  writeFileAtomic(path, campaignTemplate({ ...answers, id_field: await idFieldOf(folder, answers.buildings) }));
  return {
    path,
    list: listed === null ? null : join(folder, listed.name),
    undated: listed?.undated ?? [],
    missing: missingFiles(folder, answers),
  };
}

interface AnswerFault {
  what: string;
  expected: string;
}

/** What is wrong with an answer; null = nothing. */
function answerFault(key: string, answer: string): AnswerFault | null {
  if (key === "id" && !/^[a-z][a-z0-9_-]{0,56}$/.test(answer))
    return { what: `"${answer}" cannot be a campaign's id`, expected: "lower-case letters, digits, - and _, beginning with a letter" };
  if (key === "base_url" && answer !== "" && !/^(https?:\/\/|\/)\S*$/.test(answer))
    return { what: `"${answer}" is no address of chips`, expected: "for instance https://chips.example.org/raqqa" };
  if (key === "support" && answer !== "" && !/^https?:\/\/\S+$/.test(answer))
    return { what: `"${answer}" is no address`, expected: "for instance https://help.example.org" };
  return null;
}

function refuse(fault: AnswerFault | null): void {
  if (fault !== null) throw new InputError(fault);
}

/** Files that are named and not there, as paths from the campaign's folder start. */
function missingFiles(folder: string, { buildings, frames }: TemplateAnswers): string[] {
  return [buildings, frames]
    .filter((named) => !/^https?:/i.test(named))
    .map((named) => resolve(folder, named))
    .filter((path) => !existsSync(path));
}

/** The field to name, where the file is there and its ids stand in none of the usual ones. */
async function idFieldOf(folder: string, buildings: string): Promise<string | null> {
  const path = resolve(folder, buildings);
  if (!existsSync(path)) return null;
  try {
    return await suggestedIdField(openBuildings(path));
  } catch (error) {
    // What is wrong with the file, check tells.
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** Writes frames.csv where `frames` is a folder of pictures. */
function listOf(folder: string, frames: string): { name: string; undated: string[] } | null {
  const pictures = resolve(folder, frames);
  if (/^https?:/i.test(frames) || !statSync(pictures, { throwIfNoEntry: false })?.isDirectory()) return null;
  const files = readdirSync(pictures)
    .filter((name) => /\.(tiff?|png|jpe?g|webp)$/i.test(name))
    .sort();
  if (files.length === 0)
    throw new InputError({ what: "this folder holds no picture", where: pictures, expected: "GeoTIFF, PNG, JPEG or WebP files" });
  const rows = files.map((name) => ({ date: dateIn(name), file: `${frames.replace(/\/+$/, "")}/${name}` }));
  const dated = [...rows].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const records = dated.map(({ date, file }, at) => {
    // Pictures of one moment are parts of one acquisition.
    const together = date.includes("T") && dated.filter((other) => other.date === date).length > 1;
    return { id: `f${String(at + 1).padStart(2, "0")}`, datetime: date, file, scene_id: together ? date : "" };
  });
  const columns = ["id", "datetime", "file", ...(records.some(({ scene_id }) => scene_id !== "") ? ["scene_id"] : [])];
  const name = "frames.csv";
  const path = join(folder, name);
  const text = stringify(records, { header: true, columns });
  // One that says the same is of a run that was cut off before it wrote the campaign file.
  if (existsSync(path) && readFileSync(path, "utf8") !== text) {
    throw new InputError({
      what: "there is a list of frames already",
      where: path,
      advice: `Give it as --frames ${name}, or move it away.`,
    });
  }
  writeFileAtomic(path, text);
  return { name, undated: rows.filter(({ date }) => date === "").map(({ file }) => file) };
}

/**
 * The date, and where it is told the time (UTC), that a file's name bears: 20170610, 2017-06-10, 20170610T0820,
 * 20170610_082031 …; "" = none.
 */
function dateIn(name: string): string {
  for (const found of name.matchAll(
    /(?<!\d)((?:19|20)\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?:[T_-]?(\d{2})[-_:]?(\d{2})[-_:]?(\d{2})(?!\d)|T(\d{2})[-_:]?(\d{2})(?!\d))?(?!\d)/gi,
  )) {
    const [, year, month, day, hour = found[7], minute = found[8], second = "00"] = found;
    const date = `${year}-${month}-${day}`;
    const moment = hour === undefined ? date : `${date}T${hour}:${minute}:${second}Z`;
    if (timeFrom(moment)) return moment;
    if (timeFrom(date)) return date;
  }
  return "";
}

export function initText({ path, list, undated, missing }: InitResult): string {
  const lines = [`${path} is written.`];
  if (list !== null) {
    lines.push(`${list} lists the pictures by the dates in their names: look whether they are when the pictures were taken, in UTC.`);
    if (undated.length > 0) lines.push(`Write the date of ${undated.join(", ")} into it: the name tells none.`);
  }
  if (missing.length > 0) lines.push(`Not there yet: ${missing.join(", ")}. Paths start from the campaign's folder.`);
  lines.push(`Look through it, then: strike-setup check ${path}`);
  return lines.join("\n");
}
