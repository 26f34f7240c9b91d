/** Work done in small steps between requests, one job after the other. */
export interface Background {
  /** Adds a job: its step is called again and again until it gives true. */
  add(step: () => boolean): void;
  /** Ends at once; what is left of the jobs is dropped. */
  stop(): void;
}

/** @param failed told about a job that threw and is dropped */
export function createBackground(failed: (error: unknown) => void): Background {
  let jobs: (() => boolean)[] = [];
  let waiting: NodeJS.Immediate | null = null;

  const work = () => {
    waiting = null;
    const [step] = jobs;
    if (step === undefined) return;
    try {
      if (step()) jobs.shift();
    } catch (error) {
      jobs.shift();
      failed(error);
    }
    next();
  };
  const next = () => {
    if (waiting === null && jobs.length > 0) waiting = setImmediate(work);
  };

  return {
    add(step) {
      jobs.push(step);
      next();
    },
    stop() {
      jobs = [];
      if (waiting !== null) clearImmediate(waiting);
    },
  };
}
