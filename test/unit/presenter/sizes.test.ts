import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { describe, expect, it } from "vitest";
import { presenterPage } from "../../../project-setup/src/server/presenter-page.ts";
import { largeCampaign } from "../../bench/large-campaign.ts";

const dist = fileURLToPath(new URL("../../../task-presenter/dist/", import.meta.url));
const kilobytes = (file: string) => gzipSync(readFileSync(dist + file), { level: 9 }).length / 1000;

describe("what a volunteer's phone loads", () => {
  it("is a script of at most 120 kB, with no schema compiler in it", () => {
    expect(kilobytes("strike-tracker.js")).toBeLessThanOrEqual(120);
    expect(readFileSync(`${dist}strike-tracker.js`, "utf8")).not.toContain("strict mode: ");
  });

  it("is one catalogue of at most 6 kB", () => {
    const catalogues = readdirSync(dist).filter((file) => /^strike-tracker\.[a-z]+\.json$/.test(file));
    expect(catalogues.length).toBe(4);
    for (const file of catalogues) expect([file, kilobytes(file) <= 6]).toEqual([file, true]);
  });

  it("is a page of at most 3 kB around the campaign's record, which at 40 frames has at most 20 kB", () => {
    const campaign = largeCampaign();
    const page = presenterPage(
      campaign,
      { id: 12345, shortName: "a-town-with-a-long-name-2017", stateMaterial: 123456 },
      {
        script: { address: "/uploads/user_123/strike-tracker-0123456789ab.js", integrity: `sha384-${"a".repeat(64)}` },
        catalogues: { address: "/uploads/user_123/strike-tracker-0123456789ab-{language}.js" },
      },
    );
    const record = /<script type="application\/json" id="strike-tracker-campaign">(.*?)<\/script>/.exec(page)?.[1] ?? "";
    expect(campaign.frames.length).toBe(40);
    expect(Buffer.byteLength(record)).toBeLessThanOrEqual(20_000);
    expect(Buffer.byteLength(page) - Buffer.byteLength(record)).toBeLessThanOrEqual(3000);
  });
});
