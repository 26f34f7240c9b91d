/** `dawid-skene.ts <folder> <answers> <labels>`: writes the answers' middle gaps as labels into a folder, goes through Dawid-Skene on them, and prints its row-iterations a CPU second as JSON. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dawidSkene } from "../../../aggregation/src/infer/dawid-skene.ts";
import { gapLabels } from "../../../aggregation/src/infer/dawid-skene-on-gaps.ts";
import { layOutGaps } from "../../../aggregation/src/infer/evidence.ts";
import { unguarded } from "../../../aggregation/src/infer/guard.ts";
import { readAnswers } from "./made-up-answers.ts";

const [folder = ".", most = "1000000", out = "."] = process.argv.slice(2);
const { answers, facts } = readAnswers(folder, Number(most));
const gaps = layOutGaps(answers.timelines, facts.frames.length, null, null);
const labels = gapLabels({ answers, gaps, ...unguarded(answers) });
mkdirSync(out, { recursive: true });
for (const name of ["task", "worker", "label"] as const) writeFileSync(join(out, name), labels[name]);
const before = process.cpuUsage();
const { rounds } = dawidSkene(labels);
const { user, system } = process.cpuUsage(before);
process.stdout.write(`${JSON.stringify({ rate: (labels.task.length * rounds) / ((user + system) / 1e6) })}\n`);
