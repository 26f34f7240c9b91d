import { createHash } from "node:crypto";
import type { Pixels } from "./raster.ts";

export interface EncodedChip {
  bytes: Uint8Array;
  sha256: string;
  /** The first 24 hex digits of the hash. */
  name: string;
  size: number;
}

/**
 * Encodes a chip with its copyright and no other metadata (no place, no time). Chips above `largest` pixels a side are made smaller.
 * The same pixels give the same bytes as long as the encoder's version stays the same.
 */
export async function encodeChip(
  { width, height, rgb }: Pixels,
  { format, quality, largest, copyright }: { format: "webp" | "jpeg"; quality: number; largest: number; copyright: string },
): Promise<EncodedChip> {
  const { default: sharp } = await import("sharp");
  let picture = sharp(rgb, { raw: { width, height, channels: 3 } }).withExif({ IFD0: { Copyright: copyright } });
  const size = Math.min(width, largest);
  if (size < width) picture = picture.resize(size, size, { kernel: "lanczos3", fit: "fill" });
  const encoded = format === "webp" ? picture.webp({ quality, effort: 4 }) : picture.jpeg({ quality });
  const bytes = await encoded.toBuffer();
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { bytes, sha256, name: sha256.slice(0, 24), size };
}
