import { Command, InvalidArgumentError, Option } from "commander";
import { counted, createOutput, type Output, readCredentials, runCommand } from "pybossa-client-ts/command";
import { exportResults } from "./commands/export.ts";
import { forget } from "./commands/forget.ts";
import { infer } from "./commands/infer.ts";
import { defaultMetres, link } from "./commands/link.ts";
import { planAnswers } from "./commands/plan-answers.ts";
import { pushedText, pushResults } from "./commands/push-results.ts";
import { report } from "./commands/report.ts";
import { type ReviewOptions, review, reviewAgreement } from "./commands/review.ts";
import { run } from "./commands/run.ts";
import { type Verified, verify } from "./commands/verify.ts";
import type { Summary } from "./commands/work-out.ts";
import { fetchProject } from "./fetch/index.ts";
import { version } from "./fetch/version.ts";
import { defaultModel, type ModelName, models } from "./infer/index.ts";
import { type Preset, presets } from "./link/index.ts";
import { runFaults } from "./read/index.ts";
import { type Privacy, privacyLevels } from "./report/index.ts";
import type { ExpertsAgreement } from "./review/index.ts";

interface CommonOptions {
  json?: true;
  quiet?: true;
}

interface ServerOptions {
  project: string;
  endpoint?: string;
  keyFile?: string;
  saltFile?: string;
}

interface InferenceOptions {
  model: ModelName;
  gold?: string;
  goldChosen?: true;
  decisions?: string;
  areas?: string;
  warmStart?: string;
  threads?: number;
  acceptAlarm?: true;
  volunteers?: true;
}

const commandLine = ["strike-aggregate", ...process.argv.slice(2)];
const campaignOption = () => new Option("--campaign <file>", "the campaign lock, or the public campaign.json");
const outOption = () => new Option("--out <dir>", "the folder to write into").makeOptionMandatory();
const privacyOption = () =>
  new Option(
    "--privacy <level>",
    "grid: counts in squares of 100 m; area: counts in named areas; exact: every building; default: as the campaign's file says, else grid",
  ).choices([...privacyLevels]);
const chipsOption = () =>
  new Option("--chips <folder>", "the folder that strike-setup chips wrote: the images of each building (exact only)");
/** How the results are worked out, for infer and run alike. */
const inferenceOptions = (): Option[] => [
  new Option("--model <name>", "how answers become results").choices([...models]).default(defaultModel),
  new Option("--gold <csv>", "buildings with a known answer: building,last_standing,first_destroyed (frame ids)"),
  new Option("--gold-chosen", "the buildings of --gold were chosen, not drawn at random: fit nothing on them"),
  new Option("--decisions <file>", "experts' decisions, used as known (default: decisions.ndjson in --out, where review wrote it)"),
  new Option("--areas <geojson>", "polygons with a name each: agreement.json tells each on its own (run: also for --privacy area)"),
  new Option("--warm-start <file>", "parameters.json of an earlier inference (--volunteers writes it), to start from"),
  new Option("--threads <n>", "threads that work at once; the results are the same").argParser(atLeastOne),
  new Option("--accept-alarm", "write results even where the model contradicts the vote on a quarter of the buildings"),
  new Option(
    "--volunteers",
    "also write volunteers.csv, statements.parquet and parameters.json: how each volunteer answered, under a pseudonym",
  ),
];

const program = new Command("strike-aggregate")
  .description("Turns the answers of a Strike Tracker campaign into dated buildings")
  .version(version)
  .exitOverride()
  .configureHelp({ showGlobalOptions: true });

command(
  "fetch",
  "Fetch a project's tasks and task runs; again: only what is new",
  (options: CommonOptions & ServerOptions & { out: string; again?: true }) =>
    toldBy(options, async (output) => {
      const fetched = await fetchProject(
        { ...credentials(options), project: options.project, out: options.out, saltFile: options.saltFile, again: options.again },
        output,
      );
      output.result(
        fetched,
        `New: ${counted(fetched.new_tasks, "task")} and ${counted(fetched.new_task_runs, "task run")}; ${options.out} holds ${fetched.tasks} and ${fetched.task_runs}.`,
      );
    }),
)
  .requiredOption("--project <short_name>", "the project's short_name")
  .addOption(outOption())
  .option("--again", "read everything once more, to find what was edited or deleted on the server since")
  .option("--endpoint <url>", "the server (or PYBOSSA_ENDPOINT)")
  .option("--key-file <file>", "a file with the API key (or PYBOSSA_API_KEY); public projects need none")
  .option("--salt-file <file>", "where the salt of the pseudonyms is kept (default: beside the folder)");

