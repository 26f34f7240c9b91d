/**
 * `npm start`: the whole loop on this machine. An embedded PYBOSSA server, a synthetic town whose truth is known, its
 * campaign by strike-setup, a simulated crowd through the real API, results by strike-aggregate. Then the server stays
 * up; with --once the outcome is printed as one line of JSON, and all ends.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { createOutput, ending, InputError, type Output, UsageError } from "pybossa-client-ts/command";
import { exportResults, fetchProject, infer, report } from "strike-tracker-aggregation";
import { type Outcome, score, truthCsv } from "./outcome.ts";
import { createWorld, type World } from "./world.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const marker = ".strike-tracker-town";

const help = `npm start -- [options]

  --once               end when the results are there; the last line of standard output is the outcome as JSON
  --out <folder>       where everything is written (default: out)
  --buildings <n>      buildings of the town (default: 60)
  --frames <n>         dates on which it is seen (default: 14)
  --redundancy <n>     answers wanted for each building (default: 7)
  --seed <n>           another seed is another town (default: 7)
  --port <n>           the server's port (default: any free one)
  --dialect <name>     scifabric (default) or bloomberg
`;

interface Choices {
  once: boolean;
  out: string;
  buildings: number;
  frames: number;
  redundancy: number;
  seed: number;
  port: number;
  dialect: "scifabric" | "bloomberg";
}

function choicesOf(args: string[]): Choices | null {
  const text = { type: "string" } as const;
  const options = {
    once: { type: "boolean" },
    help: { type: "boolean" },
    out: text,
    buildings: text,
    frames: text,
    redundancy: text,
    seed: text,
    port: text,
    dialect: text,
  } as const;
  let values: ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];
  try {
    values = parseArgs({ args, options }).values;
  } catch (error) {
    throw new UsageError({ what: error instanceof Error ? error.message : String(error), advice: "See npm start -- --help." });
  }
  if (values.help) return null;
  const whole = (name: "buildings" | "frames" | "redundancy" | "seed" | "port", usual: number, least: number, most: number) => {
    const value = values[name] === undefined ? usual : Number(values[name]);
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new UsageError({ what: `--${name} is ${values[name]}`, expected: `a whole number from ${least} to ${most}` });
    }
    return value;
  };
  const { dialect = "scifabric" } = values;
  if (dialect !== "scifabric" && dialect !== "bloomberg") {
    throw new UsageError({ what: `--dialect is ${dialect}`, expected: "scifabric or bloomberg" });
  }
  return {
    dialect,
    once: values.once === true,
    out: resolve(values.out ?? join(root, "out")),
    buildings: whole("buildings", 60, 4, 2000),
    frames: whole("frames", 14, 4, 40),
    redundancy: whole("redundancy", 7, 1, 50),
    seed: whole("seed", 7, 0, 2 ** 31),
    port: whole("port", 0, 0, 65_535),
  };
}

/** Makes the folder, or empties one that an earlier run made; never touches another. */
function freshFolder(out: string): void {
  if (existsSync(out) && readdirSync(out).length > 0) {
    if (!existsSync(join(out, marker))) {
      throw new InputError({ what: "this folder holds something else", where: out, advice: "Name an empty or new folder with --out." });
    }
    rmSync(out, { recursive: true });
  }
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, marker), "Written by npm start, and emptied by its next run.\n");
}

