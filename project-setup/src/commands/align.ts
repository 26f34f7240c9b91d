import { basename, join } from "node:path";
import { InputError } from "pybossa-client-ts/command";
import { type ProposedShift, proposeShifts, writeShifts } from "../align/index.ts";
import type { Effects } from "../effects.ts";
import { refuseErrors, survey } from "../survey.ts";
import { row } from "./summary.ts";

export interface AlignOptions {
  /** The frame that stays where it is. */
  reference?: string;
  /** Writes over an earlier proposal. */
  again?: boolean;
}

export interface AlignResult {
  /** Where the proposal was written. */
  file: string;
  reference: string;
  frames: ProposedShift[];
  /** How high roofs were taken to be, in metres; null where the frames' views are not known. */
  roofs: number | null;
}

/** Proposes how frames are to be moved onto one another, in a file for the manager to look through. Applies nothing. */
export async function align(campaignPath: string, effects: Effects, { reference, again = false }: AlignOptions = {}): Promise<AlignResult> {
  const surveyed = await survey(campaignPath, effects);
  refuseErrors(surveyed);
  const { opened } = surveyed;
  if (surveyed.chips.mode === "none") {
    throw new InputError({
      what: "frames are aligned by their pictures, and chips.mode is none",
      where: campaignPath,
      advice: "Set chips.mode to hosted or local, or write shift_m into the list of frames.",
    });
  }
  const file = join(opened.folder, `${opened.file.id}.shifts.yaml`);
  const { reference: chosen, shifts, roofs } = await proposeShifts(surveyed, effects, reference ?? null);
  writeShifts(file, chosen, shifts, basename(campaignPath), again);
  return { file, reference: chosen, frames: shifts, roofs };
}

export function alignText({ file, reference, frames, roofs }: AlignResult, campaignPath: string): string {
  const metres = (value: number) => `${value > 0 ? "+" : ""}${value}`;
  return [
    ...frames.map(({ frame, shift: [east, north], use, remark }) =>
      row(`${frame}: ${metres(east)} m east, ${metres(north)} m north; ${remark}`, use ? "use" : "-"),
    ),
    "",
    roofs === null
      ? "The views' angles are not known (off_nadir and azimuth): tall roofs that lean may be taken for a shift."
      : `Roofs are taken to be ${roofs} m high on average, so that their leaning is not taken for a shift.`,
    `Proposed against ${reference}, in ${file}. Nothing is moved yet: look through the file, name it as`,
    `shifts: ${basename(file)} in ${campaignPath}, then run chips and preview.`,
  ].join("\n");
}
