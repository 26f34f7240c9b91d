import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import { createOutput, InputError, readCredentials, runCommand, UsageError } from "pybossa-client-ts/command";
import type { Effects, ServerAccess } from "./effects.ts";
import type { Method } from "./server/index.ts";

interface SharedOptions {
  json?: boolean;
  quiet?: boolean;
  endpoint?: string;
  keyFile?: string;
}

interface PilotOptions extends SharedOptions {
  pilot?: boolean;
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

function seconds(text: string): number {
  const number = count(text);
  if (number < 10) throw new InvalidArgumentError("Expected 10 seconds at least.");
  return number;
}

function chipCount(text: string): number | "all" {
  return text === "all" ? "all" : text === "0" ? 0 : count(text);
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

const about: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const version = typeof about === "object" && about !== null && "version" in about ? String(about.version) : "unknown";

function pilotCommand(name: string, description: string): Command {
  return serverCommand(name, description).option("--pilot", "the trial project");
}

const program = new Command("strike-setup")
  .version(version)
  .description("Turns buildings and dated imagery into a PYBOSSA project and its tasks.")
  .addHelpText("after", "\nExit status: 0 done, 1 the input is wrong, 2 usage, 3 server or network, 130 interrupted.")
  .helpCommand(false);

program.addCommand(
  command("init", "write a commented campaign.yaml")
    .argument("<dir>", "the folder to write it into")
    .option("--id <id>", "the campaign's short name")
    .option("--title <title>", "its title")
    .option("--buildings <file>", "the buildings, from the folder")
    .option("--frames <file>", "the imagery, from the folder: a folder of pictures, a list, or a STAC document or address")
    .option("--attribution <text>", "whom the imagery is to be attributed to")
    .option("--licence-ack <text>", "why you may pass the pictures on to volunteers; without it no chips are cut")
    .option("--base-url <address>", "where browsers will find the folder of chips")
    .option("--support <address>", "where volunteers find support")
    .action(async (folder: string, options: SharedOptions & Record<string, string | undefined>) => {
      const { output } = effectsOf(options);
      const { init, initQuestions, initText } = await import("./commands/init.ts");
      const given = Object.fromEntries(
        Object.keys(initQuestions).flatMap((key) => {
          const said = options[key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())];
          return said === undefined ? [] : [[key, said]];
        }),
      );
      const terminal = process.stdin.isTTY && !options.json ? createInterface({ input: process.stdin, output: process.stderr }) : null;
      try {
        const result = await init(folder, given, terminal && ((question) => terminal.question(question)));
        output.result(result, initText(result));
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
  command("align", "propose how frames are to be moved onto one another, for you to look through")
    .argument("<campaign.yaml>", "the campaign file")
    .option("--reference <frame>", "the frame that stays where it is")
    .option("--again", "write over an earlier proposal")
    .action(async (path: string, options: SharedOptions & { reference?: string; again?: boolean }) => {
      const effects = effectsOf(options);
      const { align, alignText } = await import("./commands/align.ts");
      const result = await align(path, effects, options);
      effects.output.result(result, alignText(result, path));
    }),
);

program.addCommand(
  command("preview", "write a page with some buildings and all their frames, to look at before publishing")
    .argument("<campaign.yaml>", "the campaign file")
    .requiredOption("--out <dir>", "the folder to write it into; it names places, so do not serve it")
    .option("--buildings <n>", "how many, by chance", count)
    .option("--seed <text>", "another seed draws other buildings")
    .action(async (path: string, options: SharedOptions & { out: string; buildings?: number; seed?: string }) => {
      const effects = effectsOf(options);
      const { preview, previewText } = await import("./commands/preview.ts");
      const result = await preview(path, effects, options);
      effects.output.result(result, previewText(result));
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
  pilotCommand("publish", "open the project to volunteers; on most servers that deletes all answers so far")
    .option("--lose-answers", "publish although the draft has answers, which the server then deletes")
    .action(async (path: string, options: PilotOptions & { loseAnswers?: boolean }) => {
      const effects = effectsOf(options);
      const { pilot = false, loseAnswers = false } = options;
      const { publish } = await import("./commands/publish.ts");
      const result = await publish(path, accessOf(options, true), effects, { pilot, loseAnswers });
      effects.output.result(result, `${result.changed ? "Published" : "Published already"}: ${result.url}`);
    }),
);

for (const [name, state, description] of [
  ["pause", "paused", "ask volunteers to wait; answers that are sent meanwhile count"],
  ["resume", "running", "let volunteers go on"],
  ["finish", "finished", "tell volunteers that the campaign is over"],
] as const) {
  program.addCommand(
    pilotCommand(name, description)
      .option("--message <text>", "what volunteers are told, in your words")
      .action(async (path: string, { message, ...options }: PilotOptions & { message?: string }) => {
        const effects = effectsOf(options);
        const { changeState, stateText } = await import("./commands/state.ts");
        const chosen = { pilot: options.pilot ?? false, ...(message === undefined ? {} : { message }) };
        const result = await changeState(path, accessOf(options, true), effects, state, chosen);
        effects.output.result(result, stateText(result));
      }),
  );
}

program.addCommand(
  pilotCommand("status", "count the answers")
    .option("--watch [seconds]", "again and again, every minute if not told otherwise; with --json one document a line", seconds)
    .action(async (path: string, options: PilotOptions & { watch?: number | true }) => {
      const effects = effectsOf(options);
      const { status, statusText, watchStatus } = await import("./commands/status.ts");
      const { watch, pilot = false } = options;
      if (watch === undefined) {
        const result = await status(path, accessOf(options, true), effects, { pilot });
        effects.output.result(result, statusText(result));
        return;
      }
      const clear = process.stdout.isTTY && !options.json ? "\u001b[2J\u001b[H" : "";
      await watchStatus(path, accessOf(options, true), effects, { pilot, seconds: watch === true ? 60 : watch }, (result) => {
        effects.output.result(result, `${clear}${new Date().toISOString().slice(0, 19).replace("T", " ")} UTC\n${statusText(result)}\n`);
        return true;
      });
    }),
);

program.addCommand(
  pilotCommand("verify", "check that the server holds what your lock says")
    .option("--chips <n>", "how many chips to fetch and compare: a number, or all", chipCount, 200)
    .action(async (path: string, options: PilotOptions & { chips: number | "all" }) => {
      const effects = effectsOf(options);
      const { verify, verifyAdvice, verifyText } = await import("./commands/verify.ts");
      const result = await verify(path, accessOf(options, true), effects, { pilot: options.pilot ?? false, chips: options.chips });
      effects.output.result(result, verifyText(result));
      if (!result.ok)
        throw new InputError({
          what: "the server does not hold what the lock says",
          where: path,
          advice: verifyAdvice(result),
        });
    }),
);

program.addCommand(
  pilotCommand("redundancy", "ask for more answers to some tasks")
    .requiredOption(
      "--from <more-answers.csv>",
      "task_id, building, n_answers (the task's new total), why; by strike-aggregate plan-answers",
    )
    .action(async (path: string, options: PilotOptions & { from: string }) => {
      const effects = effectsOf(options);
      const { redundancy, redundancyText } = await import("./commands/redundancy.ts");
      const result = await redundancy(path, accessOf(options, true), effects, { from: options.from, pilot: options.pilot ?? false });
      effects.output.result(result, redundancyText(result));
    }),
);

program.addCommand(
  pilotCommand("archive", "the whole campaign in one folder, from which another server can be filled")
    .requiredOption("--out <dir>", "a new folder")
    .action(async (path: string, options: PilotOptions & { out: string }) => {
      const effects = effectsOf(options);
      const { archive, archiveText } = await import("./commands/archive.ts");
      const result = await archive(path, accessOf(options, true), effects, { out: options.out, pilot: options.pilot ?? false });
      effects.output.result(result, archiveText(result));
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
