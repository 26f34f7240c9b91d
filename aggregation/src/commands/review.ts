import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { counted, InputError, UsageError } from "pybossa-client-ts/command";
import { campaignAxis } from "../extract/index.ts";
import { defaultModel, heardBy, models } from "../infer/index.ts";
import { fileFact, type Provenance, provenanceOfResults } from "../provenance/index.ts";
import { extractFolder, loadResults } from "../read/index.ts";
import { chipNames } from "../report/index.ts";
import {
  createDesk,
  type DeskServer,
  decisionsName,
  decisionsSoFar,
  type ExpertsAgreement,
  expertsAgreement,
  serveDesk,
} from "../review/index.ts";
import { silent, type Telling } from "../telling.ts";

const script = fileURLToPath(new URL("../../dist/review/desk.js", import.meta.url));

export interface ReviewOptions {
  /** The folder that `infer` wrote; decisions.ndjson is kept there. */
  dir: string;
  campaign?: string | undefined;
  /** The folder that `strike-setup chips` wrote; without it the desk shows no images. */
  chips?: string | undefined;
  /** 0 or none = any free one. */
  port?: number | undefined;
  /** Who decides; without it the page asks. */
  name?: string | undefined;
  /** A blind second review of what others decided. */
  second?: boolean | undefined;
  now?: (() => Date) | undefined;
}

export interface Reviewing extends DeskServer {
  /** Buildings in the queue, and those of them that still lack a decision. */
  buildings: number;
  open: number;
}

/**
 * Opens the desk: a page on this machine alone, until it is closed.
 * @throws InputError where the folder holds no results, their inputs are gone, or the port is taken; UsageError for a second review by nobody
 */
export async function review(options: ReviewOptions, telling: Telling = silent): Promise<Reviewing> {
  const { dir, chips, port = 0, second = false, now = () => new Date() } = options;
  const reviewer = options.name?.trim() || null;
  if (second && reviewer === null)
    throw new UsageError({ what: "a second review needs to know whose it is", advice: "Name yourself with --name." });
  if (port > 65_535) throw new UsageError({ what: `${port} is no port`, expected: "a number up to 65535" });
  if (!existsSync(script)) throw new InputError({ what: "the page's script is not built", where: script, advice: "Run npm run build." });
  const provenance = provenanceOfResults(dir);
  const known = join(dir, provenance.run.campaign);
  const stored = loadResults(dir, options.campaign ?? (existsSync(known) ? known : undefined));
  const { facts } = stored.campaign;
  const input = join(dir, provenance.run.input);
  const { files, extraction } = await extractFolder(input, campaignAxis(facts.id, facts.frames), (file, runs) =>
    telling.note(`${file.name}: ${counted(runs, "task run")}`),
  );
  if (hasChanged(provenance, files))
    telling.warn(
      "The answers have changed since the results were made: the desk shows the new answers beside the old results. Run infer again.",
    );
  const chipFolder = chips === undefined ? null : [...chipNames(chips)].map(([name, file]) => [name, join(chips, file)] as const);
  const { answers } = extraction;
  const desk = createDesk({
    stored,
    answers,
    heard: heardBy(models.find((model) => model === provenance.parameters.model) ?? defaultModel, answers).counts,
    decisionsPath: join(dir, decisionsName),
    chips: chipFolder === null ? null : new Map(chipFolder),
    reviewer,
    second,
    now,
  });
  const { queue } = desk.record();
  const served = await serveDesk(desk, { port, script, title: facts.title });
  return { ...served, buildings: queue.length, open: queue.filter(({ decided }) => !decided).length };
}

/**
 * How far the experts agree.
 * @throws InputError where a line of decisions.ndjson is no decision
 */
export function reviewAgreement(dir: string): ExpertsAgreement {
  return expertsAgreement(decisionsSoFar(join(dir, decisionsName)));
}

function hasChanged({ inputs }: Provenance, files: readonly { path: string }[]): boolean {
  const known = new Map(inputs.map(({ name, sha256 }) => [name, sha256]));
  return [...new Set(files.map(({ path }) => path))].some((path) => fileFact(path, basename(path)).sha256 !== known.get(basename(path)));
}
