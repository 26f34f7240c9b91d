import { workerData } from "node:worker_threads";
import { passes, type Workplace, work } from "../infer/index.ts";
import { goHome, signal } from "./signals.ts";

/** What the first thread hands over. */
interface Handover {
  workplace: Workplace;
  signals: Int32Array;
  parts: number[];
}

const { workplace, signals, parts } = workerData as Handover;

for (let round = 0; ; round += 1) {
  // While the number is still that of the last round there is nothing to do.
  while (Atomics.load(signals, signal.round) === round) Atomics.wait(signals, signal.round, round);
  const next = Atomics.load(signals, signal.pass);
  const pass = passes[next];
  if (next === goHome || pass === undefined) break;
  for (const part of parts) work(workplace, pass, part);
  Atomics.add(signals, signal.done, 1);
  Atomics.notify(signals, signal.done);
}
