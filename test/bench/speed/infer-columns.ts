/** `infer-columns.ts <folder> <answers> <threads>`: the default model on answers that lie there as columns, in a process of its own; prints what it cost as JSON. */
import { hireThreads } from "../../../aggregation/src/crew/index.ts";
import { defaultModel, type Hire, inferResults } from "../../../aggregation/src/infer/index.ts";
import { readAnswers } from "./made-up-answers.ts";

const [folder = ".", most = "1000000", threads = "1"] = process.argv.slice(2);
const { answers, facts } = readAnswers(folder, Number(most));
let rounds = 0;
let inRounds = 0;
const hire: Hire = (workplace) => {
  const crew = hireThreads(Number(threads))(workplace);
  return {
    ...crew,
    pass(which) {
      const begun = performance.now();
      crew.pass(which);
      inRounds += performance.now() - begun;
      rounds += 1;
    },
  };
};
const before = process.cpuUsage();
const begun = performance.now();
const { results } = inferResults({ answers, facts, known: null, gold: new Map(), goldIsRandom: false, model: defaultModel, hire });
const { user, system } = process.cpuUsage(before);
process.stdout.write(
  `${JSON.stringify({
    answers: answers.count,
    buildings: results.length,
    rounds,
    roundsSeconds: inRounds / 1000,
    seconds: (performance.now() - begun) / 1000,
    cpu: (user + system) / 1e6,
    peakMb: process.resourceUsage().maxRSS / 1024,
  })}\n`,
);
