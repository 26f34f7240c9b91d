/**
 * A test runner for Stryker that loads the tests of a pure core once and calls their functions again for each change: some
 * milliseconds, where Vitest starts a thread. Tests here have no hooks.
 */
import { register } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { TestRunner } from "vitest";
// What Vitest itself collects tests with outside of its own processes.
import { collectTests } from "vitest/internal/browser";
import { packageFiles } from "./packages.ts";

/** What Stryker's changed code and its test runners share. */
interface Stage {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: unknown;
}

interface Change {
  testFilter?: string[];
  hitLimit?: number;
  activeMutant: { id: string };
}

interface Test {
  id: string;
  name: string;
  fileName: string;
  call: () => unknown;
}

type Task = Awaited<ReturnType<typeof collectTests>>[number]["tasks"][number];

type Hits = Record<string, number>;

/** How often changed places were reached since the present test began, and how often they may be. */
let reached = 0;
let most = Number.POSITIVE_INFINITY;

/** Counts for Stryker how often each place was reached; a test that reaches places without end is stopped there, not by the clock. */
function counting(): Hits {
  return new Proxy<Hits>(
    {},
    {
      set(hits, place: string, count: number) {
        reached += 1;
        if (reached > most) throw new Error(endless);
        hits[place] = count;
        return true;
      },
    },
  );
}
const endless = "goes on without end";

const coverage: { static: Hits; perTest: Record<string, Hits> } = { static: counting(), perTest: {} };
const stage: Stage = { mutantCoverage: coverage };
Object.assign(globalThis, { __stryker__: stage });

/** For a process that has not seen the tests without a change. */
const usualAtMost = 500_000;

/** A test that ends at all ends in a fraction of a second; one that waits for what never comes has noticed the change. */
const mostMs = 20_000;

class InProcessRunner {
  #tests: Test[] | undefined;
  /** How often each test reaches changed places where nothing is changed. */
  readonly #usual = new Map<string, number>();

  /** A change outside of any test takes a new process, in which it is active from the beginning. */
  capabilities() {
    return { reloadEnvironment: false };
  }

  async dryRun() {
    const results = [];
    for (const test of await this.#load()) {
      stage.currentTestId = test.id;
      coverage.perTest[test.id] = counting();
      reached = 0;
      const begin = performance.now();
      const failureMessage = await failureOf(test);
      const { id, name, fileName } = test;
      this.#usual.set(id, reached);
      const told = { id, name, fileName, timeSpentMs: performance.now() - begin };
      results.push(failureMessage === null ? { ...told, status: 0 } : { ...told, status: 1, failureMessage });
    }
    stage.currentTestId = undefined;
    return { status: "complete", tests: results, mutantCoverage: stage.mutantCoverage };
  }

  async mutantRun({ activeMutant, hitLimit, testFilter }: Change) {
    Object.assign(stage, { activeMutant: activeMutant.id, hitCount: hitLimit === undefined ? undefined : 0, hitLimit });
    let nrOfTests = 0;
    let failed: { killedBy: string[]; failureMessage: string } | null = null;
    try {
      for (const test of await this.#load()) {
        if (testFilter && !testFilter.includes(test.id)) continue;
        nrOfTests += 1;
        reached = 0;
        most = 20 * (this.#usual.get(test.id) ?? usualAtMost) + 10_000;
        const failureMessage = await failureOf(test);
        if (reached > most) return { status: "timeout", reason: endless };
        if (failureMessage === null) continue;
        failed = { killedBy: [test.id], failureMessage };
        break;
      }
    } catch (error) {
      failed = { killedBy: [], failureMessage: String(error) };
    }
    if (hitLimit !== undefined && (stage.hitCount ?? 0) > hitLimit) return { status: "timeout", reason: `reached ${hitLimit} times` };
    return failed ? { status: "killed", nrOfTests, ...failed } : { status: "survived", nrOfTests };
  }

  async #load(): Promise<Test[]> {
    this.#tests ??= await loadTests(process.cwd(), (process.env.MUTATION_TESTS ?? "").split(" "));
    return this.#tests;
  }
}

async function failureOf({ call }: Test): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("never ended")), mostMs);
  });
  try {
    await Promise.race([call(), late]);
    return null;
  } catch (error) {
    return String(error);
  } finally {
    clearTimeout(timer);
  }
}

async function loadTests(root: string, paths: readonly string[]): Promise<Test[]> {
  const named = packageFiles(root).map(([name, file]) => [name, pathToFileURL(file).href]);
  register("./resolve-packages.js", { parentURL: import.meta.url, data: named });
  const files = await collectTests(
    paths.map((path) => ({ filepath: join(root, "test", "unit", path), testLocations: undefined })),
    {
      config: {
        ...{ root, setupFiles: [], name: "", passWithNoTests: false, allowOnly: false, maxConcurrency: 1 },
        ...{ testTimeout: 600_000, hookTimeout: 600_000, retry: 0, includeTaskLocation: false, tags: [], strictTags: false },
        ...{ testNamePattern: undefined, tagsFilter: undefined, chaiConfig: undefined },
        sequence: { shuffle: false, concurrent: false, seed: 0, hooks: "stack", setupFiles: "list" },
      },
      importFile: (path) => import(path) as Promise<unknown>,
    },
  );
  const tests: Test[] = [];
  const times = new Map<string, number>();
  const add = (task: Task, fileName: string, suites: readonly string[]) => {
    const names = [...suites, task.name];
    if (task.type === "suite") {
      for (const inner of task.tasks) add(inner, fileName, names);
      return;
    }
    const name = names.join(" ");
    // Of rows of a table that are named alike each is a test of its own.
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    tests.push({
      id: `${fileName}#${name}#${time}`,
      name: time === 1 ? name : `${name} (${time})`,
      fileName,
      call: TestRunner.getTestFn(task),
    });
  };
  for (const { filepath, tasks, result } of files) {
    if (result?.errors?.[0]) throw new Error(result.errors[0].message);
    for (const task of tasks) add(task, filepath, []);
  }
  return tests;
}

interface Outcome {
  status: string;
  fileName: string;
  location: { start: { line: number; column: number } };
  replacement?: string;
}

/** Tells what nobody notices as soon as it is known, not only at the end. */
const survivors = {
  onMutantTested({ status, fileName, location: { start }, replacement = "" }: Outcome) {
    if (status !== "Survived" && status !== "NoCoverage") return;
    process.stdout.write(`not noticed: ${fileName}:${start.line}:${start.column} ${replacement.replaceAll(/\s+/g, " ").slice(0, 120)}\n`);
  },
};

export const strykerPlugins = [
  { kind: "TestRunner", name: "in-process", factory: () => new InProcessRunner() },
  { kind: "Reporter", name: "survivors", factory: () => survivors },
];
