import { keyOf, mix } from "../random.ts";
import type { Acquisition } from "../town/acquisitions.ts";
import { bearing } from "./ground.ts";
import type { View } from "./light.ts";
import { blur, fractalNoise, quantile, speck } from "./noise.ts";

/** How thick the clouds are over each pixel: 0 = none, 1 and more = nothing shines through. The share of pixels above one half is the acquisition's `cloud`. */
export function clouds(seed: number, frame: Acquisition, width: number, height: number, pixel: number): Float32Array | null {
  if (frame.cloud <= 0) return null;
  const field = fractalNoise(keyOf(seed, `clouds:${frame.id}`), width, height, 97 / pixel, 6);
  // A second grid of another size hides the first one's squares.
  const second = fractalNoise(keyOf(seed, `clouds:${frame.id}:2`), width, height, 61 / pixel, 5);
  for (let at = 0; at < field.length; at++) field[at] = (field[at] ?? 0) + 0.8 * (second[at] ?? 0);
  const level = quantile(field, 1 - frame.cloud);
  for (let at = 0; at < field.length; at++) {
    field[at] = Math.max(0, Math.min(2.5, 0.5 + ((field[at] ?? 0) - level) / 0.16));
  }
  return field;
}

/** Clouds, their shadows and haze over what is seen. */
export function cover(view: View, cloud: Float32Array | null, frame: Acquisition, width: number, height: number, pixel: number): void {
  const away = bearing(frame.sunAzimuth + 180);
  const reach = 75 / pixel;
  const sx = Math.round(away.x * reach);
  const sy = Math.round(away.y * reach);
  const veil = 0.42 * frame.haze;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      let shade = 1;
      let white = 0;
      if (cloud) {
        shade = 1 - 0.45 * Math.min(1, cloud[mirrored(y - sy, height) * width + mirrored(x - sx, width)] ?? 0);
        white = cloud[at] ?? 0;
      }
      // Thick cloud hides everything; its thin rim lets the town shine through.
      const opaque = Math.min(1, white * 1.25);
      const bright = 206 + 26 * Math.min(1, white) + 9 * thickness(cloud, at, width);
      view.red[at] = mixed(mixed((view.red[at] ?? 0) * shade, 196, veil), bright, opaque);
      view.green[at] = mixed(mixed((view.green[at] ?? 0) * shade, 200, veil), bright, opaque);
      view.blue[at] = mixed(mixed((view.blue[at] ?? 0) * shade, 208, veil), bright + 3, opaque);
    }
  }
}

/** Billows: brighter where the cloud thickens towards the north-west. */
function thickness(cloud: Float32Array | null, at: number, width: number): number {
  const rise = (cloud?.[at] ?? 0) - (cloud?.[at - 6 * width - 6] ?? 0);
  return Math.max(0, Math.min(2.4, 1 + 5 * rise));
}

function mixed(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}

/** Pixels of the scene, metres along a pixel, and the pixels on every side that the picture leaves out. */
export interface Size {
  width: number;
  height: number;
  pixel: number;
  rim: number;
}

/**
 * The picture as the sensor delivers it: blurred, moved by the shift, with its own brightness, colour cast and grain.
 * Three bytes a pixel, rows from the north; black where the acquisition holds no pixels.
 */
export function expose(
  view: View,
  frame: Acquisition,
  seed: number,
  valid: Uint8Array,
  { width, height, pixel, rim }: Size,
): { rgb: Uint8Array; width: number; height: number } {
  const sigma = (0.5 * frame.gsd) / pixel;
  const key = keyOf(seed, `grain:${frame.id}`);
  const gain = 0.9 + 0.2 * speck(key, 1, 1);
  const cast = [1 + 0.05 * (speck(key, 2, 1) - 0.5), 1, 1 + 0.08 * (speck(key, 3, 1) - 0.5)];
  const outWidth = width - 2 * rim;
  const outHeight = height - 2 * rim;
  const rgb = new Uint8Array(outWidth * outHeight * 3);
  fade(view);
  // East moves the picture to the right, north moves it up.
  const dx = frame.shift[0] / pixel;
  const dy = -frame.shift[1] / pixel;
  const wx = Math.floor(-dx);
  const wy = Math.floor(-dy);
  const fx = -dx - wx;
  const fy = -dy - wy;
  [view.red, view.green, view.blue].forEach((plane, band) => {
    blur(plane, width, height, sigma);
    const level = gain * (cast[band] ?? 1);
    const noise = mix(key, band);
    for (let y = rim; y < height - rim; y++) {
      const y0 = clamp(y + wy, height) * width;
      const y1 = clamp(y + wy + 1, height) * width;
      for (let x = rim; x < width - rim; x++) {
        const at = y * width + x;
        if (valid[at] === 0) continue;
        const x0 = clamp(x + wx, width);
        const x1 = clamp(x + wx + 1, width);
        const upper = mixed(plane[y0 + x0] ?? 0, plane[y0 + x1] ?? 0, fx);
        const lower = mixed(plane[y1 + x0] ?? 0, plane[y1 + x1] ?? 0, fx);
        const value = contrast(mixed(upper, lower, fy) * level) + 5 * (speck(noise, x, y) - 0.5);
        // Black stands for "no pixel".
        rgb[((y - rim) * outWidth + x - rim) * 3 + band] = Math.max(1, Math.min(255, Math.round(value)));
      }
    }
  });
  return { rgb, width: outWidth, height: outHeight };
}

/** Haze and the sensor's broad bands take colour away. */
function fade({ red, green, blue }: View): void {
  for (let at = 0; at < red.length; at++) {
    const r = red[at] ?? 0;
    const g = green[at] ?? 0;
    const b = blue[at] ?? 0;
    const grey = 0.2 * (0.3 * r + 0.59 * g + 0.11 * b);
    red[at] = 0.8 * r + grey;
    green[at] = 0.8 * g + grey;
    blue[at] = 0.8 * b + grey + 2;
  }
}

/** A little more contrast around the middle grey. */
function contrast(value: number): number {
  return (value - 150) * 1.06 + 141;
}

/** Beyond an edge the sky goes on as its mirror image. */
function mirrored(at: number, size: number): number {
  const back = at < 0 ? -at : at >= size ? 2 * size - 2 - at : at;
  return clamp(back, size);
}

function clamp(at: number, size: number): number {
  return at < 0 ? 0 : at >= size ? size - 1 : at;
}
