export { loadCampaign } from "./campaign-file.ts";
export { type ExportFile, findExports, valuesOf } from "./exports.ts";
export { readGold } from "./gold-csv.ts";
export { type JudgedBuilding, judgedBuildings, loadResults, type StoredResults } from "./results-folder.ts";
