import type { CampaignOutcome } from "./campaign.ts";
import { BrokenPromise } from "./check-results.ts";

/** The outcomes of many campaigns, added up. */
export interface Tally {
  add(outcome: CampaignOutcome): void;
  /** Counts a campaign that failed by what it failed of. */
  fail(error: unknown): void;
  text(): string;
}

export function createTally(): Tally {
  const sums = { plans: 0, volunteers: 0, acknowledged: 0, stored: 0, deleted: 0 };
  const failed = { lost: 0, doubled: 0, otherwise: 0 };
  const words = { otherwise: new Map<string, number>(), commands: new Map<string, number>(), faults: new Map<string, number>() };
  const list = (counts: ReadonlyMap<string, number>) =>
    [...counts]
      .sort(([, a], [, b]) => b - a)
      .map(([word, count]) => `${word} ${count.toLocaleString("en")}`)
      .join(", ") || "none";
  return {
    add(outcome) {
      sums.plans += 1;
      for (const name of ["volunteers", "acknowledged", "stored", "deleted"] as const) sums[name] += outcome[name];
      for (const name of ["otherwise", "commands", "faults"] as const) {
        for (const [word, count] of Object.entries(outcome[name])) words[name].set(word, (words[name].get(word) ?? 0) + count);
      }
    },
    fail(error) {
      failed[error instanceof BrokenPromise ? error.kind : "otherwise"] += 1;
    },
    text: () =>
      [
        `${sums.plans.toLocaleString("en")} campaigns, ${sums.volunteers.toLocaleString("en")} volunteers`,
        `faults injected: ${list(words.faults)}`,
        `answers acknowledged: ${sums.acknowledged.toLocaleString("en")}, gone with a task that a fault deleted: ${sums.deleted.toLocaleString("en")}`,
        `campaigns that failed: ${failed.lost} lost an answer, ${failed.doubled} doubled one or a task, ${failed.otherwise} otherwise`,
        `answers that ended otherwise, as the page said: ${list(words.otherwise)}`,
        `commands that ended with a message and were run again, by exit status: ${list(words.commands)}`,
      ].join("\n"),
  };
}
