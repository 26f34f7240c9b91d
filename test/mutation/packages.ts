import { readFileSync } from "node:fs";
import { join } from "node:path";

const folders = ["openapi/client", "openapi/server", "task-presenter", "project-setup", "aggregation"];

interface Manifest {
  name: string;
  exports: Record<string, string>;
}

/**
 * What each name of the packages stands for below `root`, Stryker's copy in which the code is changed: node_modules leads to
 * the original.
 */
export function packageFiles(root: string): [name: string, file: string][] {
  return folders.flatMap((folder) => {
    const { name, exports } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Manifest;
    return Object.entries(exports).map(([entry, file]): [string, string] => [name + entry.slice(1), join(root, folder, file)]);
  });
}
