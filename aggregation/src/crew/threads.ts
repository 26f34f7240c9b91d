import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { alone, type Crew, type Hire, partCount, passes, type Workplace, work } from "../infer/index.ts";
import { goHome, signal } from "./signals.ts";

/** With fewer answers a second thread takes longer to start than it saves. */
const answersWorthAThread = 150_000;
/** A helper that says nothing for so long has died; its message can't reach a thread that waits. */
const patience = 600_000;

/**
 * Threads that share the rounds' parts. Each part is summed by itself and the parts are added up in order, so that the
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
  const workers = Array.from({ length: threads - 1 }, (_, helper) => {
    const parts = partsOf(helper + 1, threads);
    const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData: { workplace, signals, parts } });
    worker.unref();
    return worker;
  });
  const own = partsOf(0, threads);
  const announce = (pass: number) => {
    Atomics.store(signals, signal.done, 0);
    Atomics.store(signals, signal.pass, pass);
    Atomics.add(signals, signal.round, 1);
    Atomics.notify(signals, signal.round);
  };
  return {
    pass(which) {
      announce(passes.indexOf(which));
      for (const part of own) work(workplace, which, part);
      for (let done = Atomics.load(signals, signal.done); done < workers.length; done = Atomics.load(signals, signal.done)) {
        if (Atomics.wait(signals, signal.done, done, patience) === "timed-out") throw new Error("a thread of the inference has stopped");
      }
    },
    end() {
      announce(goHome);
    },
  };
}

function partsOf(thread: number, threads: number): number[] {
  return Array.from({ length: partCount }, (_, part) => part).filter((part) => part % threads === thread);
}
