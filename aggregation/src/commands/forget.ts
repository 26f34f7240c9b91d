import { existsSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { counted, InputError, writeFileAtomic } from "pybossa-client-ts/command";
import { aloneIn, logName } from "../fetch/archive.ts";
import { type Forgotten, forgetIn } from "../fetch/forgotten.ts";
import { createPseudonyms, readSalt } from "../fetch/pseudonyms.ts";
import { models } from "../infer/index.ts";
import { readProvenance } from "../provenance/index.ts";
import { silent, type Telling } from "../telling.ts";
import { exportResults } from "./export.ts";
import { infer } from "./infer.ts";

/** In the results' folder while they are made anew, where exports belong to them. */
const exportsNote = ".forget-exports";

export interface ForgetOptions {
  /** The folder that `fetch` wrote, or that `infer` made from one. */
  dir: string;
  /** The name in the task runs (32 hexadecimal digits); or, where the salt is at hand, the account's id, address or external id. */
  volunteer: string;
  saltFile?: string | undefined;
  now?: (() => Date) | undefined;
}

export interface ForgetOutcome {
  task_runs: number;
  files: Forgotten[];
  /** Whether results were made anew. */
  results: boolean;
}

/**
 * Rewrites what was fetched, and the results, without one person. It may be repeated where it was interrupted.
 * @throws InputError where the folder is not of `fetch`, or holds nothing by that person
 */
export async function forget(
  { dir, volunteer, saltFile, now = () => new Date() }: ForgetOptions,
  telling: Telling = silent,
): Promise<ForgetOutcome> {
  const provenance = readProvenance(dir);
  const raw = provenance === null ? dir : join(dir, provenance.run.input);
  if (!existsSync(join(raw, logName))) {
    throw new InputError({
      what: `there is no ${logName}`,
      where: raw,
      expected: "a folder that fetch wrote, or results made from one",
      advice: "PYBOSSA's own exports are not rewritten: export them again once the person is deleted on the server.",
    });
  }
  const saltPath = [saltFile, `${resolve(raw)}.salt`, `${resolve(dir)}.salt`].find((path) => path !== undefined && existsSync(path));
  const people = new Set([volunteer]);
  const salt = saltPath === undefined || /^[0-9a-f]{32}$/.test(volunteer) ? null : readSalt(saltPath);
  if (salt !== null) {
    const pseudonym = createPseudonyms(salt);
    people.clear();
    for (const kind of ["user_id", "user_ip", "external_uid"]) people.add(pseudonym(kind, volunteer) ?? volunteer);
  }
  const files = await aloneIn(raw, () => Promise.resolve(forgetIn(raw, people, now().toISOString())));
  if (files.length === 0) {
    throw new InputError({
      what: "holds nothing by this volunteer",
      where: raw,
      expected: "the name in the task runs (32 hexadecimal digits), or with the salt beside the folder the account's id",
    });
  }
  const current = new Map(files.filter(({ file }) => !file.includes("/")).map(({ file, task_runs: runs }) => [file, runs]));
  const removed = [...current.values()].reduce((sum, runs) => sum + runs, 0);
  for (const folder of new Set([raw, dir])) removeParts(folder);
  if (provenance !== null) {
    // The inference takes the exports away: a run that goes on after an interruption could not see that there were any.
    const note = join(dir, exportsNote);
    const exports = existsSync(note) || provenance.outputs.some(({ name }) => name === "results.gpkg");
    if (exports) writeFileAtomic(note, "", { mode: 0o600 });
    const campaign = join(dir, provenance.run.campaign);
    const gold = provenance.run.gold === null ? undefined : join(dir, provenance.run.gold);
    const model = models.find((name) => name === provenance.parameters.model);
    const volunteers = provenance.parameters.volunteers === true;
    // What an earlier inference learnt holds this person too: no warm start.
    const goldChosen = provenance.parameters.gold_chosen === true;
    const decisions = provenance.run.decisions === null ? undefined : join(dir, provenance.run.decisions);
    const areas = provenance.run.areas === null ? undefined : join(dir, provenance.run.areas);
    await infer({ dir: raw, out: dir, campaign, gold, goldChosen, decisions, areas, model, volunteers, acceptAlarm: true, now }, telling);
    if (exports) await exportResults({ dir, out: dir, campaign }, telling);
    rmSync(note, { force: true });
    if (existsSync(join(dir, "report"))) telling.warn("The report is still the old one: run report again.");
  }
  telling.warn(
    `The server still holds what this person answered (${counted(removed, "task run")}), and so do copies and other results made before. Ask the server's administrator to delete it there. The salted name stays in forgotten.ndjson, so that a later fetch leaves the answers out.`,
  );
  return { task_runs: removed, files, results: provenance !== null };
}

/** Half-written files of runs that were killed: they may hold the person, too. */
function removeParts(folder: string): void {
  for (const name of readdirSync(folder)) if (/^\..+\.part$/.test(name)) rmSync(join(folder, name), { force: true });
}
