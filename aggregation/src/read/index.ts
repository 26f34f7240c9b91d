export { readAreas } from "./areas-file.ts";
export {
  barrenTold,
  type CampaignExport,
  campaignsTold,
  extractFolder,
  extractRuns,
  readTimelines,
  runFaults,
  taskFaults,
} from "./campaign-export.ts";
export { loadCampaign } from "./campaign-file.ts";
export { type ExportFile, findExports, readValues } from "./exports.ts";
export { checkGold, readGold } from "./gold-csv.ts";
export { readInputText } from "./input-text.ts";
export { loadParameters } from "./parameters.ts";
export { type JudgedBuilding, judgedBuildings, loadResults, type StoredResults } from "./results-folder.ts";
