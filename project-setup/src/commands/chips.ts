import { counted } from "pybossa-client-ts/command";
import { produceChips } from "../chips/index.ts";
import type { Effects } from "../effects.ts";
import { findingLines } from "../findings.ts";
import { aloneOn } from "../lock/index.ts";
import { skippedBuildings, writeSkipped } from "../skipped-file.ts";
import { refuseErrors, survey } from "../survey.ts";
import { planTasks } from "../tasks/index.ts";

export interface ChipsResult {
  /** Cut now, and there from before. */
  cut: number;
  kept: number;
  /** Cut-outs that are not shown, for want of data. */
  dropped: number;
  bytes: number;
  folder: string;
  skipped: number;
}

/** Cuts the chips of a campaign into its folder. @throws InputError */
export async function chips(campaignPath: string, effects: Effects): Promise<ChipsResult> {
  const surveyed = await survey(campaignPath, effects);
  refuseErrors(surveyed);
  const { opened } = surveyed;
  if (surveyed.chips.mode === "none") {
    effects.output.note(`chips.mode is none in ${campaignPath}: there is nothing to cut.`);
    return { cut: 0, kept: 0, dropped: 0, bytes: 0, folder: "", skipped: skippedBuildings(surveyed.skipped) };
  }
  for (const line of findingLines(surveyed.warnings.filter(({ where }) => where.includes(", chips."))))
    effects.output.note(`warning: ${line}`);
  return aloneOn(opened.folder, opened.file.id, async () => {
    const set = await produceChips(surveyed, effects, { onlyKnown: false });
    const planned = planTasks(surveyed, set, opened.file.id, (managerId) => managerId);
    const skipped = [...surveyed.skipped, ...planned.skipped];
    const path = writeSkipped(opened.folder, skipped);
    if (path) effects.output.note(`What is left out, and why: ${path}`);
    return {
      cut: set.cut,
      kept: set.kept,
      dropped: set.records.filter(({ name }) => name === null).length,
      bytes: set.records.reduce((sum, { bytes }) => sum + bytes, 0),
      folder: set.folder,
      skipped: skippedBuildings(skipped),
    };
  });
}

export function chipsText({ cut, kept, dropped, bytes, folder, skipped }: ChipsResult): string {
  if (folder === "") return "";
  const told = dropped > 0 ? `, ${dropped} dropped for want of data` : "";
  return `${counted(cut, "chip")} cut, ${kept} there already${told}; ${(bytes / 1e6).toFixed(1)} MB in ${folder}; ${counted(skipped, "building")} skipped`;
}
