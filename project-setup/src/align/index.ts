export { proposeShifts } from "./propose.ts";
export { type ProposedShift, readShifts, wereProposed, writeShifts } from "./shifts-file.ts";
