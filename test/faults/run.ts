/**
 * `npm run fire -- [--plans 10000] [--seed 1] [--dialect scifabric|bloomberg] [--minutes n]`: whole campaigns under random
 * plans of faults, one for each seed from the first on; without a dialect the seeds take turns. What fails is told with the
 * command that repeats it; what was cut short, with the command that goes on.
 */
import { parseArgs } from "node:util";
import { caseOf, surviveFaults } from "./campaign.ts";
import { type CampaignStage, type Dialect, prepareCampaignStage } from "./campaign-stage.ts";
import { createTally } from "./tally.ts";

const people = { scifabric: 200, bloomberg: 12 };

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      plans: { type: "string", default: "10000" },
      seed: { type: "string", default: "1" },
      dialect: { type: "string" },
      minutes: { type: "string", default: "1000000" },
    },
  });
  const [plans, first, minutes] = [values.plans, values.seed, values.minutes].map(Number);
  const chosen = (["scifabric", "bloomberg"] as const).filter((name) => values.dialect === undefined || values.dialect === name);
  if (!plans || first === undefined || Number.isNaN(first) || !minutes || chosen.length === 0) {
    process.stderr.write("Usage: npm run fire -- [--plans n] [--seed n] [--dialect scifabric|bloomberg] [--minutes n]\n");
    return 2;
  }
  const stages = new Map<Dialect, CampaignStage>();
  for (const dialect of chosen) stages.set(dialect, await prepareCampaignStage(dialect, people[dialect]));
  const tally = createTally();
  const failed: string[] = [];
  const end = Date.now() + minutes * 60_000;
  let interrupted = false;
  process.once("SIGINT", () => {
    interrupted = true;
  });
  let seed = first;
  for (; seed < first + plans && !interrupted && Date.now() < end; seed += 1) {
    const stage = stages.get(chosen[seed % chosen.length] ?? "scifabric");
    if (!stage) throw new Error("no stage");
    try {
      tally.add(await surviveFaults(caseOf(seed, stage.dialect === "scifabric"), stage));
    } catch (error) {
      const again = `npm run fire -- --dialect ${stage.dialect} --seed ${seed} --plans 1`;
      failed.push(again);
      tally.fail(error);
      process.stderr.write(`FAILED: ${error instanceof Error ? error.stack : String(error)}\n  Again: ${again}\n`);
    }
    if ((seed - first) % 100 === 99) process.stderr.write(`${seed - first + 1} of ${plans}, ${failed.length} failed\n`);
  }
  for (const stage of stages.values()) stage.remove();
  process.stdout.write(`${tally.text()}\n${failed.map((command) => `  ${command}\n`).join("")}`);
  const left = first + plans - seed;
  const only = values.dialect === undefined ? "" : ` --dialect ${values.dialect}`;
  if (left > 0) process.stdout.write(`To go on: npm run fire --${only} --seed ${seed} --plans ${left}\n`);
  return failed.length > 0 ? 1 : interrupted ? 130 : 0;
}

process.exitCode = await main();
