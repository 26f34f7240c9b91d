export { type Preset, presets, readIncidents } from "./incidents-csv.ts";
export { type LocatedResult, linkIncidents } from "./match.ts";
export { buildingIncidents, incidentBuildings, incidentTable } from "./tables.ts";
