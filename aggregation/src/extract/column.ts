type NumberArray = Float64Array | Int32Array | Uint16Array | Uint8Array;

/** A typed array that grows. */
export class Column<A extends NumberArray> {
  #length = 0;
  #array: A;
  readonly #make: new (
    length: number,
  ) => A;

  constructor(make: new (length: number) => A) {
    this.#make = make;
    this.#array = new make(1024);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#array.length) {
      const larger = new this.#make(this.#length * 2);
      larger.set(this.#array);
      this.#array = larger;
    }
    this.#array[this.#length] = value;
    this.#length += 1;
  }

  /** The value at a place below the length. */
  at(place: number): number {
    return this.#array[place] ?? 0;
  }
}
