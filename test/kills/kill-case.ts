import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Dialect, type Place, withBeginning } from "./beginning.ts";
import { type CommandRun, runCommand } from "./command.ts";

/** A command that is killed and run again, each time from the same beginning. */
export interface KillCase {
  name: string;
  dialect: Dialect;
  bin: CommandRun["bin"];
  /** Makes what the command finds. */
  begin(place: Place): Promise<void>;
  args(folder: string): string[];
  /** What a second run may say that finds nothing left to do. */
  settled?: RegExp;
  /** All that stands afterwards, as a text that is the same for each run. */
  outcome(place: Place): Promise<string>;
}

export interface KillOutcome {
  name: string;
  /** Writes, renames, removals and requests of an undisturbed run; null = it works until it is ended. */
  steps: number | null;
  /** Those of them that change a file or may change the server. */
  changes: number;
  /** Different steps at which a run was killed. */
  killed: number;
  /** What was wrong after the second run, by step. */
  faults: string[];
}

/** Kills a command at up to `count` different steps, spread over the whole run, and compares what stands after each second run. */
export async function killAll(each: KillCase, count: number, tell: (line: string) => void = () => undefined): Promise<KillOutcome> {
  const { name } = each;
  const outcome: KillOutcome = { name, steps: 0, changes: 0, killed: 0, faults: [] };
  const runOf = ({ folder, server }: Place): CommandRun => ({
    bin: each.bin,
    args: each.args(folder),
    access: { endpoint: server.endpoint, apiKey: server.keys.owner },
  });
  await withBeginning(
    each.dialect,
    (place) => each.begin(place),
    async ({ from }) => {
      const expected = await from(async (place) => {
        const counted = join(place.folder, "..", "steps");
        const { status, stderr } = await runCommand(runOf(place), { KILL_COUNT: counted });
        if (status !== 0) throw new Error(`${name} fails undisturbed: ${stderr}`);
        Object.assign(outcome, JSON.parse(readFileSync(counted, "utf8")));
        return each.outcome(place);
      });
      const steps = outcome.changes === 0 ? [] : spread(outcome.steps ?? 0, count);
      for (const [at, step] of steps.entries()) {
        await from(async (place) => {
          const first = await runCommand(runOf(place), { KILL_AT: String(step) });
          if (first.status === null) outcome.killed++;
          // Where it asks the server whether it is done, not every run takes as many steps.
          else if (first.status !== 0) outcome.faults.push(`step ${step}: the run fails before it: ${first.stderr.slice(-300)}`);
          const second = await runCommand(runOf(place));
          if (second.status === 0 || each.settled?.test(second.stderr))
            outcome.faults.push(...differs(step, expected, await each.outcome(place)));
          else outcome.faults.push(`step ${step}: the second run ends with ${second.status}: ${second.stderr.slice(-300)}`);
        });
        tell(`${name}: ${at + 1} of ${steps.length} kills, ${outcome.faults.length} faults`);
      }
    },
  );
  return outcome;
}

/** Up to `count` different steps from 1 to `steps`, evenly. */
function spread(steps: number, count: number): number[] {
  const taken = Math.min(count, steps);
  return Array.from({ length: taken }, (_, at) => Math.max(1, Math.round((steps * (at + 0.5)) / taken)));
}

function differs(step: number, expected: string, found: string): string[] {
  if (expected === found) return [];
  let at = 0;
  while (expected[at] === found[at]) at++;
  const around = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 60), at + 60));
  return [`step ${step}: ${around(found)} instead of ${around(expected)}`];
}
