import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createOutput } from "pybossa-client-ts/command";
import { onTestFinished } from "vitest";
import type { Effects } from "../../../project-setup/src/effects.ts";
import { square } from "../../synthetic/square.ts";

/** A folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "setup-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files (text, bytes, or values as JSON) into a temporary folder and returns it. */
export function folderWith(files: Record<string, unknown>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    if (dirname(path) !== folder) throw new Error("flat folders only");
    writeFileSync(path, typeof content === "string" || content instanceof Uint8Array ? content : JSON.stringify(content));
  }
  return folder;
}

/** What a command said, and effects that say it. */
export function listening(): { effects: Effects; said: string[] } {
  const said: string[] = [];
  const sink = { write: (text: string) => said.push(text) };
  return {
    said,
    effects: {
      output: createOutput({ json: true, quiet: false, stdout: sink, stderr: sink }),
      fetch,
      now: Date.now,
      random: () => 0.5,
      sleep: () => Promise.resolve(),
      randomBytes: (count) => Uint8Array.from({ length: count }, (_, at) => (at * 37 + 11) % 256),
    },
  };
}

export interface Feature {
  type: "Feature";
  id?: string;
  properties: Record<string, unknown>;
  geometry: unknown;
}

export function collection(features: unknown[]): { type: "FeatureCollection"; features: unknown[] } {
  return { type: "FeatureCollection", features };
}

export function building(id: string, x: number, y: number, properties: Record<string, unknown> = {}): Feature {
  return { type: "Feature", id, properties, geometry: square(x, y) };
}

/** A STAC Item over a square of 2 x `half` degrees around [39, 35]. */
export function item(id: string, datetime: string, properties: Record<string, unknown> = {}, half = 0.05): Feature {
  return { type: "Feature", id, properties: { datetime, ...properties }, geometry: square(39, 35, half) };
}

/** The least campaign: tiles of two dates over [39, 35]. */
export const campaign = {
  schema: 1,
  id: "little",
  title: "A little campaign",
  buildings: { file: "buildings.geojson" },
  frames: { stac: "frames.json" },
  attribution: ["Nobody"],
  licence_ack: "Computed here.",
  support: { none: "Nobody was harmed." },
};

/** A folder with campaign.yaml, buildings.geojson and frames.json; returns the path of campaign.yaml. */
export function littleCampaign(
  changes: Record<string, unknown> = {},
  buildings: unknown[] = [building("b1", 39, 35), building("b2", 39.001, 35)],
  items: unknown[] = twoDates,
): string {
  const folder = folderWith({
    "campaign.yaml": { ...campaign, ...changes },
    "buildings.geojson": collection(buildings),
    "frames.json": collection(items),
  });
  return join(folder, "campaign.yaml");
}

export const twoDates = [item("f01", "2020-02-01T08:00:00Z"), item("f02", "2020-03-01T08:00:00Z")];
