const kinds = ["", "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon"];

/** Turns ISO or extended WKB into a GeoJSON geometry. @throws RangeError or Error where it is cut off or of another kind */
export function geometryFromWkb(bytes: Uint8Array): { type: string; coordinates: unknown } {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let little = true;
  const count = (least: number) => {
    const number = data.getUint32(at, little);
    at += 4;
    if (number * least > data.byteLength - at) throw new RangeError("a count in it is larger than what follows");
    return number;
  };
  const position = (size: number) =>
    Array.from({ length: size }, () => {
      at += 8;
      return data.getFloat64(at - 8, little);
    });
  const line = (size: number) => Array.from({ length: count(8 * size) }, () => position(size));
  const geometry = (depth: number): { type: string; coordinates: unknown } => {
    little = data.getUint8(at) === 1;
    const code = data.getUint32(at + 1, little);
    at += 5;
    if (code & 0x20000000) at += 4;
    const iso = (code & 0xffff) % 1000;
    const extra = Math.floor((code & 0xffff) / 1000);
    const size = 2 + (extra === 3 ? 2 : extra > 0 ? 1 : 0) + (code & 0x80000000 ? 1 : 0) + (code & 0x40000000 ? 1 : 0);
    const type = kinds[iso] ?? "";
    if (type === "" || depth > 1) throw new Error(`geometry of kind ${iso}`);
    if (iso === 1) return { type, coordinates: position(size) };
    if (iso === 2) return { type, coordinates: line(size) };
    if (iso === 3) return { type, coordinates: Array.from({ length: count(4) }, () => line(size)) };
    return { type, coordinates: Array.from({ length: count(9) }, () => geometry(depth + 1).coordinates) };
  };
  return geometry(0);
}
