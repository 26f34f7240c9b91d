/**
 * Writes docs/campaign-file.md from the campaign file's JSON Schema. With `--check` it compares, and exits 1 where the
 * page is stale.
 */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { campaignFilePage } from "./campaign-file-page.ts";
import schema from "./src/campaign-file/campaign.schema.json" with { type: "json" };

const page = fileURLToPath(new URL("../docs/campaign-file.md", import.meta.url));
const text = campaignFilePage(schema);

if (!process.argv.includes("--check")) writeFileSync(page, text);
else if (!existsSync(page) || readFileSync(page, "utf8") !== text) {
  process.stderr.write("docs/campaign-file.md is stale: run npm run generate\n");
  process.exit(1);
}
