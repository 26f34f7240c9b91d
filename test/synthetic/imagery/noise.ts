import { mix } from "../random.ts";

/** One random number for a place on a whole-number grid, 0..1. */
export function speck(key: number, x: number, y: number): number {
  return mix(key, Math.imul(y, 65_537) + x) / 4294967296;
}

/**
 * Cloudy noise: `octaves` grids of random numbers, each twice as fine and half as strong as the one before, added up.
 * Row by row, values about 0..1 with mean 0.5. `cell` is the coarsest grid's spacing in pixels.
 */
export function fractalNoise(key: number, width: number, height: number, cell: number, octaves: number): Float32Array {
  const out = new Float32Array(width * height);
  let strength = 1;
  let total = 0;
  for (let octave = 0; octave < octaves; octave++) {
    addOctave(out, mix(key, octave), width, height, Math.max(1, cell / 2 ** octave), strength);
    total += strength;
    strength /= 2;
  }
  for (let at = 0; at < out.length; at++) out[at] = (out[at] ?? 0) / total;
  return out;
}

function addOctave(out: Float32Array, key: number, width: number, height: number, cell: number, strength: number): void {
  const columns = Math.ceil(width / cell) + 2;
  const lower = new Float32Array(columns);
  const upper = new Float32Array(columns);
  const cells = new Int32Array(width);
  const shares = new Float32Array(width);
  for (let x = 0; x < width; x++) {
    const at = x / cell;
    cells[x] = Math.floor(at);
    shares[x] = smooth(at - Math.floor(at));
  }
  let row = -1;
  for (let y = 0; y < height; y++) {
    const at = y / cell;
    const here = Math.floor(at);
    if (here !== row) {
      for (let x = 0; x < columns; x++) {
        upper[x] = speck(key, x, here);
        lower[x] = speck(key, x, here + 1);
      }
      row = here;
    }
    const down = smooth(at - here);
    const start = y * width;
    for (let x = 0; x < width; x++) {
      const c = cells[x] ?? 0;
      const s = shares[x] ?? 0;
      const a = upper[c] ?? 0;
      const b = lower[c] ?? 0;
      const top = a + ((upper[c + 1] ?? 0) - a) * s;
      const bottom = b + ((lower[c + 1] ?? 0) - b) * s;
      out[start + x] = (out[start + x] ?? 0) + strength * (top + (bottom - top) * down);
    }
  }
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}

/** The value below which a share (0..1) of the numbers lies, judged by one number in seven. */
export function quantile(values: Float32Array, share: number): number {
  const sorted = new Float32Array(Math.ceil(values.length / 7));
  for (let n = 0; n < sorted.length; n++) sorted[n] = values[n * 7] ?? 0;
  sorted.sort();
  return sorted[Math.max(0, Math.min(sorted.length - 1, Math.floor(share * sorted.length)))] ?? 0;
}

/** Blurs in place with a Gaussian of `sigma` pixels; edges are repeated. */
export function blur(values: Float32Array, width: number, height: number, sigma: number): void {
  const reach = Math.ceil(sigma * 2.5);
  if (sigma <= 0 || reach < 1) return;
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, n) => {
    // Rounded, so that no pixel hangs on how an engine computes the last bit.
    return Math.round(65_536 * Math.exp(-((n - reach) * (n - reach)) / (2 * sigma * sigma))) / 65_536;
  });
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  const weights = Float32Array.from(kernel, (weight) => weight / sum);
  const line = new Float32Array(Math.max(width, height) + 2 * reach);
  const sweep = (count: number, length: number, start: (n: number) => number, step: number) => {
    for (let n = 0; n < count; n++) {
      const from = start(n);
      for (let at = -reach; at < length + reach; at++) {
        line[at + reach] = values[from + Math.max(0, Math.min(length - 1, at)) * step] ?? 0;
      }
      for (let at = 0; at < length; at++) {
        let total = 0;
        for (let k = 0; k < weights.length; k++) total += (weights[k] ?? 0) * (line[at + k] ?? 0);
        values[from + at * step] = total;
      }
    }
  };
  sweep(height, width, (y) => y * width, 1);
  sweep(width, height, (x) => x, width);
}
