import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folders = ["openapi/client", "openapi/server", "task-presenter", "project-setup", "aggregation"];

interface Manifest {
  name: string;
  exports: Record<string, string>;
}

/** The packages' names lead to the copy in which Stryker changes the code, not through node_modules to the original. */
const alias = folders.flatMap((folder) => {
  const { name, exports } = JSON.parse(readFileSync(`${root}${folder}/package.json`, "utf8")) as Manifest;
  return Object.entries(exports).map(([entry, file]) => ({
    find: new RegExp(`^${name}${entry.slice(1)}$`),
    replacement: `${root}${folder}/${file.slice(2)}`,
  }));
});

export default defineConfig({
  root: `${root}test`,
  resolve: { alias },
  test: {
    include: (process.env.MUTATION_TESTS ?? "").split(" ").map((file) => `unit/${file}`),
    environment: "node",
    // One thread for all files: starting another takes longer than most tests.
    isolate: false,
    testTimeout: 30_000,
  },
});
