export type { Building, BuildingReading, Finding } from "./building.ts";
export { csvRows } from "./csv.ts";
export { suggestedIdField } from "./id-field.ts";
export { opaqueId } from "./opaque-id.ts";
export { readBuildings } from "./read.ts";
export { hashOfSource, openBuildings } from "./source.ts";
