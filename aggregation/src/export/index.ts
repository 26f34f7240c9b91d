export { plainText, safeText } from "./cell.ts";
export { resultsGeojson, rightHanded } from "./geojson.ts";
export { readResultsCsv, resultColumns, resultsCsv } from "./results-csv.ts";
