import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SimulatedCampaign } from "./simulated-crowd.ts";

/** A square of about 12 m, south-west corner given, wound clockwise (the wrong way round for RFC 7946). */
export function square(lon: number, lat: number): number[][][] {
  const size = 0.0001;
  return [
    [
      [lon, lat],
      [lon, lat + size],
      [lon + size, lat + size],
      [lon + size, lat],
      [lon, lat],
    ],
  ];
}

/** The manager's lock for a simulated campaign: buildings 20 m apart in rows of ten. */
export function lockOf(trial: SimulatedCampaign): Record<string, unknown> {
  const frames = (trial.campaign.frames as { id: string }[]).map(({ id }) => id);
  return {
    schema: "strike-tracker/lock/1",
    campaign: trial.campaign,
    server: null,
    buildings: [...trial.truth.keys()].map((building, b) => ({
      manager_id: `manager-${b}`,
      building,
      task_id: 500 + b,
      content_hash: "0".repeat(64),
      geometry: { type: "Polygon", coordinates: square(38.9912345 + 0.0002 * (b % 10), 35.9512345 + 0.0002 * Math.floor(b / 10)) },
      frames,
      prior_standing: null,
      prior_destroyed: null,
      gold: null,
    })),
    chips: [],
    inputs: [],
  };
}

/** Writes a campaign as PYBOSSA's exports and a campaign.json, or the lock, into a new folder. */
export function trialFolder(trial: SimulatedCampaign, { lock = false } = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "aggregation-"));
  if (lock) writeFileSync(join(folder, "campaign.lock.json"), JSON.stringify(lockOf(trial)));
  else writeFileSync(join(folder, "campaign.json"), JSON.stringify(trial.campaign));
  writeFileSync(join(folder, "trial_task.json"), JSON.stringify(trial.tasks));
  writeFileSync(join(folder, "trial_task_run.json"), trial.runs.map((run) => `${JSON.stringify(run)}\n`).join(""));
  return folder;
}