/** The crowd's work and the results. */
async function resultsOf(world: World, choices: Choices, output: Output): Promise<Outcome> {
  const { out } = choices;
  const wanted = world.truth.length * choices.redundancy;
  output.note(`A simulated crowd answers ${world.truth.length} tasks through the API`);
  const work = await world.letCrowdWork((answers) => output.progress("answers", Math.min(answers, wanted), wanted));
  output.note(
    `${work.volunteers} volunteers gave ${work.answers} answers; ${work.refused} were refused, their address had answered before`,
  );
  const raw = join(out, "raw");
  output.note(`strike-aggregate fetch --project ${world.shortName}`);
  await fetchProject({ endpoint: world.server.endpoint, apiKey: world.server.keys.owner, project: world.shortName, out: raw }, output);
  output.note("strike-aggregate infer, export, report --privacy exact");
  const campaign = world.lockPath;
  // A handful of buildings can trip an alarm that is meant for campaigns; what is shown here harms nobody.
  await infer({ dir: raw, out, campaign, acceptAlarm: true }, output);
  await exportResults({ dir: out, out, campaign }, output);
  await report({ dir: out, out, campaign, privacy: "exact", chips: world.chipsFolder }, output);
  writeFileSync(join(out, "truth.csv"), truthCsv(world.truth));
  const { tasks, task_runs, surplus } = await world.status();
  const { results, ...scores } = score(await readFile(join(out, "results.csv"), "utf8"), world.truth);
  return {
    buildings: choices.buildings,
    frames: world.lock.campaign.frames.length,
    tasks,
    task_runs,
    surplus,
    results,
    ...scores,
    out,
  };
}

/** Serves the report's folder on this machine alone. */
async function serveReport(folder: string): Promise<string> {
  const app = new Hono();
  app.use("*", serveStatic({ root: relative(process.cwd(), folder) || "." }));
  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
  await new Promise<void>((done) => server.once("listening", done));
  const at = server.address();
  return `http://127.0.0.1:${typeof at === "object" && at ? at.port : 0}/`;
}

function addresses(world: World, outcome: Outcome, reportAddress: string): string {
  const campaign = shortest(world.campaign);
  const key = shortest(join(outcome.out, "owner.key"));
  return [
    "",
    `Volunteer   ${world.volunteerUrl}`,
    ...(world.password === undefined
      ? []
      : [`            sign in as vol1@example.org, ${world.server.passwords.vol1}; the project's password is ${world.password}`]),
    `Manager     ${world.server.endpoint}/project/${world.shortName}/`,
    `            npx strike-setup status ${campaign} --endpoint ${world.server.endpoint} --key-file ${key}`,
    `Results     ${reportAddress}`,
    `            ${join(outcome.out, "report", "index.html")}, results.csv and results.geojson beside it`,
    `            ${percent(outcome.exact)} of ${outcome.results} buildings dated exactly, ${percent(outcome.covered90)} within the 90 % interval;`,
    `            ${outcome.median_days_before ?? "-"} days before, ${outcome.median_days_after ?? "-"} days now (median)`,
    "",
    "The server stays up. Ctrl-C ends it.",
    "",
  ].join("\n");
}

/** A path as one would type it here. */
function shortest(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith("..") ? path : near;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

async function main(): Promise<number> {
  const choices = choicesOf(process.argv.slice(2));
  if (choices === null) {
    process.stdout.write(help);
    return 0;
  }
  const output = createOutput({ json: false, quiet: false, stdout: process.stdout, stderr: process.stderr });
  freshFolder(choices.out);
  const { once, out, ...town } = choices;
  let world: World | undefined;
  const work = async () => {
    world = await createWorld({ folder: join(out, "world"), output, ...town });
    const outcome = await resultsOf(world, choices, output);
    if (once) {
      process.stdout.write(`${JSON.stringify(outcome)}\n`);
      return 0;
    }
    const served = await serveReport(join(out, "report"));
    await world.wantOneMore();
    writeFileSync(join(out, "owner.key"), `${world.server.keys.owner ?? ""}\n`, { mode: 0o600 });
    process.stdout.write(addresses(world, outcome, served));
    return new Promise<number>((done) => {
      stay = () => done(0);
    });
  };
  // While the server stays up an interruption is the usual end; before, it cuts the work short.
  let stay: (() => void) | undefined;
  const interrupted = new Promise<number>((done) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => (stay ? stay() : done(130)));
  });
  const status = await Promise.race([work(), interrupted]);
  await world?.close();
  return status;
}

main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    const { status, message } = ending(error);
    process.stderr.write(`${message}\n`);
    process.exit(status);
  },
);
