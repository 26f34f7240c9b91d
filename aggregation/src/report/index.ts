export { cellsOf, leastBuildings } from "./cells.ts";
export { findingsOf, type ReportBuilding } from "./findings.ts";
export { type Detail, headline, reportPage } from "./page.ts";
