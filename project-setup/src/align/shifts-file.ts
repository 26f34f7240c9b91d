import { existsSync } from "node:fs";
import { InputError, writeFileAtomic } from "pybossa-client-ts/command";
import { parseTextDocument, readText } from "../campaign-file/index.ts";
import { isRecord, quoted } from "../json.ts";

/** A frame's shift as it is proposed, for a person to look at. */
export interface ProposedShift {
  frame: string;
  /** Metres east and north by which the frame is to be moved. */
  shift: [number, number];
  /** Whether the windows agree well enough to propose it. */
  use: boolean;
  remark: string;
}

/** Begins the line that tells of which inputs the shifts were proposed. */
const ofInputs = "# Inputs: ";

/**
 * Whether these shifts were proposed before, so that nothing is left to do: the file may have been edited since.
 * @param inputs a hash of all that the proposal depends on
 * @throws InputError where the file is of other inputs
 */
export function wereProposed(path: string, inputs: string): boolean {
  if (!existsSync(path)) return false;
  if (readText(path, "the file of shifts", "").split("\n").includes(`${ofInputs}${inputs}`)) return true;
  throw new InputError({
    what: "there are shifts already, proposed for other inputs, which you may have edited",
    where: path,
    advice: "Move the file away, or say --again to write it anew.",
  });
}

/**
 * Writes shifts as YAML that a person reads and edits.
 * @param inputs as for `wereProposed`
 */
export function writeShifts(path: string, reference: string, shifts: readonly ProposedShift[], campaign: string, inputs: string): void {
  const lines = shifts.map(
    ({ frame, shift: [east, north], use, remark }) =>
      `  ${JSON.stringify(frame)}: {shift_m: [${east}, ${north}], use: ${use}}  # ${remark}`,
  );
  const text = `# Proposed by strike-setup align; edit it freely. Metres east and north by which each frame is moved,
# so that its buildings lie where those of ${JSON.stringify(reference)} do. Only those with use: true are applied.
# A tall roof leans with the camera, and is no reason to move a frame: look at the ground around it.
# To apply: name this file as shifts in ${campaign}, run chips, and look with preview.
${ofInputs}${inputs}

# Added to every frame, also to the reference: where all lie beside the building footprints.
all: [0, 0]

frames:
${lines.join("\n")}
`;
  writeFileAtomic(path, text);
}

/** The shifts that are to be applied, by frame. @throws InputError that names the line */
export function readShifts(path: string): (frame: string) => [number, number] {
  const document = parseTextDocument(
    path,
    readText(path, "the file of shifts", "Look at shifts in the campaign file; strike-setup align writes one."),
  );
  const { value } = document;
  const fault = (keys: string[], what: string) =>
    new InputError({
      what,
      where: `${path}, line ${document.lineOf(keys)}`,
      expected: "all: [0, 0] and frames: {f01: {shift_m: [1.5, -0.5], use: true}}",
    });
  if (!isRecord(value) || !isRecord(value.frames)) throw fault([], "this is no file of shifts");
  const unknown = Object.keys(value).find((key) => key !== "all" && key !== "frames");
  if (unknown !== undefined) throw fault([unknown], `${quoted(unknown)} is not a key of a file of shifts`);
  const all = pairOf(value.all ?? [0, 0]);
  if (!all) throw fault(["all"], "all is no pair of metres");
  const shifts = new Map<string, [number, number]>();
  for (const [frame, entry] of Object.entries(value.frames)) {
    const shift = isRecord(entry) ? pairOf(entry.shift_m) : null;
    if (!isRecord(entry) || !shift || typeof entry.use !== "boolean")
      throw fault(["frames", frame], `${quoted(frame)} has no shift_m, or use is neither true nor false`);
    if (entry.use) shifts.set(frame, shift);
  }
  return (frame) => {
    const [east, north] = shifts.get(frame) ?? [0, 0];
    return [east + all[0], north + all[1]];
  };
}

function pairOf(value: unknown): [number, number] | null {
  const [east, north] = Array.isArray(value) && value.length === 2 ? (value as unknown[]) : [];
  return typeof east === "number" && typeof north === "number" && Math.abs(east) <= 1000 && Math.abs(north) <= 1000 ? [east, north] : null;
}
