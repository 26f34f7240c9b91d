import { createHash } from "node:crypto";
import { type CampaignFrame, frameTime } from "pybossa-client-ts/strike-tracker";
import type { ChipSet } from "../chips/index.ts";
import type { Frame } from "../frames/index.ts";
import { canonicalJson } from "../json.ts";
import { bareAddress } from "../remote/index.ts";
import type { Survey } from "../survey.ts";
import type { PlannedTask } from "./planned.ts";

/** What the volunteers are shown and where it comes from, as a text whose hash the Campaign and each answer bear. */
export interface Manifest {
  text: string;
  /** sha256:… of the text. */
  hash: string;
}

/**
 * The manifest of a campaign: each frame with its time and how exact that is, resolution, angle, licence and pictures;
 * the steps that made the chips; and each chip with its hash, size and source. It ties chips to pictures, so that it
 * is as private as the lock. The same campaign gives the same text.
 */
export function manifestOf(
  campaignId: string,
  records: readonly CampaignFrame[],
  tasks: readonly PlannedTask[],
  chips: ChipSet | null,
  survey: Survey,
): Manifest {
  const known = new Map(survey.frames.map((frame) => [frame.record.id, frame]));
  const cut = new Map((chips?.records ?? []).map((record) => [`${record.building}\n${record.frame}`, record]));
  const shown = [...tasks].sort((a, b) => (a.info.building < b.info.building ? -1 : 1));
  const document = {
    schema: "strike-tracker/manifest/1",
    campaign: campaignId,
    frames: records.map((record) => ({ ...record, precision: precisionOf(record), ...originOf(known.get(record.id)) })),
    steps: chips === null ? null : stepsOf(chips, survey),
    tasks: shown.map(({ building, info, frames }) => ({
      building: info.building,
      frames: info.frames,
      chips:
        info.chips === undefined
          ? null
          : frames.map((frame) => {
              const record = cut.get(`${building.managerId}\n${frame}`);
              return {
                frame,
                sha256: record?.sha256,
                bytes: record?.bytes,
                size_px: record?.size_px,
                shift_m: record?.shift,
                source: record?.source,
                source_sha256: record?.source_sha256,
              };
            }),
    })),
  };
  const text = `${canonicalJson(document)}\n`;
  return { text, hash: `sha256:${createHash("sha256").update(text).digest("hex")}` };
}

/** How exactly a frame's time is known. */
function precisionOf(record: CampaignFrame): "published" | "second" | "day" | "range" {
  if (record.date_kind === "published") return "published";
  const { start, end } = frameTime(record);
  if (end - start <= 60_000) return "second";
  return end - start < 86_400_000 ? "day" : "range";
}

function originOf(frame: Frame | undefined) {
  const scenes = frame?.scenes ?? [];
  const distinct = (values: (string | null | undefined)[]) => [...new Set(values.filter((value) => typeof value === "string"))].sort();
  return {
    licences: distinct(scenes.map(({ licence }) => licence)),
    providers: distinct(scenes.map(({ provider }) => provider)),
    pictures: distinct(scenes.map(({ raster }) => (raster === null ? null : (raster.path ?? bareAddress(raster.url ?? raster.href))))),
  };
}

function stepsOf({ grid }: ChipSet, { chips, opened }: Survey) {
  return {
    cut: `squares of ${chips.ground_m} m on ${grid}, at the picture's own resolution, whole pixels where grid and picture run alike, else bilinear`,
    moved: "by shift_m, in whole pixels",
    made_smaller: `above ${chips.size_px} pixels a side`,
    encoded: `${chips.format}, quality ${chips.quality}`,
    metadata: "removed, but for the copyright",
    licence_ack: opened.file.licence_ack ?? null,
  };
}
