/**
 * `npm test`: finds a browser, runs every test and closes with "N passed, N failed". Arguments go to vitest
 * (`npm test -- --project unit extract`).
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findBrowser } from "./browser-path.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numFailedTestSuites: number;
  success: boolean;
}

async function main(): Promise<number> {
  const browser = await findBrowser((line) => process.stderr.write(`${line}\n`));
  const folder = mkdtempSync(join(tmpdir(), "strike-tracker-test-"));
  const outcome = join(folder, "outcome.json");
  try {
    const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${outcome}`];
    const { status } = spawnSync(
      process.execPath,
      [vitest, "run", "--config", join("test", "vitest.config.ts"), ...reporters, ...process.argv.slice(2)],
      {
        cwd: root,
        stdio: "inherit",
        env: { ...process.env, CHROME_PATH: browser },
      },
    );
    const report = JSON.parse(readFileSync(outcome, "utf8")) as Report;
    const skipped = report.numPendingTests + report.numTodoTests;
    // A file that does not load has no failed test of its own.
    const failed = Math.max(report.numFailedTests, report.success ? 0 : 1);
    process.stdout.write(`\n${report.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`);
    return status === 0 && report.success && report.numPassedTests > 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
