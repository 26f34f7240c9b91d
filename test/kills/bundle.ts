import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));

const entries = {
  "project-setup/bin/strike-setup": "project-setup/src/cli.ts",
  "project-setup/bin/cut-chips": "project-setup/src/chips/cutter-process.ts",
  "aggregation/bin/strike-aggregate": "aggregation/src/cli.ts",
  "aggregation/src/crew/worker": "aggregation/src/crew/helper.ts",
  "openapi/server/bin/pybossa-embedded": "openapi/server/src/cli.ts",
};

/** What the commands find beside their code. */
const beside = [
  ...["project-setup", "aggregation", "openapi/server"].map((folder) => `${folder}/package.json`),
  ...["project-setup/dist", "aggregation/dist", "openapi/server/browser"],
];

let bundled: Promise<string> | undefined;

/**
 * Bundles the three commands, once in a process: a bundle starts in a tenth of the time that their sources take. They lie as in
 * the repository, and are gone when the process ends.
 * @returns the path of a command's JavaScript
 */
export async function bundledCommand(bin: "strike-setup" | "strike-aggregate" | "pybossa-embedded"): Promise<string> {
  bundled ??= bundleAll();
  const name = `/bin/${bin}`;
  const [entry = ""] = Object.keys(entries).filter((each) => each.endsWith(name));
  return join(await bundled, `${entry}.js`);
}

async function bundleAll(): Promise<string> {
  // Native modules are found from below node_modules.
  const cache = join(root, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "kills-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  await build({
    entryPoints: entries,
    absWorkingDir: root,
    outdir: folder,
    bundle: true,
    splitting: true,
    keepNames: true,
    format: "esm",
    platform: "node",
    target: "node20",
    external: ["sharp", "node-sqlite3-wasm"],
    banner: { js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);' },
    plugins: [placedIn(folder)],
    logLevel: "warning",
  });
  for (const path of beside) symlinkSync(join(root, path), join(folder, path));
  return folder;
}

/** What a source finds by its own address, it finds by the same way from its place below the bundle's folder. */
function placedIn(folder: string): Plugin {
  return {
    name: "placed",
    setup: ({ onLoad }) =>
      onLoad({ filter: /\/(project-setup|aggregation|openapi\/\w+)\/src\/.*\.ts$/ }, ({ path }) => {
        const address = JSON.stringify(pathToFileURL(join(folder, relative(root, path))).href);
        return { contents: readFileSync(path, "utf8").replaceAll("import.meta.url", address), loader: "ts" };
      }),
  };
}
