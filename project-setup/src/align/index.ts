export { proposeShifts } from "./propose.ts";
export { type ProposedShift, readShifts, writeShifts } from "./shifts-file.ts";
