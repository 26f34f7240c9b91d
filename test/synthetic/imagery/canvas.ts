import type { Point } from "../town/geometry.ts";

/**
 * The scene before light: for each pixel the colour of what lies on top (0..255, three planes), how high that is
 * (metres above the ground), and the colour of the wall below it.
 */
export interface Scene {
  width: number;
  height: number;
  /** Metres along a pixel's side. */
  pixel: number;
  red: Float32Array;
  green: Float32Array;
  blue: Float32Array;
  top: Float32Array;
  /** Brightness of the wall against the top, 0..1. */
  wall: Float32Array;
}

export function createScene(width: number, height: number, pixel: number): Scene {
  const plane = () => new Float32Array(width * height);
  return { width, height, pixel, red: plane(), green: plane(), blue: plane(), top: plane(), wall: plane() };
}

/** Calls `paint` for each pixel whose middle lies in the polygon (even-odd rule), with its index and place in metres. */
export function fill(scene: Scene, outline: readonly Point[], paint: (at: number, x: number, y: number) => void): void {
  const { pixel, width, height } = scene;
  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const { y } of outline) {
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const crossings: number[] = [];
  for (let row = Math.max(0, Math.ceil(top / pixel - 0.5)); row < height && (row + 0.5) * pixel <= bottom; row++) {
    const y = (row + 0.5) * pixel;
    crossings.length = 0;
    let previous = outline[outline.length - 1];
    for (const point of outline) {
      if (previous && previous.y <= y !== point.y <= y) {
        crossings.push(previous.x + ((y - previous.y) / (point.y - previous.y)) * (point.x - previous.x));
      }
      previous = point;
    }
    crossings.sort((a, b) => a - b);
    for (let n = 0; n + 1 < crossings.length; n += 2) {
      const from = Math.max(0, Math.ceil((crossings[n] ?? 0) / pixel - 0.5));
      const to = Math.min(width - 1, Math.floor((crossings[n + 1] ?? 0) / pixel - 0.5));
      for (let column = from; column <= to; column++) paint(row * width + column, (column + 0.5) * pixel, y);
    }
  }
}

/** Calls `paint` for each pixel in a disc, with its index and the distance from the middle as a share of the radius. */
export function disc(scene: Scene, centre: Point, radius: number, paint: (at: number, share: number) => void): void {
  const { pixel, width, height } = scene;
  const from = Math.max(0, Math.floor((centre.y - radius) / pixel));
  const to = Math.min(height - 1, Math.ceil((centre.y + radius) / pixel));
  const left = Math.max(0, Math.floor((centre.x - radius) / pixel));
  const right = Math.min(width - 1, Math.ceil((centre.x + radius) / pixel));
  for (let row = from; row <= to; row++) {
    for (let column = left; column <= right; column++) {
      const dx = (column + 0.5) * pixel - centre.x;
      const dy = (row + 0.5) * pixel - centre.y;
      const share = Math.sqrt(dx * dx + dy * dy) / radius;
      if (share <= 1) paint(row * width + column, share);
    }
  }
}

/** Sets a pixel's colour, times a brightness. */
export function colour(scene: Scene, at: number, [red, green, blue]: readonly [number, number, number], brightness: number): void {
  scene.red[at] = red * brightness;
  scene.green[at] = green * brightness;
  scene.blue[at] = blue * brightness;
}

/** Mixes a colour into a pixel, share 0..1. */
export function tint(scene: Scene, at: number, [red, green, blue]: readonly [number, number, number], share: number): void {
  scene.red[at] = (scene.red[at] ?? 0) * (1 - share) + red * share;
  scene.green[at] = (scene.green[at] ?? 0) * (1 - share) + green * share;
  scene.blue[at] = (scene.blue[at] ?? 0) * (1 - share) + blue * share;
}
