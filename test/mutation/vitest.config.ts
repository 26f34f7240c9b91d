import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { packageFiles } from "./packages.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

export default defineConfig({
  root: `${root}test`,
  resolve: { alias: packageFiles(root).map(([name, replacement]) => ({ find: new RegExp(`^${name}$`), replacement })) },
  test: {
    include: (process.env.MUTATION_TESTS ?? "").split(" ").map((file) => `unit/${file}`),
    environment: "node",
    testTimeout: 30_000,
  },
});
