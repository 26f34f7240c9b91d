declare module "fft.js" {
  /** A complex FFT of a length that is a power of two; numbers are interleaved: real, imaginary, real … */
  // biome-ignore lint/style/noDefaultExport: the library has no other
  export default class FFT {
    constructor(size: number);
    transform(out: Float64Array, data: Float64Array): void;
    inverseTransform(out: Float64Array, data: Float64Array): void;
  }
}
