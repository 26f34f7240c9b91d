import { stringify } from "csv-stringify/sync";
import type { DatedFrame } from "../campaign.ts";
import { safeText } from "../export/index.ts";
import { calls, destroyed, standing, type Timeline } from "../extract/index.ts";
import { utc, type Votes, votesOn } from "../infer/index.ts";

/**
 * frames.csv: for each frame of the campaign how many buildings have it, how it was judged, how often nothing could be
 * seen on it, and how far volunteers disagreed. Tells which image to replace or process anew.
 * @param hidden for each frame the share of buildings for which the model takes it for hidden; null = the model learns none
 */
export function framesTable(
  frames: readonly DatedFrame[],
  timelines: readonly Timeline[],
  votes: (at: number) => Votes,
  hidden: readonly number[] | null,
): string {
  const tallies = new Map<string, Tally>(
    frames.map(({ id }) => [id, { buildings: 0, judged: calls.map(() => 0), compared: 0, disagreement: 0 }]),
  );
  timelines.forEach((timeline, t) => {
    const said = votes(t);
    timeline.frames.forEach(({ id }, k) => {
      const tally = tallies.get(id);
      if (!tally) return;
      tally.buildings += 1;
      for (let call = 0; call < calls.length; call++) tally.judged[call] = (tally.judged[call] ?? 0) + votesOn(said, k, call);
      const stood = votesOn(said, k, standing);
      const gone = votesOn(said, k, destroyed);
      if (stood + gone < 2) return;
      tally.compared += 1;
      tally.disagreement += Math.min(stood, gone) / (stood + gone);
    });
  });
  const rows = frames.map(({ id, start, end, acquired }, k) => {
    const { buildings = 0, judged = [], compared = 0, disagreement = 0 } = tallies.get(id) ?? {};
    const all = judged.reduce((sum, count) => sum + count, 0);
    const seen = (judged[standing] ?? 0) + (judged[destroyed] ?? 0);
    return [
      safeText(id),
      utc(start),
      utc(end),
      acquired ? "acquired" : "published",
      String(buildings),
      ...judged.map(String),
      all === 0 ? "" : share((all - seen) / all),
      hidden === null || buildings === 0 ? "" : share(hidden[k] ?? 0),
      compared === 0 ? "" : share(disagreement / compared),
    ];
  });
  return stringify([
    ["frame", "start", "end", "date_kind", "buildings", ...calls, "unseen_share", "hidden_share", "disagreement"],
    ...rows,
  ]);
}

/** A share as it is written: six digits. */
export function share(value: number): string {
  return String(Number(value.toPrecision(6)));
}

interface Tally {
  buildings: number;
  judged: number[];
  compared: number;
  disagreement: number;
}
