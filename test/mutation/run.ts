/**
 * `npm run mutation [-- <core>…]`: changes each core's code in thousands of small ways, and counts how many its unit tests
 * notice. One core after the other; what was found before is kept below out/mutation and not run again.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Stryker } from "@stryker-mutator/core";
import { cores } from "./cores.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const out = join(root, "out", "mutation");

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in cores));
if (unknown.length > 0) {
  process.stderr.write(`There is no core ${unknown.join(", ")}. There are: ${Object.keys(cores).join(", ")}.\n`);
  process.exit(2);
}

process.chdir(root);
mkdirSync(out, { recursive: true });
for (const [name, { mutate, tests }] of Object.entries(cores)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.env.MUTATION_TESTS = tests.join(" ");
  const results = await new Stryker({
    mutate,
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    vitest: { configFile: "test/mutation/vitest.config.ts", related: false },
    coverageAnalysis: "perTest",
    concurrency: 1,
    incremental: true,
    incrementalFile: join(out, `${name}.json`),
    tempDirName: join("out", "mutation", "copy"),
    ignorePatterns: ["out", "docs", "test/fixtures/recorded", "test/fixtures/naip"],
    disableTypeChecks: "{openapi,task-presenter,aggregation}/**/*.ts",
    reporters: ["progress-append-only", "clear-text"],
    clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
    allowConsoleColors: false,
    // Endless loops are found by counting their rounds; on a busy machine a short limit would take slow tests for endless ones.
    timeoutMS: 120_000,
  }).runMutationTest();
  const count = (...statuses: string[]) => results.filter(({ status }) => statuses.includes(status)).length;
  const noticed = count("Killed", "Timeout");
  const all = noticed + count("Survived", "NoCoverage");
  process.stdout.write(`${name}: ${noticed} of ${all} changes noticed, ${((100 * noticed) / all).toFixed(1)} %\n`);
}
