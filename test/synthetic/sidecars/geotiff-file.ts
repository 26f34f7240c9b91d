interface Place {
  /** Metres in `crs` of the upper left corner, and of a pixel's side. */
  west: number;
  north: number;
  pixel: number;
  crs: string;
}

const entryBytes = 12;
const short = 3;
const double = 12;

/** A classic little-endian TIFF with the tags that place it on the ground added to its first picture (GeoTIFF 1.1). */
export function placedTiff(tiff: Buffer, { west, north, pixel, crs }: Place): Buffer {
  if (tiff.toString("latin1", 0, 4) !== "II*\0") throw new Error("expected a classic little-endian TIFF");
  const old = tiff.readUInt32LE(4);
  const count = tiff.readUInt16LE(old);
  const code = Number(/^EPSG:(\d+)$/.exec(crs)?.[1]);
  const start = tiff.length + (tiff.length % 2);
  const doubles = Buffer.alloc(9 * 8);
  [pixel, pixel, 0, 0, 0, 0, west, north, 0].forEach((value, at) => {
    doubles.writeDoubleLE(value, at * 8);
  });
  // Version and count, then: projected, pixels are areas, the CRS.
  const keys = Buffer.from(Uint16Array.from([1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, code]).buffer);
  const entries = Array.from({ length: count }, (_, at) => tiff.subarray(old + 2 + at * entryBytes, old + 2 + (at + 1) * entryBytes));
  entries.push(
    entry(33_550, double, 3, start),
    entry(33_922, double, 6, start + 24),
    entry(34_735, short, keys.length / 2, start + doubles.length),
  );
  entries.sort((a, b) => a.readUInt16LE(0) - b.readUInt16LE(0));
  const head = Buffer.alloc(2);
  head.writeUInt16LE(entries.length);
  const next = tiff.subarray(old + 2 + count * entryBytes, old + 6 + count * entryBytes);
  const placed = Buffer.concat([tiff, Buffer.alloc(tiff.length % 2), doubles, keys, head, ...entries, next]);
  placed.writeUInt32LE(start + doubles.length + keys.length, 4);
  return placed;
}

function entry(tag: number, type: number, count: number, offset: number): Buffer {
  const bytes = Buffer.alloc(entryBytes);
  bytes.writeUInt16LE(tag);
  bytes.writeUInt16LE(type, 2);
  bytes.writeUInt32LE(count, 4);
  bytes.writeUInt32LE(offset, 8);
  return bytes;
}