withInference(
  folderCommand(
    "infer",
    "Work out the results from what fetch wrote, or from PYBOSSA's own exports",
    (dir, options: CommonOptions & InferenceOptions & Folders) =>
      toldBy(options, async (output) => {
        const summary = await infer({ dir, ...options, command: commandLine }, output);
        output.result(summary, `${summaryText(summary)}\nResults in ${options.out}/results.csv`);
      }),
  ),
);

folderCommand("export", "Write results.csv, .geojson, .parquet and .gpkg (exact, private)", (dir, options: CommonOptions & Folders) =>
  toldBy(options, async (output) => {
    const exported = await exportResults({ dir, ...options }, output);
    output.result(exported, `${counted(exported.buildings, "building")}, ${exported.with_geometry} with their place, in ${options.out}`);
  }),
);

folderCommand("report", "Write the results as a web site: report/index.html", (dir, options: CommonOptions & Folders & ReportFolders) =>
  toldBy(options, async (output) => {
    const reported = await report({ dir, ...options }, output);
    output.result(reported, `${reported.headline}\n${reported.page}`);
  }),
)
  .addOption(privacyOption())
  .addOption(chipsOption())
  .option("--areas <geojson>", "polygons with a name each, for --privacy area");

common(program.command("review").description("Open the desk, a page on this machine: settle what the crowd could not"))
  .argument("<dir>", "the folder that infer wrote")
  .addOption(campaignOption())
  .addOption(new Option("--chips <folder>", "the folder that strike-setup chips wrote: the images of each building"))
  .option("--port <n>", "the port on 127.0.0.1 (default: any free one)", wholeNumber)
  .option("--name <reviewer>", "who decides (default: the page asks)")
  .option("--second", "a second review of what others decided, without sight of their decisions and of the results")
  .option("--agreement", "only tell how far the experts agree, and end")
  .action((dir: string, options: CommonOptions & Omit<ReviewOptions, "dir"> & { agreement?: true }) =>
    toldBy(options, async (output) => {
      if (options.agreement) {
        const agreement = reviewAgreement(dir);
        output.result(agreement, agreementText(agreement));
        return;
      }
      const { close, ...reviewing } = await review({ ...options, dir }, output);
      closeOnInterruption(close, output);
      const { address, buildings, open } = reviewing;
      output.result(
        reviewing,
        `${address}\n${counted(buildings, "building")} to look at, ${open} not yet decided. Ctrl-C closes the desk.`,
      );
    }),
  );

common(program.command("plan-answers").description("Write more-answers.csv: which tasks should get more answers, and how many"))
  .argument("<dir>", "the folder that infer wrote")
  .requiredOption("--budget <n>", "how many more answers to order", wholeNumber)
  .option("--replace-set-aside", "answers that were set aside do not count toward a building's eight: up to twelve in all")
  .addOption(campaignOption())
  .action((dir: string, options: CommonOptions & { budget: number; replaceSetAside?: boolean; campaign?: string }) =>
    toldBy(options, async (output) => {
      const planned = await planAnswers({ dir, ...options }, output);
      output.result(planned, `${counted(planned.more_answers, "more answer")} for ${counted(planned.tasks, "task")}: ${planned.file}`);
    }),
  );

common(program.command("link").description("For each dated incident the buildings near it that fit it, and the reverse (exact, private)"))
  .argument("<dir>", "the folder that infer wrote")
  .requiredOption("--incidents <csv>", "dated incidents: id, date (or date_from and date_to), lat, lon")
  .addOption(new Option("--preset <name>", "whose columns the CSV has").choices([...presets]).default("plain"))
  .option("--metres <n>", "how far from a building an incident may lie", wholeNumber, defaultMetres)
  .option("--out <dir>", "the folder to write into (default: the results' own)")
  .addOption(campaignOption())
  .action((dir: string, options: CommonOptions & { incidents: string; preset: Preset; metres: number; out?: string; campaign?: string }) =>
    toldBy(options, async (output) => {
      const linked = await link({ dir, ...options }, output);
      const within = `${counted(linked.buildings_linked, "building")} within ${options.metres} m`;
      const found = `Consistent with ${within}: ${linked.incidents_linked} of ${counted(linked.incidents, "incident")}.`;
      output.result(linked, `${found} That says nothing of causes.\n${linked.files.join(", ")} in ${options.out ?? dir}`);
    }),
  );

