/**
 * Makes the five packages as they are published: JavaScript and types in lib/ instead of TypeScript in src/. In this repository
 * they run from their sources, so their own package.json are private and name no built file.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { publishedManifest, type SourceManifest } from "./published-manifest.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** In the order in which each finds the types of those before it. */
export const packageFolders = ["openapi/client", "openapi/server", "task-presenter", "project-setup", "aggregation"] as const;

/** The guides that an author reads who has a package alone. */
const guides: Record<string, readonly string[]> = {
  "openapi/client": ["docs/pybossa-client.md", "docs/pybossa-api.md", "openapi/pybossa.yaml"],
  "openapi/server": ["docs/embedded-server.md"],
};

/**
 * Stages packages below a folder, all unless told otherwise. `npm run build` must have made the browser bundles.
 * @returns each package's staged folder
 */
export function stagePackages(target: string, folders: readonly string[] = packageFolders): string[] {
  const paths: Record<string, string[]> = {};
  mkdirSync(target, { recursive: true });
  // Declarations of one package name what all depend on.
  const modules = join(target, "node_modules");
  if (!existsSync(modules)) symlinkSync(join(root, "node_modules"), modules);
  return folders.map((folder) => {
    const from = join(root, folder);
    const to = join(target, folder.replace("/", "-"));
    rmSync(to, { recursive: true, force: true });
    mkdirSync(to, { recursive: true });
    compile(from, to, paths);
    copySources(join(from, "src"), join(to, "lib"));
    for (const name of ["dist", "browser"]) if (existsSync(join(from, name))) cpSync(join(from, name), join(to, name), { recursive: true });
    rmSync(join(to, "dist", "demo"), { recursive: true, force: true });
    if (existsSync(join(from, "bin"))) copySources(join(from, "bin"), join(to, "bin"));
    for (const guide of guides[folder] ?? []) cpSync(join(root, guide), join(to, "docs", basename(guide)));
    cpSync(join(from, "README.md"), join(to, "README.md"));
    cpSync(join(root, "LICENSE"), join(to, "LICENSE"));
    const source = JSON.parse(readFileSync(join(from, "package.json"), "utf8")) as SourceManifest;
    const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { engines: { node: string } };
    const manifest = publishedManifest(source, engines, readdirSync(to));
    writeFileSync(join(to, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    for (const [name, { types }] of Object.entries(manifest.exports)) paths[join(source.name, name)] = [join(to, types)];
    return to;
  });
}

/** Packs staged packages. @returns the tarballs */
export function packPackages(staged: readonly string[], target: string): string[] {
  return staged.map((folder) => {
    const [packed] = JSON.parse(run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", target], folder)) as {
      filename: string;
    }[];
    if (packed === undefined) throw new Error(`${folder} was not packed`);
    return join(target, packed.filename);
  });
}

function compile(from: string, to: string, paths: Record<string, string[]>): void {
  const config = {
    extends: join(from, "tsconfig.json"),
    compilerOptions: {
      noEmit: false,
      allowImportingTsExtensions: true,
      rewriteRelativeImportExtensions: true,
      declaration: true,
      rootDir: join(from, "src"),
      outDir: join(to, "lib"),
      typeRoots: [join(root, "node_modules/@types")],
      paths,
    },
    include: [join(from, "src")],
  };
  const path = join(to, "tsconfig.json");
  writeFileSync(path, JSON.stringify(config));
  run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", path], root);
  rmSync(path);
}

/** What the compiler leaves: declarations, data, and JavaScript that hands over to TypeScript here, and to what was compiled there. */
function copySources(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const path = join(from, name);
    if (statSync(path).isDirectory()) copySources(path, join(to, name));
    else if (/\.(js|json|d\.ts)$/.test(name)) writeFileSync(join(to, name), handedOver(readFileSync(path, "utf8"), name));
  }
}

function handedOver(text: string, name: string): string {
  if (!name.endsWith(".js") || !text.includes("tsx/esm/api")) return text;
  return text
    .replace(/^import \{ register \} from "tsx\/esm\/api";\n+register\(\);\n/m, "")
    .replace(
      /await import\("(\.{1,2})\/(?:src\/)?([^"]+)\.ts"\)/,
      (_, up: string, path: string) => `await import("${up}/${up === ".." ? "lib/" : ""}${path}.js")`,
    );
}

/** Runs a command and returns what it printed. @throws Error with what it said where it fails */
export function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: "utf8", timeout: 300_000, maxBuffer: 1 << 27 });
  if (status !== 0)
    throw new Error(
      `${basename(command)} ${args.join(" ")} (in ${basename(dirname(cwd))}/${basename(cwd)}) ended with ${status ?? error?.message}\n${stdout}\n${stderr}`,
    );
  return stdout;
}
