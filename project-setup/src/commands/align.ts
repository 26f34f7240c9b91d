import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { InputError } from "pybossa-client-ts/command";
import { type ProposedShift, proposeShifts, wereProposed, writeShifts } from "../align/index.ts";
import { namedPath } from "../campaign-file/index.ts";
import type { Effects } from "../effects.ts";
import { refuseErrors, type Survey, survey } from "../survey.ts";
import { row } from "./summary.ts";

export interface AlignOptions {
  /** The frame that stays where it is. */
  reference?: string;
  /** Writes over an earlier proposal. */
  again?: boolean;
}

/** A proposal; or, of a second run on the same inputs, where the first one's lies, left as it is. */
export type AlignResult = Proposal | { file: string; unchanged: true };

interface Proposal {
  /** Where the proposal was written. */
  file: string;
  unchanged: false;
  reference: string;
  frames: ProposedShift[];
  /** How high roofs were taken to be, in metres; null where the frames' views are not known. */
  roofs: number | null;
}

/**
 * Proposes how frames are to be moved onto one another, in a file for the manager to look through. Applies nothing.
 * @throws InputError where that file holds a proposal for other inputs, unless `again`
 */
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
  const inputs = inputsOf(surveyed, reference ?? null);
  if (!again && wereProposed(file, inputs)) return { file, unchanged: true };
  const { reference: chosen, shifts, roofs } = await proposeShifts(surveyed, effects, reference ?? null);
  writeShifts(file, chosen, shifts, basename(campaignPath), inputs);
  return { file, unchanged: false, reference: chosen, frames: shifts, roofs };
}

/** A hash of the campaign's files. Shifts that the manager names afterwards make no other inputs. */
function inputsOf({ opened, buildingsFile, documents }: Survey, reference: string | null): string {
  const { shifts, ...file } = opened.file;
  const named = shifts === undefined ? null : namedPath(opened.folder, shifts);
  const hashes = [buildingsFile, ...documents].filter(({ path }) => path !== named).map(({ sha256 }) => sha256);
  return createHash("sha256")
    .update(JSON.stringify([file, hashes, reference]))
    .digest("hex");
}

export function alignText(result: AlignResult, campaignPath: string): string {
  if (result.unchanged) {
    return `Shifts were proposed for these same inputs before. They are left as they are, with all that you edited: ${result.file}\n--again writes them anew.`;
  }
  const { file, reference, frames, roofs } = result;
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
