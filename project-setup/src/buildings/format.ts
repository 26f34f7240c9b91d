/** The formats of building files, as `buildings.format` names them, and what they come packed in. */
export type BuildingFormat = "geojson" | "geojsonl" | "csv" | "shapefile" | "geopackage" | "flatgeobuf" | "geoparquet" | "kml";
type Content = BuildingFormat | "zip" | "gzip" | "utf-16" | "binary" | "empty";

/** Begins each feature of a GeoJSON text sequence. */
const separator = "\u001e";

/** What a file is by its first bytes; its extension counts for nothing. */
export function contentOf(bytes: Uint8Array): Content {
  if (bytes.length === 0) return "empty";
  const starts = (...wanted: number[]) => wanted.every((value, at) => bytes[at] === value);
  if (starts(0x50, 0x4b, 3, 4) || starts(0x50, 0x4b, 5, 6)) return "zip";
  if (starts(0x1f, 0x8b)) return "gzip";
  if (starts(0, 0, 0x27, 0x0a)) return "shapefile";
  if (starts(0x66, 0x67, 0x62, 3)) return "flatgeobuf";
  if (starts(0xff, 0xfe) || starts(0xfe, 0xff)) return "utf-16";
  const start = new TextDecoder("utf-8").decode(bytes.subarray(0, 64_000));
  if (start.startsWith("PAR1")) return "geoparquet";
  if (start.startsWith("SQLite format 3\u0000")) return "geopackage";
  const text = start.trimStart();
  if (text === "") return "empty";
  if (text.includes("\u0000")) return "binary";
  if (/^<(\?xml|kml|!--|!DOCTYPE)/i.test(text) && /<(\w+:)?kml[\s>]/i.test(text)) return "kml";
  if (text.startsWith(separator) || /^[{[]/.test(text)) return isLines(text) ? "geojsonl" : "geojson";
  return "csv";
}

/** GeoJSON lines: one whole feature a line, or a text sequence with record separators. */
function isLines(text: string): boolean {
  if (text.startsWith(separator)) return true;
  const end = text.indexOf("\n");
  if (end < 0 || text.slice(end).trim() === "") return false;
  try {
    const first = JSON.parse(text.slice(0, end)) as { type?: unknown } | null;
    return first?.type === "Feature";
  } catch {
    return false;
  }
}
