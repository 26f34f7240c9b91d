/**
 * `npm run packages`: packs every package, installs the tarballs in an empty folder, and does a small real campaign there with the
 * commands alone, on this Node and on Node 24; then compiles a program that uses every entry. Ends with 1 where a step fails.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { createTown } from "../synthetic/index.ts";
import { simulate } from "../unit/aggregation/simulated-crowd.ts";
import { trialFolder } from "../unit/aggregation/trial-folder.ts";
import { announced, ended } from "../unit/server/server-process.ts";
import { run } from "./stage.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const node24 = "node@24.21.0";

const work = mkdtempSync(join(tmpdir(), "strike-tracker-packages-"));
const tell = (line: string) => process.stdout.write(`${line}\n`);
try {
  const tarballs = run("npm", ["run", "--silent", "packages:pack", "--", work], root).trim().split("\n");
  for (const tarball of tarballs) tell(`packed ${tarball.slice(work.length + 1)}`);
  const home = join(work, "empty");
  mkdirSync(home);
  writeFileSync(join(home, "package.json"), '{ "private": true, "type": "module" }\n');
  run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", ...tarballs], home);
  if (existsSync(join(home, "node_modules/tsx"))) throw new Error("the packages still need tsx");
  compileUser(home);
  tell("every entry compiles and loads for a program that uses it");
  const other = run("npx", ["--yes", "--package", node24, "--", "node", "-p", "process.execPath"], work).trim();
  for (const executable of [process.execPath, other]) await campaignWith(executable, home);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** A program that imports every entry: strict types by both ways of resolving, and those for Node are loaded. */
function compileUser(home: string): void {
  const manifest = (folder: string) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, object>;
  const entries = Object.keys(manifest(home).dependencies ?? {}).flatMap((name) =>
    Object.keys(manifest(join(home, "node_modules", name)).exports ?? {}).map((entry) => join(name, entry)),
  );
  writeFileSync(
    join(home, "user.ts"),
    entries.map((entry, at) => `import * as entry${at} from "${entry}";\nconsole.log(Object.keys(entry${at}));\n`).join(""),
  );
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const common = [
    "--noEmit",
    "--strict",
    "--skipLibCheck",
    "--target",
    "es2022",
    "--lib",
    "es2023,dom,dom.iterable",
    "--typeRoots",
    join(root, "node_modules/@types"),
  ];
  for (const [module, resolution] of [
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ])
    run(process.execPath, [tsc, ...common, "--module", module ?? "", "--moduleResolution", resolution ?? "", "user.ts"], home);
  const loaded = entries.filter((entry) => !entry.startsWith("strike-tracker-presenter"));
  run(process.execPath, ["--input-type=module", "-e", loaded.map((entry) => `await import("${entry}");`).join("")], home);
}

