import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { infer } from "strike-tracker-aggregation";
import { plainText, readResultsCsv, resultsCsv, safeText } from "../../aggregation/src/export/index.ts";
import { readLog } from "../../aggregation/src/fetch/archive.ts";
import { campaignOfPresenter } from "../../aggregation/src/fetch/presenter-campaign.ts";
import { presets, readIncidents } from "../../aggregation/src/link/index.ts";
import { provenanceOfResults } from "../../aggregation/src/provenance/index.ts";
import { loadCampaign, loadParameters, loadResults, readAreas, readGold } from "../../aggregation/src/read/index.ts";
import { readDecisions } from "../../aggregation/src/review/index.ts";
import { simulate } from "../unit/aggregation/simulated-crowd.ts";
import { lockOf, square } from "../unit/aggregation/trial-folder.ts";
import { zipOf } from "../unit/aggregation/zip.ts";
import { bytesOf, type Parser, textOf } from "./parser.ts";
import { isCommandError } from "./setup-parsers.ts";

const trial = simulate({ seed: 2, process: "perceptual", buildings: 3, frames: 5, answers: 3 });
const tasksName = "trial_task.json";
const runsName = "trial_task_run.json";

/** Writes an export, one file of it hostile, and infers. */
async function inferred(folder: string, hostile: Record<string, Uint8Array>): Promise<string> {
  const dir = mkdtempSync(join(folder, "export-"));
  try {
    const files: Record<string, string | Uint8Array> = {
      "campaign.json": JSON.stringify(trial.campaign),
      [tasksName]: JSON.stringify(trial.tasks),
      [runsName]: JSON.stringify(trial.runs),
      ...hostile,
    };
    if ("1_trial_task_run_json.zip" in files) delete files[runsName];
    for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), content);
    await infer({ dir, out: join(dir, "out"), model: "majority", volunteers: true, acceptAlarm: true });
    return dir;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const asFile = (name: string, read: (path: string) => unknown) => (input: Uint8Array, folder: string) => {
  const path = join(folder, name);
  writeFileSync(path, input);
  return read(path);
};

const lines = (values: readonly unknown[]) => bytesOf(values.map((value) => JSON.stringify(value)).join("\n"));
const incidents =
  'id,date,lat,lon,place_precision\ni1,2017-06-10,35.95,38.99,street\ni2,"June 10, 2017",35.95,38.99,\ni3,10 June 2017,x,,"a ""b"""\n';
const decision = {
  schema: "strike-tracker/decision/1",
  ...{ id: "d1", task_id: 500, building: "b-0", verdict: "destroyed", last_standing: "f01", first_destroyed: "f02" },
  ...{ reviewer: "R", reason: "seen", blind: false, at: "2026-01-01T00:00:00Z" },
};
const parameters = {
  schema: "strike-tracker/parameters/1",
  volunteers: { "1": [0.1, 0.1, 0.1, 0.1, 0.1, 0.1] },
  visibility: { crowd: [1, 1], prior: [0.5, 0.5] },
  displacement: { steps: [0.5], prior: [0.5, 0.5] },
};

