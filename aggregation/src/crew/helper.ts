import { workerData } from "node:worker_threads";
import { partCount, type Workplace, work } from "../infer/index.ts";
import { signal, takePart } from "./signals.ts";

/** What the first thread hands over. */
interface Handover {
  workplace: Workplace;
  signals: Int32Array;
}

const { workplace, signals } = workerData as Handover;

for (;;) {
  // Read before a part is taken: what is announced in between ends the wait at once.
  const call = Atomics.load(signals, signal.call);
  const { pass, part } = takePart(signals);
  if (part >= partCount) {
    Atomics.wait(signals, signal.call, call);
    continue;
  }
  if (pass === null) break;
  work(workplace, pass, part);
  Atomics.add(signals, signal.done, 1);
  Atomics.notify(signals, signal.done);
}
