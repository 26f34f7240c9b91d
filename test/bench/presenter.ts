import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { presenterPage, readPresenter } from "../../project-setup/src/server/presenter-page.ts";
import type { Figure } from "./figure.ts";
import { largeCampaign } from "./large-campaign.ts";
import { benchSeeing } from "./presenter-seeing.ts";
import { benchSlowNetwork } from "./presenter-slow.ts";

const dist = fileURLToPath(new URL("../../task-presenter/dist/", import.meta.url));

/** What a volunteer's browser loads before the first image. */
export async function benchPresenter(): Promise<Figure[]> {
  const gzip = (file: string) => gzipSync(readFileSync(dist + file), { level: 9 }).length / 1000;
  const catalogues = readdirSync(dist).filter((file) => /^strike-tracker\.[a-z]+\.json$/.test(file));
  const campaign = largeCampaign();
  const { sha256, integrity } = readPresenter(dist);
  const file = `/uploads/user_1/strike-tracker-${sha256.slice(0, 12)}`;
  const page = presenterPage(
    campaign,
    { id: 1, shortName: campaign.id, stateMaterial: 1 },
    { script: { address: `${file}.js`, integrity }, catalogues: { address: `${file}-{language}.js` } },
  );
  const record = Buffer.byteLength(JSON.stringify(campaign));
  const size = (what: string, measured: number, limit: number, source: string): Figure => ({ what, measured, limit, unit: "kB", source });
  return [
    size("The presenter's script, gzip", gzip("strike-tracker.js"), 120, "budget; the goal is 100 (Lit and OpenLayers alone measured 87)"),
    size("The largest catalogue of a language, gzip", Math.max(...catalogues.map(gzip)), 6, "budget"),
    size("The page without the campaign's record", (Buffer.byteLength(page) - record) / 1000, 3, "budget"),
    size("A campaign's record at 40 frames, 5 practice buildings", record / 1000, 20, "budget"),
    ...(await benchSeeing()),
    ...(await benchSlowNetwork()),
  ];
}