export const aggregationParsers: Parser[] = [
  {
    name: "task runs",
    seeds: () => [bytesOf(trial.runs), lines(trial.runs), bytesOf(trial.runs.slice(0, 1))],
    read: (input, folder) => inferred(folder, { [runsName]: input }),
    isClear: isCommandError,
    words: ['"info":', '"frames":{', '"f01":"destroyed"', '"practice":true', "\n", ",", "]", "[", "\ufeff"],
  },
  {
    name: "tasks",
    seeds: () => [bytesOf(trial.tasks), lines(trial.tasks)],
    read: (input, folder) => inferred(folder, { [tasksName]: input }),
    isClear: isCommandError,
    words: ['"frames":', "f01", '"chips":'],
  },
  {
    name: "export zip",
    seeds: () => [zipOf(runsName, JSON.stringify(trial.runs)), zipOf(`../${runsName}`, "[]"), zipOf("x.txt", "x")],
    read: (input, folder) => inferred(folder, { "1_trial_task_run_json.zip": input }),
    isClear: isCommandError,
    words: ["PK\u0003\u0004", "PK\u0001\u0002", "PK\u0005\u0006"],
  },
  {
    name: "campaign record or lock",
    seeds: () => [bytesOf(trial.campaign), bytesOf(lockOf(trial))],
    read: asFile("campaign.json", (path) => loadCampaign(join(path, ".."), path)),
    isClear: isCommandError,
  },
  {
    name: "results folder",
    seeds: () => [bytesOf({ task_id: 1, building: "b-0", frames: [], geometry: null, chips: null })],
    read: (input, folder) => {
      writeFileSync(join(folder, "campaign.json"), JSON.stringify(trial.campaign));
      writeFileSync(join(folder, "results.csv"), [...resultsCsv([])].join(""));
      writeFileSync(join(folder, "summary.json"), textOf(input).includes("counts") ? input : '{"counts":{"used":1},"volunteers":1}');
      writeFileSync(join(folder, "buildings.ndjson"), input);
      return loadResults(folder, undefined);
    },
    isClear: isCommandError,
    words: ['{"counts":', "\n"],
  },
  {
    name: "results.csv",
    seeds: () => [bytesOf(resultsCsv([]))],
    read: (input, folder) => {
      mkdirSync(join(folder, "results"), { recursive: true });
      writeFileSync(join(folder, "results", "campaign.json"), JSON.stringify(trial.campaign));
      writeFileSync(join(folder, "results", "summary.json"), '{"counts":{"used":1},"volunteers":1}');
      writeFileSync(join(folder, "results", "buildings.ndjson"), "");
      writeFileSync(join(folder, "results", "results.csv"), input);
      return loadResults(join(folder, "results"), undefined);
    },
    isClear: isCommandError,
    words: [",", "\n", '"'],
  },
  ...presets.map(
    (preset): Parser => ({
      name: `incidents (${preset})`,
      seeds: () => [
        bytesOf(incidents),
        bytesOf("event_id_cnty,event_date,time_precision,latitude,longitude,geo_precision\nSYR1,10 June 2017,1,35.9,38.9,2\n"),
        bytesOf('unique_reference_code,incident_date,geolocation,geolocation_accuracy\nCS1,2017-06-10,"35.9, 38.9",Neighbourhood/area\n'),
      ],
      read: asFile("incidents.csv", (path) => readIncidents(path, preset)),
      isClear: isCommandError,
      words: [",", '"', "\n", "2017-06-10", "__proto__"],
    }),
  ),
  {
    name: "gold",
    seeds: () => [bytesOf("building,last_standing,first_destroyed\nb-1,f01,f02\nb-2,,f01\n")],
    read: asFile("gold.csv", readGold),
    isClear: isCommandError,
    words: [",", '"', "\n", "__proto__"],
  },
  {
    name: "areas",
    seeds: () => [
      bytesOf({
        type: "FeatureCollection",
        features: [{ type: "Feature", properties: { name: "Town" }, geometry: { type: "Polygon", coordinates: square(38, 35) } }],
      }),
    ],
    read: asFile("areas.geojson", readAreas),
    isClear: isCommandError,
  },
  {
    name: "decisions",
    seeds: () => [lines([decision, { ...decision, id: "d2", verdict: "cannot_tell" }])],
    read: asFile("decisions.ndjson", (path) => readDecisions(path)),
    isClear: isCommandError,
    words: ["\n"],
  },
  {
    name: "parameters",
    seeds: () => [bytesOf(parameters)],
    read: asFile("parameters.json", loadParameters),
    isClear: isCommandError,
  },
  {
    name: "task presenter's campaign",
    seeds: () => [
      bytesOf(`<p>x</p><script type="application/json" id="strike-tracker-campaign">${JSON.stringify(trial.campaign)}</script>`),
    ],
    read: (input) => campaignOfPresenter(textOf(input)),
    isClear: () => false,
    words: ["<script ", " id=", "strike-tracker-campaign", "</script", ">", "'", "\u003c"],
  },
  {
    name: "fetch-log and provenance",
    seeds: () => [
      lines([{ file: "x_task.json", records: 1, last_id: 1, from: 0, to: 9, sha256: "0", time: "2026-01-01T00:00:00Z" }]),
      bytesOf({
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [{ "@id": "./", "@type": "Dataset", hasPart: [{ "@id": "x" }] }],
      }),
    ],
    read: (input, folder) => {
      for (const name of ["fetch-log.ndjson", "provenance.json"]) writeFileSync(join(folder, name), input);
      try {
        readLog(join(folder, "fetch-log.ndjson"));
      } catch (error) {
        if (!isCommandError(error)) throw error;
      }
      return provenanceOfResults(folder);
    },
    isClear: isCommandError,
    words: ['"@id":', '"@graph":[', "\n"],
  },
  {
    name: "a CSV cell",
    seeds: () => ["=1+1", "'=1", "+1", "-1", "@x", "\t=1", "\r=1", "''=1", "plain", " =1"].map(bytesOf),
    read: (input) => {
      const text = textOf(input);
      const safe = safeText(text);
      if (/^\s*[=+\-@＝]/.test(safe) || /^[\t\r\n]/.test(safe)) throw new Error(`a formula: ${JSON.stringify(safe.slice(0, 80))}`);
      if (plainText(safe) !== text) throw new Error(`is not read back: ${JSON.stringify(text.slice(0, 80))}`);
      return readResultsCsv([...resultsCsv([])].join(""));
    },
    isClear: () => false,
    words: ["=", "+", "-", "@", "'", "\t", "\r", "\n", " ", "＝"],
  },
];
