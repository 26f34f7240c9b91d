import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import { createOutput, readCredentials, runCommand, UsageError } from "pybossa-client-ts/command";
import type { Effects, ServerAccess } from "./effects.ts";
import type { Method } from "./server/index.ts";

interface SharedOptions {
  json?: boolean;
  quiet?: boolean;
  endpoint?: string;
  keyFile?: string;
}

interface TaskOptions extends SharedOptions {
  method: Method | "auto";
  pilot?: number;
}

function effectsOf({ json = false, quiet = false }: SharedOptions): Effects {
  const output = createOutput({ json, quiet, stdout: process.stdout, stderr: process.stderr });
  return { output, fetch, now: Date.now, random: Math.random, sleep: (milliseconds) => sleep(milliseconds), randomBytes };
}

function accessOf(options: SharedOptions, keyRequired: boolean): ServerAccess {
  return readCredentials(options, process.env, { keyRequired });
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("Expected a whole number from 1.");
  return number;
}

const method = new Option("--method <method>", "how tasks are created").choices(["auto", "csv", "post"]).default("auto");

function command(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option("--json", "one JSON document on stdout")
    .option("--quiet", "no progress and no notes");
}

function serverCommand(name: string, description: string): Command {
  return command(name, description)
    .argument("<campaign.yaml>", "the campaign file")
    .option("--endpoint <address>", "the server's address, else PYBOSSA_ENDPOINT")
    .option("--key-file <file>", "a file that holds your API key, else PYBOSSA_API_KEY");
}

const program = new Command("strike-setup")
  .description("Turns buildings and dated imagery into a PYBOSSA project and its tasks.")
  .addHelpText("after", "\nExit status: 0 done, 1 the input is wrong, 2 usage, 3 server or network, 130 interrupted.")
  .helpCommand(false);

program.addCommand(
  command("init", "write a commented campaign.yaml")
    .argument("<dir>", "the folder to write it into")
    .option("--id <id>", "the campaign's short name")
    .option("--title <title>", "its title")
    .option("--buildings <file>", "the buildings, from the folder")
    .option("--frames <file>", "the frames, from the folder")
    .option("--attribution <text>", "whom the imagery is to be attributed to")
    .action(async (folder: string, options: SharedOptions & Record<string, string | undefined>) => {
      const { output } = effectsOf(options);
      const given = Object.fromEntries(
        ["id", "title", "buildings", "frames", "attribution"].flatMap((key) => (options[key] === undefined ? [] : [[key, options[key]]])),
      );
      const terminal = process.stdin.isTTY && !options.json ? createInterface({ input: process.stdin, output: process.stderr }) : null;
      const { init } = await import("./commands/init.ts");
      try {
        const path = await init(folder, given, terminal && ((question) => terminal.question(question)));
        output.result({ path }, `${path} is written. Look through it, then: strike-setup check ${path}`);
      } finally {
        terminal?.close();
      }
    }),
);

program.addCommand(
  command("check", "check the campaign's files, without a server")
    .argument("<campaign.yaml>", "the campaign file")
    .action(async (path: string, options: SharedOptions) => {
      const { checkCommand } = await import("./commands/check.ts");
      await checkCommand(path, effectsOf(options));
    }),
);

program.addCommand(
  command("chips", "cut the pictures around each building")
    .argument("<campaign.yaml>", "the campaign file")
    .action(async (path: string, options: SharedOptions) => {
      const effects = effectsOf(options);
      const { chips, chipsText } = await import("./commands/chips.ts");
      const result = await chips(path, effects);
      effects.output.result(result, chipsText(result));
    }),
);

program.addCommand(
  serverCommand("plan", "tell what apply would do")
    .addOption(method)
    .option("--pilot <n>", "for a trial project with n buildings", count)
    .action(async (path: string, options: TaskOptions) => {
      const effects = effectsOf(options);
      const { planCommand } = await import("./commands/plan.ts");
      await planCommand(path, accessOf(options, true), effects, taskOptions(options));
    }),
);

program.addCommand(
  serverCommand("apply", "create or update the project and its tasks")
    .addOption(method)
    .option("--pilot <n>", "a trial project of its own, with n buildings", count)
    .action(async (path: string, options: TaskOptions) => {
      const effects = effectsOf(options);
      const { apply, applyText } = await import("./commands/apply.ts");
      const result = await apply(path, accessOf(options, true), effects, taskOptions(options));
      effects.output.result(result, applyText(result));
    }),
);

program.addCommand(
  serverCommand("publish", "open the project to volunteers; deletes all answers so far")
    .option("--pilot", "the trial project")
    .option("--lose-answers", "publish although the draft has answers, which the server then deletes")
    .action(async (path: string, options: SharedOptions & { pilot?: boolean; loseAnswers?: boolean }) => {
      const effects = effectsOf(options);
      const { pilot = false, loseAnswers = false } = options;
      const { publish } = await import("./commands/publish.ts");
      const result = await publish(path, accessOf(options, true), effects, { pilot, loseAnswers });
      effects.output.result(result, `${result.changed ? "Published" : "Published already"}: ${result.url}`);
    }),
);

program.addCommand(
  serverCommand("status", "count the answers")
    .option("--pilot", "the trial project")
    .action(async (path: string, options: SharedOptions & { pilot?: boolean }) => {
      const effects = effectsOf(options);
      const { status, statusText } = await import("./commands/status.ts");
      const result = await status(path, accessOf(options, true), effects, { pilot: options.pilot ?? false });
      effects.output.result(result, statusText(result));
    }),
);

function taskOptions({ method: chosen, pilot }: TaskOptions): { method: Method | "auto"; pilot?: number } {
  return { method: chosen, ...(pilot === undefined ? {} : { pilot }) };
}

await runCommand(async () => {
  for (const each of [program, ...program.commands]) each.exitOverride();
  if (process.argv.length < 3) {
    program.outputHelp({ error: true });
    throw new UsageError({ what: "no command is named" });
  }
  await program.parseAsync();
}, process);
