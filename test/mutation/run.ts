/**
 * `npm run mutation [-- <core>… --quick]`: changes each core's code in thousands of small ways, and counts how many its unit tests
 * notice. One core after the other; what was found before is kept below out/mutation and not run again.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Stryker } from "@stryker-mutator/core";
import { cores } from "./cores.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const out = join(root, "out", "mutation");

// Leaves out changes of what is worked out once as a file is loaded: each of them takes a new process.
const quick = process.argv.includes("--quick");
const wanted = process.argv.slice(2).filter((argument) => argument !== "--quick");
const unknown = wanted.filter((name) => !(name in cores));
if (unknown.length > 0) {
  process.stderr.write(`There is no core ${unknown.join(", ")}. There are: ${Object.keys(cores).join(", ")}.\n`);
  process.exit(2);
}

process.chdir(root);
mkdirSync(out, { recursive: true });
for (const [name, { mutate, tests, inProcess }] of Object.entries(cores)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.env.MUTATION_TESTS = tests.join(" ");
  const results = await new Stryker({
    mutate,
    testRunner: inProcess ? "in-process" : "vitest",
    plugins: ["@stryker-mutator/vitest-runner", "./test/mutation/in-process-runner.ts"],
    testRunnerNodeArgs: ["--import", "tsx"],
    vitest: { configFile: "test/mutation/vitest.config.ts", related: false },
    coverageAnalysis: "perTest",
    ignoreStatic: quick,
    concurrency: 2,
    incremental: true,
    incrementalFile: join(out, `${name}.json`),
    tempDirName: join("out", "mutation", "copy"),
    ignorePatterns: ["out", "docs", "test/fixtures/recorded", "test/fixtures/naip"],
    disableTypeChecks: "{openapi,task-presenter,aggregation}/**/*.ts",
    reporters: ["progress-append-only", "survivors", "clear-text"],
    clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
    allowConsoleColors: false,
    // Most endless loops are found by counting their rounds; on a busy machine a short limit would take slow tests for endless ones.
    timeoutMS: inProcess ? 30_000 : 120_000,
  }).runMutationTest();
  const count = (...statuses: string[]) => results.filter(({ status }) => statuses.includes(status)).length;
  const noticed = count("Killed", "Timeout");
  const all = noticed + count("Survived", "NoCoverage");
  const left = count("Ignored");
  const leftOut = left > 0 ? `; ${left} left out` : "";
  process.stdout.write(`${name}: ${noticed} of ${all} changes noticed, ${((100 * noticed) / all).toFixed(1)} %${leftOut}\n`);
}
