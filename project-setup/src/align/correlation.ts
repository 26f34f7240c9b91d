import FFT from "fft.js";

/** Side of a window in pixels, a power of two. */
export const windowSide = 256;

/** The Fourier transform of a window's edges: complex numbers, interleaved, row by row. */
export type Spectrum = Float64Array;

/** A displacement in pixels (columns, rows) and the height of its peak. */
export interface Displacement {
  columns: number;
  rows: number;
  /** 1 = the windows are the same but for the displacement; noise gives about 0. */
  peak: number;
}

const fft = new FFT(windowSide);
const hann = Float64Array.from({ length: windowSide }, (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (at + 0.5)) / windowSide));

/**
 * The spectrum of a grey window (row by row). Its edges are taken, since light and season change a roof's shade more
 * than its outline, and faded out towards the border.
 */
export function spectrumOf(grey: Float64Array): Spectrum {
  const edges = new Float64Array(windowSide * windowSide);
  let mean = 0;
  for (let row = 1; row < windowSide - 1; row++) {
    for (let column = 1; column < windowSide - 1; column++) {
      const at = row * windowSide + column;
      const across = (grey[at + 1] ?? 0) - (grey[at - 1] ?? 0);
      const down = (grey[at + windowSide] ?? 0) - (grey[at - windowSide] ?? 0);
      const edge = Math.hypot(across, down);
      edges[at] = edge;
      mean += edge;
    }
  }
  mean /= edges.length;
  const complex = new Float64Array(edges.length * 2);
  for (let row = 0; row < windowSide; row++)
    for (let column = 0; column < windowSide; column++) {
      const at = row * windowSide + column;
      complex[at * 2] = ((edges[at] ?? 0) - mean) * (hann[row] ?? 0) * (hann[column] ?? 0);
    }
  return transformed(complex, false);
}

/** The normalised cross power of two windows (phase correlation); sums of it over windows keep the common displacement. */
export function crossPower(moved: Spectrum, reference: Spectrum): Spectrum {
  const power = new Float64Array(reference.length);
  for (let at = 0; at < reference.length; at += 2) {
    const [a, b, c, d] = [reference[at] ?? 0, reference[at + 1] ?? 0, moved[at] ?? 0, moved[at + 1] ?? 0];
    const real = a * c + b * d;
    const imaginary = a * d - b * c;
    const size = Math.hypot(real, imaginary);
    if (size === 0) continue;
    power[at] = real / size;
    power[at + 1] = imaginary / size;
  }
  return power;
}

/**
 * How far a window's content lies to the right of and below the reference's, from a (summed) cross power, to a fraction
 * of a pixel.
 * @param most the largest displacement looked for, in pixels
 */
export function displacement(power: Spectrum, most: number, windows = 1): Displacement {
  const surface = transformed(power, true);
  const value = (column: number, row: number) =>
    surface[2 * (((row + windowSide) % windowSide) * windowSide + ((column + windowSide) % windowSide))] ?? 0;
  // Neighbours are summed: a displacement of a fraction of a pixel spreads over two.
  const smooth = (column: number, row: number) => {
    let sum = 0;
    for (let y = -1; y <= 1; y++) for (let x = -1; x <= 1; x++) sum += value(column + x, row + y) / (1 + Math.abs(x) + Math.abs(y));
    return sum;
  };
  let best = { column: 0, row: 0, height: -Infinity };
  for (let row = -most; row <= most; row++)
    for (let column = -most; column <= most; column++) {
      const height = smooth(column, row);
      if (height > best.height) best = { column, row, height };
    }
  const { column, row, height } = best;
  const vertex = (before: number, after: number) => {
    const curve = before - 2 * height + after;
    return curve >= 0 ? 0 : Math.max(-0.5, Math.min(0.5, (before - after) / (2 * curve)));
  };
  return {
    columns: column + vertex(smooth(column - 1, row), smooth(column + 1, row)),
    rows: row + vertex(smooth(column, row - 1), smooth(column, row + 1)),
    peak: height / windows,
  };
}

/** The two-dimensional Fourier transform: rows, then columns. */
function transformed(complex: Float64Array, inverse: boolean): Float64Array {
  const line = new Float64Array(windowSide * 2);
  const out = new Float64Array(windowSide * 2);
  const result = Float64Array.from(complex);
  const along = (first: number, step: number) => {
    for (let at = 0; at < windowSide; at++) {
      line[at * 2] = result[(first + at * step) * 2] ?? 0;
      line[at * 2 + 1] = result[(first + at * step) * 2 + 1] ?? 0;
    }
    if (inverse) fft.inverseTransform(out, line);
    else fft.transform(out, line);
    for (let at = 0; at < windowSide; at++) {
      result[(first + at * step) * 2] = out[at * 2] ?? 0;
      result[(first + at * step) * 2 + 1] = out[at * 2 + 1] ?? 0;
    }
  };
  for (let row = 0; row < windowSide; row++) along(row * windowSide, 1);
  for (let column = 0; column < windowSide; column++) along(column, windowSide);
  return result;
}
