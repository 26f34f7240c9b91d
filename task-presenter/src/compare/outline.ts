import { type Outline, ringsOfOutline } from "../ground/index.ts";

/** x, y. */
type Point = readonly number[];

/**
 * Outline rings (fractions of the square from its upper left corner) as metres from its lower left corner.
 * @param side of the square in metres
 */
export function outlineOnGround(outline: Outline, side: number): [number, number][][] {
  return ringsOfOutline(outline).map((ring) => ring.map(([x = 0, y = 0]) => [x * side, (1 - y) * side]));
}

/** The rings as an SVG path's `d`, in whole tenths of a pixel. */
export function pathOf(rings: readonly (readonly Point[])[]): string {
  return rings
    .filter((ring) => ring.length > 2)
    .map((ring) => `M${ring.map(([x = 0, y = 0]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`)
    .join("");
}

/** A CSS clip-path that leaves out the building: all but the rings of an SVG path. */
export function clipOutside(path: string): string {
  return path === "" ? "none" : `path(evenodd, "M-9999-9999H9999V9999H-9999Z${path}")`;
}

/** A round length for a scale bar: the longest of 1, 2, 5 x 10^n metres that is no wider than `widest` CSS pixels. */
export function scaleLength(metresPerPixel: number, widest: number): { metres: number; pixels: number } {
  const room = metresPerPixel * widest;
  const power = 10 ** Math.floor(Math.log10(room));
  const step = [5, 2, 1].find((factor) => factor * power <= room) ?? 1;
  const metres = step * power;
  return { metres, pixels: metres / metresPerPixel };
}
