const none = -1;

/** Numbers byte strings in the order in which they first appear, without making a text of each. */
export class ByteInterner {
  #bytes = new Uint8Array(4096);
  /** Where each string begins in `#bytes`; one more than there are strings. */
  #starts = new Uint32Array(257);
  #slots = new Int32Array(512).fill(none);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The number of a string, which it gets if it has none. */
  intern(bytes: Uint8Array, from: number, to: number): number {
    const slot = this.#slotOf(bytes, from, to);
    const found = this.#slots[slot] ?? none;
    if (found !== none) return found;
    const number = this.#count;
    this.#slots[slot] = number;
    this.#keep(bytes, from, to);
    if (this.#count * 2 > this.#slots.length) this.#spread();
    return number;
  }

  /** The number of a string; -1 where it has none. */
  find(bytes: Uint8Array, from: number, to: number): number {
    return this.#slots[this.#slotOf(bytes, from, to)] ?? none;
  }

  text(number: number): string {
    return Buffer.from(this.#bytes.subarray(this.#starts[number] ?? 0, this.#starts[number + 1] ?? 0)).toString("utf8");
  }

  #slotOf(bytes: Uint8Array, from: number, to: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashOf(bytes, from, to) & mask;
    for (;;) {
      const number = this.#slots[slot] ?? none;
      if (number === none || this.#is(number, bytes, from, to)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #is(number: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#starts[number] ?? 0;
    const length = to - from;
    if ((this.#starts[number + 1] ?? 0) - start !== length) return false;
    for (let i = 0; i < length; i++) if (this.#bytes[start + i] !== bytes[from + i]) return false;
    return true;
  }

  #keep(bytes: Uint8Array, from: number, to: number): void {
    const start = this.#starts[this.#count] ?? 0;
    const end = start + to - from;
    while (end > this.#bytes.length) this.#bytes = grown(this.#bytes, new Uint8Array(this.#bytes.length * 2));
    this.#bytes.set(bytes.subarray(from, to), start);
    this.#count += 1;
    if (this.#count >= this.#starts.length) this.#starts = grown(this.#starts, new Uint32Array(this.#starts.length * 2));
    this.#starts[this.#count] = end;
  }

  #spread(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(none);
    for (let number = 0; number < this.#count; number++) {
      const slot = this.#slotOf(this.#bytes, this.#starts[number] ?? 0, this.#starts[number + 1] ?? 0);
      this.#slots[slot] = number;
    }
  }
}

/** FNV-1a, with the high bits mixed into the low ones that choose the slot. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}

function grown<A extends Uint8Array | Uint32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
