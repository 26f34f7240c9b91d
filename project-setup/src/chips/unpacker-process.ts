/** Unpacks a GeoTIFF's tiles for another process. */
import { getDecoder } from "geotiff";
import type { PackedTile, Unpacked } from "./unpacking.ts";

const tell = (told: Unpacked) => process.send?.(told);

process.on("message", ({ id, compression, parameters, tile }: PackedTile) => {
  getDecoder(compression, parameters)
    .then((decoder) => decoder.decode(tile))
    .then(
      (unpacked) => tell({ id, unpacked }),
      (error: unknown) => tell({ id, fault: String(error) }),
    );
});
// An interrupt reaches the whole group; the other process ends this one.
process.on("SIGINT", () => {});
