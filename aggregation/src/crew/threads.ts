import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { alone, type Crew, type Hire, partCount, type Workplace, work } from "../infer/index.ts";
import { announce, signal, takePart } from "./signals.ts";

/** With fewer answers a second thread takes longer to start than it saves. */
const answersWorthAThread = 150_000;
/** A helper that says nothing for so long has died; its message can't reach a thread that waits. */
const patience = 600_000;

/**
 * Threads that share the rounds' parts, each taking the next one. Each part is summed by itself and the parts are added up in order, so that the
 * number of threads never changes a bit of the result.
 * @param threads at most as many as there are parts; undefined = by the number of answers and cores
 */
export function hireThreads(threads: number | undefined): Hire {
  return (workplace) => {
    const wanted = threads ?? Math.min(availableParallelism(), Math.ceil(workplace.statements.voice.length / answersWorthAThread));
    const hired = Math.min(partCount, wanted);
    return hired > 1 ? crewOf(workplace, hired) : alone(workplace);
  };
}

function crewOf(workplace: Workplace, threads: number): Crew {
  const signals = new Int32Array(new SharedArrayBuffer(4 * signal.size));
  // Nothing to take until the first pass is announced.
  Atomics.store(signals, signal.ticket, partCount);
  for (let helper = 1; helper < threads; helper++) {
    new Worker(new URL("./worker.js", import.meta.url), { workerData: { workplace, signals } }).unref();
  }
  return {
    pass(which) {
      announce(signals, which);
      for (let part = takePart(signals).part; part < partCount; part = takePart(signals).part) {
        work(workplace, which, part);
        Atomics.add(signals, signal.done, 1);
      }
      for (let done = Atomics.load(signals, signal.done); done < partCount; done = Atomics.load(signals, signal.done)) {
        if (Atomics.wait(signals, signal.done, done, patience) === "timed-out") throw new Error("a thread of the inference has stopped");
      }
    },
    end() {
      announce(signals, null);
    },
  };
}
