/** `read-export.ts <folder>`: reads an export into columns, in a process of its own, and votes; prints what it cost as JSON. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCampaignRecord } from "../../../aggregation/src/campaign.ts";
import { campaignAxis } from "../../../aggregation/src/extract/index.ts";
import { layOutGaps } from "../../../aggregation/src/infer/evidence.ts";
import { unguarded } from "../../../aggregation/src/infer/guard.ts";
import { majority } from "../../../aggregation/src/infer/majority.ts";
import { extractRuns, findExports, readTimelines } from "../../../aggregation/src/read/index.ts";

const folder = process.argv[2] ?? ".";
const record = readCampaignRecord(JSON.parse(readFileSync(join(folder, "campaign.json"), "utf8")));
if (!record.ok) throw new Error(record.message);
const { id, frames } = record.value.facts;
const { files } = await findExports(folder);
const { timelines } = await readTimelines(folder, files, campaignAxis(id, frames));
const before = process.cpuUsage();
const begun = performance.now();
const { counts, answers } = await extractRuns(files, id, timelines);
const { user, system } = process.cpuUsage(before);
const peak = process.resourceUsage().maxRSS;
const { voice, counts: heard } = unguarded(answers);
majority({ answers, gaps: layOutGaps(answers.timelines, frames.length, null, new Map()), voice, counts: heard });
process.stdout.write(
  `${JSON.stringify({
    counts,
    volunteers: answers.volunteers,
    statements: answers.frame.length,
    cpu: (user + system) / 1e6,
    peakMb: peak / 1024,
    votedSeconds: (performance.now() - begun) / 1000,
  })}\n`,
);