common(
  program.command("push-results").description("Write each building's result into the project on the server, and link the report there"),
)
  .argument("<dir>", "the folder that infer wrote")
  .option("--project <short_name>", "the project's short_name (default: as the lock or fetch-log.ndjson knows it)")
  .addOption(
    new Option("--privacy <level>", "exact: yes, let PYBOSSA tell each building's result, on Scifabric to everybody").choices([
      ...privacyLevels,
    ]),
  )
  .option("--dry-run", "only say what would be written, and how long it takes")
  .option("--report-url <url>", "where the report is published (https): also write the project's results page, with a link to it")
  .addOption(campaignOption())
  .option("--endpoint <url>", "the server (or PYBOSSA_ENDPOINT)")
  .option("--key-file <file>", "a file with the API key (or PYBOSSA_API_KEY) of the project's owner")
  .action(
    (
      dir: string,
      options: CommonOptions & Partial<ServerOptions> & { privacy?: Privacy; dryRun?: true; reportUrl?: string; campaign?: string },
    ) =>
      toldBy(options, async (output) => {
        const { endpoint, keyFile, ...rest } = options;
        const access = readCredentials({ endpoint, keyFile }, process.env, { keyRequired: true });
        const pushed = await pushResults({ dir, ...rest, ...access }, output);
        output.result(pushed, pushedText(pushed));
      }),
  );

common(program.command("verify").description("Recompute hashes, run the inference again, and say whether the results are the same"))
  .argument("<dir>", "the folder that infer wrote")
  .option("--building <id>", "walk this building back to its answers and frames")
  .action((dir: string, options: CommonOptions & { building?: string }) =>
    toldBy(options, async (output) => {
      const verified = await verify({ dir, ...options }, output);
      output.result(verified, verifiedText(verified));
      if (!verified.ok) process.exitCode = 1;
    }),
  );

common(program.command("forget").description("Rewrite what was fetched, and the results, without one volunteer"))
  .argument("<dir>", "the folder that infer or fetch wrote")
  .requiredOption("--volunteer <id>", "the salted name in the task runs; with the salt beside the folder also the account's id")
  .option("--salt-file <file>", "where the salt of the pseudonyms is kept (default: beside the folder)")
  .action((dir: string, options: CommonOptions & { volunteer: string; saltFile?: string }) =>
    toldBy(options, async (output) => {
      const done = await forget({ dir, ...options }, output);
      output.result(done, `Taken out: ${counted(done.task_runs, "task run")}${done.results ? "; the results are made anew" : ""}.`);
    }),
  );

withInference(
  command(
    "run",
    "fetch, infer, export and report in one go",
    (options: CommonOptions & ServerOptions & InferenceOptions & Folders & ReportFolders) =>
      toldBy(options, async (output) => {
        const { endpoint, keyFile, ...rest } = options;
        const ran = await run({ ...rest, ...credentials({ endpoint, keyFile }), command: commandLine }, output);
        output.result(ran, `${summaryText(ran)}\n${ran.report.headline}\nResults and report in ${ran.out}`);
      }),
  )
    .requiredOption("--project <short_name>", "the project's short_name")
    .addOption(outOption())
    .addOption(campaignOption()),
)
  .addOption(privacyOption())
  .addOption(chipsOption())
  .option("--endpoint <url>", "the server (or PYBOSSA_ENDPOINT)")
  .option("--key-file <file>", "a file with the API key (or PYBOSSA_API_KEY); public projects need none")
  .option("--salt-file <file>", "where the salt of the pseudonyms is kept (default: beside the folder)");

interface ReportFolders {
  privacy?: Privacy;
  chips?: string;
  areas?: string;
}

interface Folders {
  out: string;
  campaign?: string;
}

function command<O>(name: string, description: string, action: (options: O) => Promise<void>): Command {
  return common(program.command(name).description(description)).action(action);
}

