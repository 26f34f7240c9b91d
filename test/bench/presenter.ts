import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { Figure } from "./figure.ts";

/** What a volunteer's browser loads before the first image: the built script, by gzip. */
export async function benchPresenter(): Promise<Figure[]> {
  const script = readFileSync(fileURLToPath(new URL("../../task-presenter/dist/strike-tracker.js", import.meta.url)));
  return [
    {
      what: "The presenter's script, gzip",
      measured: gzipSync(script, { level: 9 }).length / 1000,
      limit: 130,
      unit: "kB",
      source: "budget: OpenLayers' core 100, Lit 6, the rest ours",
    },
  ];
}
