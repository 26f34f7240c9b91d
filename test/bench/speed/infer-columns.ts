/** `infer-columns.ts <folder> <answers> <threads>`: the default model on answers that lie there as columns, in a process of its own; prints what it cost as JSON. */
import { hireThreads } from "../../../aggregation/src/crew/index.ts";
import { defaultModel, type Hire, inferResults } from "../../../aggregation/src/infer/index.ts";
import { readAnswers } from "./made-up-answers.ts";

const [folder = ".", most = "1000000", threads = "1"] = process.argv.slice(2);
const { answers, facts } = readAnswers(folder, Number(most));
let rounds = 0;
let roundsSeconds = 0;
let roundsCpu = 0;
const hire: Hire = (workplace) => {
  const crew = hireThreads(Number(threads))(workplace);
  return {
    ...crew,
    pass(which) {
      const cpu = cpuSeconds();
      const begun = performance.now();
      crew.pass(which);
      roundsSeconds += (performance.now() - begun) / 1000;
      roundsCpu += cpuSeconds() - cpu;
      rounds += 1;
    },
  };
};
const before = cpuSeconds();
const begun = performance.now();
const { results } = inferResults({ answers, facts, known: null, gold: new Map(), goldIsRandom: false, model: defaultModel, hire });
process.stdout.write(
  `${JSON.stringify({
    answers: answers.count,
    buildings: results.length,
    rounds,
    roundsSeconds,
    roundsCpu,
    seconds: (performance.now() - begun) / 1000,
    cpu: cpuSeconds() - before,
    peakMb: process.resourceUsage().maxRSS / 1024,
  })}\n`,
);

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
