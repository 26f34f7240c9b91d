/** Writes the synthetic twins into test/fixtures/maxar-twin: `npx tsx test/synthetic/twins/write.ts`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { twinBuildings, twinItems } from "./maxar-twin.ts";

const folder = fileURLToPath(new URL("../../fixtures/maxar-twin/", import.meta.url));
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}items.geojson`, `${JSON.stringify(twinItems())}\n`);
writeFileSync(`${folder}buildings.geojson`, `${JSON.stringify(twinBuildings())}\n`);
