import type { CampaignLock } from "pybossa-client-ts/strike-tracker";
import type { CampaignNames, ChipSettings, OpenedCampaign } from "./campaign-file/index.ts";
import type { ChipSet } from "./chips/index.ts";
import type { Skipped, Survey } from "./survey.ts";
import type { PlannedTasks } from "./tasks/index.ts";

export interface PreparationOptions {
  /** A trial with so many buildings: its own project, campaign id and lock. */
  pilot: number | undefined;
  /** cut = cut the chips that are missing; expect = refuse if any is missing. */
  chips: "cut" | "expect";
  /** Called once the files hold, before any chip is cut: what may refuse the whole undertaking. */
  whenRead?: (names: CampaignNames) => Promise<void>;
}

/** A campaign that is ready to be compared with a server. */
export interface Preparation extends CampaignNames {
  opened: OpenedCampaign;
  chipSettings: ChipSettings;
  chips: ChipSet | null;
  planned: PlannedTasks;
  skipped: Skipped[];
  inputs: CampaignLock["inputs"];
  /** What `check` tells of the files; null for an archive, which holds no imagery. */
  survey: Survey | null;
  lock: CampaignLock | null;
  lockPath: string;
  /** Writes the secret of the opaque ids, where it is not there yet, and the manifest beside the campaign file. */
  keep: () => void;
}
