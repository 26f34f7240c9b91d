import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import type { Figure } from "./figure.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The whole loop on the synthetic town, as a new user runs it. */
export async function benchStart(): Promise<Figure[]> {
  const out = mkdtempSync(join(tmpdir(), "bench-start-"));
  try {
    const begun = performance.now();
    execFileSync("npm", ["start", "--silent", "--", "--once", "--out", out], {
      cwd: root,
      stdio: ["ignore", "ignore", "ignore"],
      timeout: 600_000,
    });
    const seconds = (performance.now() - begun) / 1000;
    return [{ what: "npm start -- --once", measured: seconds, limit: 120, unit: "s", source: "two minutes from a fresh install" }];
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