/** The commands of the README's "Use it", in their order, without init: the town has its campaign file. */
function readmeCommands(): string[][] {
  const [, block = ""] = /## Use it\n+```sh\n([\s\S]*?)```/.exec(readFileSync(join(root, "README.md"), "utf8")) ?? [];
  const lines = block.split("\n").map((line) => line.replace(/\s#.*$/, "").trim());
  return lines.filter((line) => line.startsWith("npx ") && !line.includes(" init ")).map((line) => line.split(/\s+/).slice(1));
}

/** What the README and the guides show, done to a small town with one version of Node. */
async function campaignWith(executable: string, home: string): Promise<void> {
  const version = run(executable, ["--version"], home).trim();
  const folder = mkdtempSync(join(home, "campaign-"));
  const bin = (name: string) => join(home, "node_modules/.bin", name);
  const started: ChildProcess[] = [];
  const start = (name: string, ...args: string[]) => {
    const child = spawn(executable, [bin(name), ...args], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
    started.push(child);
    return child;
  };
  try {
    const { endpoint, keys, static: files } = await announced(start("pybossa-embedded", "--data", "server", "--static", folder));
    const path = `${dirname(executable)}${delimiter}${process.env.PATH ?? ""}`;
    const env = { ...process.env, PATH: path, PYBOSSA_ENDPOINT: endpoint, PYBOSSA_API_KEY: keys.owner };
    const npx = (...args: string[]) => run("npx", ["--no-install", ...args], folder, env);
    for (const name of ["strike-setup", "strike-aggregate", "pybossa-embedded"]) {
      if (!npx(name, "--help").includes(name)) throw new Error(`${name} has no help`);
    }
    const versions = ["strike-setup", "strike-aggregate", "pybossa-embedded"].map((name) => npx(name, "--version").trim());
    npx("strike-setup", "init", "begun");
    const chips = { dir: "chips", baseUrl: `${String(files)}/my-campaign/chips` };
    await createTown(join(folder, "my-campaign"), { seed: 3, buildings: 6, frames: 5, id: "my-campaign", redundancy: 2, chips });
    const commands = readmeCommands();
    if (commands.length < 5) throw new Error("the README shows too few commands");
    for (const command of commands) npx(...command);
    npx("strike-setup", "preview", "my-campaign/campaign.yaml", "--out", "preview");
    npx("strike-aggregate", "push-results", "results", "--privacy", "exact", "--dry-run");

    checkThreads(npx, join(folder, "formats"));

    const trial = trialFolder(simulate({ seed: 4, process: "perceptual", buildings: 60, frames: 9, answers: 5 }), { lock: true });
    npx("strike-aggregate", "infer", trial, "--out", "trial");
    npx("strike-aggregate", "export", "trial", "--out", "exported");
    npx("strike-aggregate", "report", "trial", "--out", "site");
    npx("strike-aggregate", "plan-answers", "trial", "--budget", "5");
    writeFileSync(join(folder, "incidents.csv"), "id,date,lat,lon\na,2017-02-01,35.9512345,38.9912345\n");
    npx("strike-aggregate", "link", "trial", "--incidents", "incidents.csv");
    await openDesk(start("strike-aggregate", "review", "trial", "--name", "Ada"));
    npx("strike-aggregate", "verify", "trial");
    const [first] = parse(readFileSync(join(folder, "results/results.csv")), { columns: true, bom: true }) as Record<string, string>[];
    writeFileSync(join(folder, "more-answers.csv"), `task_id,building,n_answers,why\n${first?.task_id},${first?.building},3,few_answers\n`);
    npx("strike-setup", "redundancy", "my-campaign/campaign.yaml", "--from", "more-answers.csv");
    rmSync(trial, { recursive: true, force: true });
    for (const made of [
      "results/report/index.html",
      "site/report/index.html",
      "preview/index.html",
      "exported/results.gpkg",
      "begun/campaign.yaml",
    ]) {
      if (!existsSync(join(folder, made))) throw new Error(`${made} was not written`);
    }
    tell(
      `${version}: strike-setup, strike-aggregate and pybossa-embedded ${[...new Set(versions)].join(", ")} did what the README shows, and more`,
    );
  } finally {
    for (const child of started) await ended(child, "SIGTERM");
  }
}

/** Formats that are read in a thread of their own. */
function checkThreads(npx: (...args: string[]) => string, folder: string): void {
  const frames = ["2023-01-01", "2023-02-01"].map((datetime) => ({
    id: datetime,
    datetime,
    bbox: [-180, -80, 180, 80],
    url: "https://tiles.example.org/{z}/{x}/{y}.png",
  }));
  const settings = {
    schema: 1,
    id: "formats",
    title: "Formats",
    licence_ack: "None.",
    attribution: ["Nobody"],
    support: { none: "None." },
  };
  mkdirSync(folder);
  writeFileSync(join(folder, "frames.json"), JSON.stringify(frames));
  for (const name of ["buildings.parquet", "buildings.gpkg"]) {
    const campaign = { ...settings, buildings: { file: name }, frames: { list: "frames.json" } };
    cpSync(join(root, "test/fixtures/setup/footprints", name), join(folder, name));
    writeFileSync(join(folder, "campaign.json"), JSON.stringify(campaign));
    const { buildings } = JSON.parse(npx("strike-setup", "check", "formats/campaign.json", "--json")) as { buildings: number };
    if (buildings !== 20) throw new Error(`${name} has ${buildings} buildings`);
  }
}

/** Reads the desk's page from the address that its command prints first. */
async function openDesk(desk: ChildProcess): Promise<void> {
  if (!desk.stdout) throw new Error("no output");
  for await (const line of createInterface(desk.stdout)) {
    const { status } = await fetch(line);
    if (status !== 200) throw new Error(`the desk answers ${status}`);
    const { code } = await ended(desk, "SIGINT");
    if (code !== 0) throw new Error(`the desk ended with ${code}`);
    return;
  }
  throw new Error("the desk printed no address");
}
