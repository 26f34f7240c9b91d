export { plainText, safeText } from "./cell.ts";
export { type ColumnKind, resultKinds } from "./column-kinds.ts";
export { resultsGeojson, rightHanded } from "./geojson.ts";
export { writeResultsGeopackage } from "./geopackage.ts";
export { resultsParquet } from "./geoparquet.ts";
export { readResultsCsv, resultColumns, resultRecord, resultsCsv } from "./results-csv.ts";
export { statementsParquet } from "./statements.ts";