function folderCommand<O>(name: string, description: string, action: (dir: string, options: O) => Promise<void>): Command {
  return common(program.command(name).description(description))
    .argument("<dir>", name === "infer" ? "the folder that fetch wrote, or with PYBOSSA's exports" : "the folder that infer wrote")
    .addOption(outOption())
    .addOption(campaignOption())
    .action(action);
}

function common(made: Command): Command {
  return made.option("--json", "print the outcome as one JSON document").option("--quiet", "say nothing while working");
}

function withInference(made: Command): Command {
  for (const option of inferenceOptions()) made.addOption(option);
  return made;
}

function toldBy(options: CommonOptions, work: (output: Output) => Promise<void>): Promise<void> {
  return work(createOutput({ json: options.json ?? false, quiet: options.quiet ?? false, stdout: process.stdout, stderr: process.stderr }));
}

function credentials(options: { endpoint?: string | undefined; keyFile?: string | undefined }): {
  endpoint: string;
  apiKey: string | undefined;
} {
  return readCredentials(options, process.env, { keyRequired: false });
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("Expected a whole number.");
  return Number(text);
}

function atLeastOne(text: string): number {
  const number = wholeNumber(text);
  if (number < 1) throw new InvalidArgumentError("Expected a whole number from 1.");
  return number;
}

function verifiedText({ ok, differences, building }: Verified): string {
  return [
    ok ? "The inputs and the results are the same." : "Not the same:",
    ...differences.map(({ file, what }) => `  ${file}: ${what}`),
    ...(building
      ? [
          `${building.building}: ${building.status}, gap ${building.gap} with ${building.probability}`,
          `  frames: ${building.frames.map(({ id, start }) => `${id} ${start.slice(0, 10)}`).join(", ")}`,
          ...building.answers.map(({ task_run: run, volunteer, heard, verdict, frames }) => {
            const judged = Object.entries(frames).map(([id, judgement]) => `${id} ${judgement}`);
            return `  task run ${run}, volunteer ${volunteer}${heard ? "" : " (not heard)"}: ${verdict}; ${judged.join(", ")}`;
          }),
        ]
      : []),
  ].join("\n");
}

/** Once the desk is open an interruption is its usual end, and nothing is left to go on with. */
function closeOnInterruption(close: () => Promise<void>, output: Output): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.removeAllListeners(signal);
    process.once(signal, () => {
      void close().then(() => {
        output.note("The desk is closed. All that it called saved is in decisions.ndjson.");
        process.exit(0);
      });
    });
  }
}

function agreementText({ all, blind, reviewers }: ExpertsAgreement): string {
  if (all.buildings === 0) return "No building was decided by two experts yet.";
  const told = ({ buildings, exact_share: share, krippendorff_alpha: { value } }: ExpertsAgreement["all"]) =>
    `${counted(buildings, "building")}, ${share === null ? "none comparable" : `${(share * 100).toFixed(0)} % of pairs the same`}, Krippendorff's alpha ${value === null ? "not defined" : value.toFixed(2)}`;
  return `${reviewers.join(", ")}: ${told(all)}\nBlind second reviews: ${told(blind)}`;
}

function summaryText({ counts, buildings, volunteers, needs_review: review, last_answer: last, ...rest }: Summary): string {
  const rejected = Object.entries(counts.rejected);
  const lines = [
    `${counted(counts.task_runs, "task run")}: ${counts.used} used, ${counts.practice} practice, ${counted(counts.duplicates, "duplicate")}, ${rejected.reduce((sum, [, n]) => sum + n, 0)} rejected`,
    ...rejected.map(([reason, n]) => `  ${n} rejected: ${reason} (${runFaults[reason as keyof typeof runFaults]})`),
    `${counted(buildings, "building")} by ${counted(volunteers, "volunteer")}; ${review} to be looked at${review > 0 ? " (review_queue.csv)" : ""}`,
    ...setAside("always said the same", rest.volunteers_set_aside),
    ...setAside("copied one another", rest.volunteers_copied),
    last === null ? "The date of the last answer is not known." : `Answers up to ${last}`,
  ];
  return lines.join("\n");
}

function setAside(why: string, volunteers: number): string[] {
  return volunteers > 0 ? [`  set aside, as they ${why}: ${volunteers} of the volunteers (flag guard_touched)`] : [];
}

await runCommand(async () => {
  await program.parseAsync();
}, process);
