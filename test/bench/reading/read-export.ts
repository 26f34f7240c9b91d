/** `read-export.ts <folder>`: reads an export into columns, in a process of its own, and prints what it cost as JSON. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCampaignRecord } from "../../../aggregation/src/campaign.ts";
import { campaignAxis } from "../../../aggregation/src/extract/index.ts";
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
process.stdout.write(
  `${JSON.stringify({
    counts,
    volunteers: answers.volunteers,
    statements: answers.frame.length,
    cpu: (user + system) / 1e6,
    wall: (performance.now() - begun) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
  })}\n`,
);
