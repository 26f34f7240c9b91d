/** `npm run contract:real`: what a server of somebody's answers otherwise than the recorded one of its dialect. */
import { randomBytes } from "node:crypto";
import { createPybossaClient } from "pybossa-client-ts";
import { ending, InputError } from "pybossa-client-ts/command";
import { recordingsOf } from "../replay/recordings.ts";
import { readAccounts } from "./accounts.ts";
import { playForeign } from "./play-foreign.ts";
import { table } from "./table.ts";

const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(words: string[]): Promise<void> {
  const accounts = readAccounts(process.env);
  const client = createPybossaClient({ endpoint: accounts.endpoint, apiKey: accounts.owner });
  const dialect = await client.dialect();
  if (!(await client.knowsKey())) throw new InputError({ what: "the server does not know the owner's key", where: accounts.endpoint });
  const unknown = words.find((word) => !recordingsOf(dialect).some((file) => file.startsWith(word)));
  if (unknown !== undefined) {
    throw new InputError({ what: `there is no recording "${unknown}"`, expected: recordingsOf(dialect).join(", ") });
  }
  const suffix = `-${randomBytes(4).toString("hex")}-`;
  say(`${accounts.endpoint} speaks ${dialect}. With keys of ${accounts.names.join(", ")}, this makes some 60 projects there whose names`);
  say(
    `end with ${suffix}<n>, plays the recorded requests on them, and deletes them. Beside a few small uploaded files, it leaves nothing there.`,
  );
  let isStopped = false;
  process.once("SIGINT", () => {
    isStopped = true;
    say("Stopping; the projects are deleted first.");
  });
  const only = (file: string) => words.length === 0 || words.some((word) => file.startsWith(word));
  const play = await playForeign({ accounts, dialect, suffix, only, isStopped: () => isStopped, say });
  process.stdout.write(table(play));
  if (isStopped) process.exitCode = 130;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const { status, message } = ending(error);
  say(message);
  process.exitCode = status === 2 ? 1 : status;
});
