import { slope } from "../town/geometry.ts";
import type { Scene } from "./canvas.ts";
import { bearing } from "./ground.ts";
import { blur } from "./noise.ts";

/**
 * How much sunlight falls on each pixel's top, 0..1 (1 = flat and in the sun). Each pixel is compared with a ray of
 * shadow carried along from the sun's side, so houses shade streets, roofs and one another.
 */
export function sunlight(scene: Scene, azimuth: number, elevation: number): Float32Array {
  const { width, height, top, pixel } = scene;
  const toSun = bearing(azimuth);
  const steep = Math.abs(toSun.y) >= Math.abs(toSun.x);
  const major = steep ? toSun.y : toSun.x;
  const minor = (steep ? toSun.x : toSun.y) / Math.abs(major);
  const drop = (slope(elevation) * pixel) / Math.abs(major);
  const shadow = new Float32Array(width * height);
  const light = new Float32Array(width * height).fill(1);
  const lines = steep ? height : width;
  const across = steep ? width : height;
  const index = (line: number, n: number) => (steep ? line * width + n : n * width + line);
  const back = major > 0 ? 1 : -1;
  const gx = toSun.x / (2 * pixel * slope(elevation));
  const gy = toSun.y / (2 * pixel * slope(elevation));
  for (let step = 1; step < lines; step++) {
    const line = back > 0 ? lines - 1 - step : step;
    // The pixel before on the same ray; rays run along whole pixels, so that no edge wears off on the way.
    const aside = Math.round(step * minor) - Math.round((step - 1) * minor);
    for (let n = Math.max(0, -aside); n < Math.min(across, across - aside); n++) {
      const at = index(line, n);
      const here = top[at] ?? 0;
      const before = index(line + back, n + aside);
      const ray = Math.max(shadow[before] ?? 0, top[before] ?? 0) - drop;
      shadow[at] = ray;
      if (ray > here) light[at] = 1 - Math.min(1, (ray - here) / 0.35);
    }
  }
  // Edges of shadow are soft; hard ones would turn into staircases of pixels.
  blur(light, width, height, 0.8);
  // Slopes of heaps and slabs: brighter towards the sun. Walls are no slopes.
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const dx = (top[at + 1] ?? 0) - (top[at - 1] ?? 0);
      const dy = (top[at + width] ?? 0) - (top[at - width] ?? 0);
      if ((dx === 0 && dy === 0) || Math.abs(dx) > 1.8 || Math.abs(dy) > 1.8) continue;
      light[at] = (light[at] ?? 0) * Math.max(0.1, Math.min(1.5, 1 - 0.9 * (dx * gx + dy * gy)));
    }
  }
  return light;
}

/** Three planes of what the satellite sees, 0..255. */
export interface View {
  red: Float32Array;
  green: Float32Array;
  blue: Float32Array;
}

const tile = 16;

/**
 * The scene seen from off nadir: what is high leans away from the satellite, and the walls that face it come into sight.
 * For each pixel the sight line is followed down from the highest thing near it.
 */
export function seenFrom(scene: Scene, light: Float32Array, view: { offNadir: number; azimuth: number; sunAzimuth: number }): View {
  const { width, height, top, wall, pixel } = scene;
  const lean = slope(view.offNadir) / pixel;
  const toSatellite = bearing(view.azimuth);
  const toSun = bearing(view.sunAzimuth);
  const peaks = highest(scene, 20 * lean);
  const columns = Math.ceil(width / tile);
  const seen: View = {
    red: new Float32Array(width * height),
    green: new Float32Array(width * height),
    blue: new Float32Array(width * height),
  };
  const dz = Math.max(0.12, 0.5 / Math.max(lean, 0.05));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      let source = at;
      let facing = false;
      let z = peaks[Math.floor(y / tile) * columns + Math.floor(x / tile)] ?? 0;
      for (; z > 0; z -= dz) {
        const sx = Math.round(x + z * lean * toSatellite.x);
        const sy = Math.round(y + z * lean * toSatellite.y);
        if (sx < 0 || sy < 0 || sx >= width || sy >= height) continue;
        const found = sy * width + sx;
        const high = top[found] ?? 0;
        if (high >= z) {
          source = found;
          facing = high - z > dz * 1.6 + 0.5;
          break;
        }
      }
      const brightness = facing ? wallLight(scene, source, toSun) * (wall[source] ?? 0.7) : 0.45 + 0.55 * (light[source] ?? 1);
      const shade = facing ? 0.96 : (light[source] ?? 1) < 0.9 ? 0.94 : 1;
      seen.red[at] = (scene.red[source] ?? 0) * brightness * shade;
      seen.green[at] = (scene.green[source] ?? 0) * brightness * (shade + 1) * 0.5;
      seen.blue[at] = (scene.blue[source] ?? 0) * brightness * (2 - shade);
    }
  }
  return seen;
}

/** Walls that face the sun are bright, the others lie in their own shade. */
function wallLight({ top, width }: Scene, at: number, toSun: { x: number; y: number }): number {
  let dx = 0;
  let dy = 0;
  // Over some pixels, since an oblique wall is a staircase of them.
  for (let k = -3; k <= 3; k++) {
    dx += (top[at + 3 + k * width] ?? 0) - (top[at - 3 + k * width] ?? 0);
    dy += (top[at + k + 3 * width] ?? 0) - (top[at + k - 3 * width] ?? 0);
  }
  const length = Math.sqrt(dx * dx + dy * dy);
  if (length === 0) return 0.7;
  const facing = -(dx * toSun.x + dy * toSun.y) / length;
  return facing > 0 ? 0.62 + 0.5 * facing : 0.5;
}

/** The greatest height that a sight line through each tile can meet. */
function highest({ width, height, top }: Scene, reach: number): Float32Array {
  const columns = Math.ceil(width / tile);
  const rows = Math.ceil(height / tile);
  const own = new Float32Array(columns * rows);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = Math.floor(y / tile) * columns + Math.floor(x / tile);
      const here = top[y * width + x] ?? 0;
      if (here > (own[at] ?? 0)) own[at] = here;
    }
  }
  const around = Math.ceil(reach / tile);
  const found = new Float32Array(columns * rows);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      let most = 0;
      for (let dr = -around; dr <= around; dr++) {
        for (let dc = -around; dc <= around; dc++) {
          if (r + dr < 0 || c + dc < 0 || r + dr >= rows || c + dc >= columns) continue;
          most = Math.max(most, own[(r + dr) * columns + c + dc] ?? 0);
        }
      }
      found[r * columns + c] = most;
    }
  }
  return found;
}
