export { loadCampaign } from "./campaign-file.ts";
export { type ExportFile, findExports, valuesOf } from "./exports.ts";
export { checkGold, readGold } from "./gold-csv.ts";
export { type JudgedBuilding, judgedBuildings, loadResults, type StoredResults } from "./results-folder.ts";
