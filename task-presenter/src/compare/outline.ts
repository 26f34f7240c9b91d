/** x, y. */
type Point = readonly number[];

/** Outline points (fractions of the chip from its upper left corner) as metres from its lower left corner. */
export function outlineOnGround(outline: readonly Point[], side: number): [number, number][] {
  return outline.map(([x = 0, y = 0]) => [x * side, (1 - y) * side]);
}

/**
 * The outline as an SVG polygon's points, drawn a little outside of the building so that the line hides nothing of
 * the roof: each corner is moved away from the middle.
 * @param by CSS pixels
 */
export function outsidePoints(pixels: readonly Point[], by: number): string {
  const count = pixels.length;
  const middle = [0, 1].map((axis) => pixels.reduce((sum, pixel) => sum + (pixel[axis] ?? 0), 0) / Math.max(1, count));
  const [middleX = 0, middleY = 0] = middle;
  return pixels
    .map(([x = 0, y = 0]) => {
      const [right, down] = [x - middleX, y - middleY];
      const length = Math.hypot(right, down) || 1;
      return `${(x + (right / length) * by).toFixed(1)},${(y + (down / length) * by).toFixed(1)}`;
    })
    .join(" ");
}

/** A round length for a scale bar: the longest of 1, 2, 5 x 10^n metres that is no wider than `widest` CSS pixels. */
export function scaleLength(metresPerPixel: number, widest: number): { metres: number; pixels: number } {
  const room = metresPerPixel * widest;
  const power = 10 ** Math.floor(Math.log10(room));
  const step = [5, 2, 1].find((factor) => factor * power <= room) ?? 1;
  const metres = step * power;
  return { metres, pixels: metres / metresPerPixel };
}
