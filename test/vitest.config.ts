import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Tests of a kind share time limits; those in a browser run one file at a time, since each takes a whole core. */
function project(name: string, testTimeout: number, oneAtATime: boolean) {
  return {
    root: here,
    test: { name, include: [`${name}/**/*.test.ts`], environment: "node", testTimeout, hookTimeout: 120_000, fileParallelism: !oneAtATime },
  };
}

export default defineConfig({
  root: here,
  test: {
    projects: [
      project("unit", 30_000, false),
      project("contract", 30_000, false),
      project("browser", 90_000, true),
      project("e2e", 240_000, true),
    ],
  },
});
