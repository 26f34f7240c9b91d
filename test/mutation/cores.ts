/** A pure core, and the unit tests that must notice a change in it. */
export interface Core {
  /** Its files, from the repository's folder. */
  mutate: string[];
  /** Of test/unit. */
  tests: string[];
  /** Its tests have no hooks, so that one process can run them thousands of times. */
  inProcess?: boolean;
}

export const cores: Record<string, Core> = {
  selection: {
    mutate: ["task-presenter/src/session/next-frames.ts"],
    tests: ["presenter/timeline.test.ts", "presenter/next-frames.test.ts"],
  },
  paging: {
    mutate: ["openapi/client/src/lists.ts"],
    tests: ["client/requests.test.ts", "client/retry.test.ts"],
  },
  retry: {
    mutate: ["openapi/client/src/transport.ts", "openapi/client/src/rate-budget.ts", "openapi/client/src/submission.ts"],
    tests: ["client/failures.test.ts", "client/retry.test.ts", "client/submission.test.ts", "client/requests.test.ts"],
    inProcess: true,
  },
  extract: {
    mutate: ["aggregation/src/extract/*.ts"],
    // Without quick-run.test.ts, whose thousands of random runs take seconds for each change.
    tests: ["extract", "extract-parts", "task-frames", "task-runs-in-bytes", "bytes"].map((name) => `aggregation/${name}.test.ts`),
    inProcess: true,
  },
  /** What is read out of a posterior: the most probable gap, credible runs, bounds, dates. */
  bounds: {
    mutate: ["aggregation/src/infer/bounds.ts", "aggregation/src/infer/spread.ts"],
    tests: ["aggregation/rules.test.ts"],
    inProcess: true,
  },
  /** The rules around the models: votes, gaps, the guard, gold, priors and what a result says of a posterior. */
  infer: {
    mutate: [
      ...["votes", "majority", "frame-majority", "evidence", "doubt", "guard", "clusters", "count-band", "describe"],
      ...["gold", "axis-prior", "shrinkage"],
    ].map((name) => `aggregation/src/infer/${name}.ts`),
    tests: ["votes", "gaps", "guard", "gold-tuning", "result-of-posterior"].map((name) => `aggregation/${name}.test.ts`),
    inProcess: true,
  },
  /** The rounds that are held against the models' definitions. */
  rounds: {
    mutate: ["dawid-skene", "scan-pass", "displacement-pass", "visibility-pass"].map((name) => `aggregation/src/infer/${name}.ts`),
    tests: ["passes", "visibility-pass", "baselines"].map((name) => `aggregation/${name}.test.ts`),
    inProcess: true,
  },
  /** The rest of the models, and what runs them: each change takes whole inferences to be noticed. */
  models: {
    mutate: [
      ...["blend", "dawid-skene-on-gaps", "scan", "scan-parameters"],
      ...["visibility", "visibility-parameters"],
      ...["displacement", "displacement-parameters", "statements", "saved-parameters", "crew", "index"],
    ].map((name) => `aggregation/src/infer/${name}.ts`),
    tests: ["aggregation/passes.test.ts", "aggregation/inference.test.ts", "aggregation/baselines.test.ts", "aggregation/tuning.test.ts"],
  },
};
