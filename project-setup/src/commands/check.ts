import { InputError } from "pybossa-client-ts/command";
import type { Effects } from "../effects.ts";
import { errorList } from "../findings.ts";
import { writeSkipped } from "../skipped-file.ts";
import { survey } from "../survey.ts";
import { type FilesSummary, filesSummary, summaryText } from "./summary.ts";

/**
 * Checks a campaign's files without a server. Writes skipped.csv beside the campaign file, and nothing else.
 * The result holds every error; a file that cannot be read at all is thrown as InputError.
 */
export async function check(campaignPath: string, effects: Pick<Effects, "output" | "fetch" | "sleep">): Promise<FilesSummary> {
  const { output } = effects;
  const surveyed = await survey(campaignPath, effects);
  const tasks = surveyed.buildings.filter(({ building }) => !surveyed.practice.has(building.managerId));
  const summary = filesSummary(
    { survey: surveyed, skipped: surveyed.skipped },
    tasks.map(({ covers }) => covers.length),
  );
  const skippedPath = writeSkipped(surveyed.opened.folder, surveyed.skipped);
  if (skippedPath) output.note(`What is left out, and why: ${skippedPath}`);
  if (surveyed.chips.mode !== "none") {
    output.note("Chips carry no coordinates, but who has public footprints and pictures can match the outline and find the place.");
  }
  return summary;
}

/** Runs `check` for the command line: prints the summary, and fails where there are errors. */
export async function checkCommand(campaignPath: string, effects: Effects): Promise<void> {
  let summary: FilesSummary;
  try {
    summary = await check(campaignPath, effects);
  } catch (error) {
    tellUnreadable(campaignPath, error, effects);
    throw error;
  }
  effects.output.result(summary, summaryText(summary));
  if (summary.errors.length > 0) throw errorList(summary.errors);
}

/** Prints, for a program that reads it, what is wrong with the files that another command refused. */
export async function tellFaults(campaignPath: string, refusal: unknown, effects: Effects): Promise<void> {
  if (!(refusal instanceof InputError)) return;
  try {
    const surveyed = await survey(campaignPath, effects);
    if (surveyed.errors.length === 0) return tellUnreadable(campaignPath, refusal, effects);
    effects.output.result(filesSummary({ survey: surveyed, skipped: surveyed.skipped }, []), "");
  } catch (error) {
    tellUnreadable(campaignPath, error, effects);
  }
}

function tellUnreadable(campaignPath: string, error: unknown, { output }: Effects): void {
  if (!(error instanceof InputError)) return;
  const { where, what } = error.text;
  const errors = what.split("\n").map((message) => ({ where: where ?? campaignPath, message }));
  output.result({ buildings: 0, frames: 0, tasks: 0, skipped: 0, errors }, "");
}
