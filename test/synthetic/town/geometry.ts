/** Metres in the town's own square: x east of its west edge, y south of its north edge. */
export interface Point {
  x: number;
  y: number;
}

/** Sine and cosine of an angle in degrees, rounded to 1/4096, so that no pixel hangs on a processor's last bit. */
export function direction(degrees: number): { sin: number; cos: number } {
  const radians = (degrees * Math.PI) / 180;
  return { sin: rounded(Math.sin(radians)), cos: rounded(Math.cos(radians)) };
}

/** Tangent of an angle in degrees, rounded likewise. */
export function slope(degrees: number): number {
  return rounded(Math.tan((degrees * Math.PI) / 180));
}

function rounded(value: number): number {
  return Math.round(value * 4096) / 4096;
}

export function centreOf(outline: readonly Point[]): Point {
  let x = 0;
  let y = 0;
  for (const point of outline) {
    x += point.x;
    y += point.y;
  }
  return { x: x / outline.length, y: y / outline.length };
}

export function distance(a: Point, b: Point): number {
  const dx = a.x - b.x;
  const dy = a.y - b.y;
  return Math.sqrt(dx * dx + dy * dy);
}

/** The four corners of a stroke from a to b. */
export function stroke(a: Point, b: Point, width: number): Point[] {
  const length = distance(a, b) || 1;
  const nx = (-(b.y - a.y) / length) * (width / 2);
  const ny = ((b.x - a.x) / length) * (width / 2);
  return [
    { x: a.x + nx, y: a.y + ny },
    { x: b.x + nx, y: b.y + ny },
    { x: b.x - nx, y: b.y - ny },
    { x: a.x - nx, y: a.y - ny },
  ];
}

/** The part of a polygon where `side` is not negative (a half plane; `side` is linear). */
export function clipped(polygon: readonly Point[], side: (point: Point) => number): Point[] {
  const kept: Point[] = [];
  polygon.forEach((point, at) => {
    const next = polygon[(at + 1) % polygon.length] ?? point;
    const here = side(point);
    const there = side(next);
    if (here >= 0) kept.push(point);
    if (here >= 0 !== there >= 0) {
      const share = here / (here - there);
      kept.push({ x: point.x + (next.x - point.x) * share, y: point.y + (next.y - point.y) * share });
    }
  });
  return kept;
}
