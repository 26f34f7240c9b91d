/** Takes the records of a stream, one by one, in their order. */
export interface RecordVisitor {
  /**
   * Reads the record that begins at `from` out of its bytes, if it can: it may be cut off at `to`.
   * @param offset bytes from the beginning of the stream
   * @returns where the record ends, or -1: then it comes to `text`
   */
  bytes?(bytes: Uint8Array, from: number, to: number, offset: number): number;
  text(text: string, offset: number): void;
  /** A record of more bytes than `longestRecord` was passed over. */
  tooLong(offset: number): void;
}

/** The file does not hold an array or lines of JSON. */
export class BrokenJsonError extends Error {
  override name = "BrokenJsonError";
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Bytes. An answer has 4 kB, PYBOSSA takes some of 5 MB. */
export const longestRecord = 16 * 2 ** 20;

const batch = 2 ** 20;
const retried = 2 ** 16;
const quote = 0x22;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const comma = 0x2c;

/**
 * Splits a stream of bytes into the values of one JSON array, or of one value after another (NDJSON), without holding
 * the whole: an export of half a million answers is longer than the longest string. A chunk may be used again once the
 * next one is asked for.
 * @throws BrokenJsonError where the text ends within a value or is no JSON
 */
export async function visitRecords(chunks: AsyncIterable<Uint8Array>, visitor: RecordVisitor, longest = longestRecord): Promise<void> {
  const splitter = new Splitter(visitor, longest);
  for await (const chunk of chunks) splitter.push(chunk);
  splitter.end();
}

class Splitter {
  readonly #visitor: RecordVisitor;
  readonly #longest: number;
  #window = Buffer.allocUnsafe(4 * batch);
  /** The bytes that are not done with, within the window; the window's first byte lies at `#base` of the stream. */
  #from = 0;
  #to = 0;
  #base = 0;
  #array: "not told" | "none" | "open" | "closed" = "not told";
  /** What stands before the next record of an array. */
  #before: "bracket" | "comma" | "value" = "bracket";
  // The record at hand, where it was begun and not ended.
  #inValue = false;
  #begun = 0;
  #at = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #dropped = false;

  constructor(visitor: RecordVisitor, longest: number) {
    this.#visitor = visitor;
    this.#longest = longest;
  }

  push(chunk: Uint8Array): void {
    if (this.#to + chunk.length > this.#window.length) this.#makeRoom(chunk.length);
    this.#window.set(chunk, this.#to);
    this.#to += chunk.length;
    if (this.#to - this.#from >= batch) this.#split();
  }

  end(): void {
    this.#split();
    if (!this.#inValue && this.#from < this.#to) this.#frame(this.#from);
    if (this.#inValue && (this.#inString || this.#depth > 0)) {
      throw new BrokenJsonError("the file ends within a record", this.#begun);
    }
    if (this.#inValue) this.#give(this.#to);
    if (this.#array === "open") throw new BrokenJsonError("the file ends before its array does", this.#base + this.#to);
  }

  #makeRoom(length: number): void {
    const held = this.#to - this.#from;
    const window = held + length > this.#window.length ? Buffer.allocUnsafe(2 * (held + length)) : this.#window;
    this.#window.copy(window, 0, this.#from, this.#to);
    this.#window = window;
    this.#base += this.#from;
    this.#at -= this.#from;
    this.#from = 0;
    this.#to = held;
  }

  /** Gives away all records that end within the window. */
  #split(): void {
    while (this.#from < this.#to) {
      if (!this.#inValue) {
        const start = this.#nextValue();
        if (start < 0) return;
        const end = this.#visitor.bytes?.(this.#window, start, this.#to, this.#base + start) ?? -1;
        if (end > 0) {
          this.#from = end;
          this.#before = "value";
          continue;
        }
        if (!this.#frame(start)) {
          // Tried again with more bytes, unless it is a long one: no byte is to be looked at too often.
          if (this.#to - start < retried) this.#inValue = false;
          return;
        }
      } else if (!this.#frame(-1)) return;
    }
  }

  /** Where the next value begins; -1 = not within the window. */
  #nextValue(): number {
    for (; this.#from < this.#to; this.#from++) {
      const byte = this.#window[this.#from] ?? 0;
      const position = this.#base + this.#from;
      if (isSpace(byte) || (position < 3 && byte >= 0xbb)) continue;
      if (this.#array === "closed") throw new BrokenJsonError("there is text after the end of the array", position);
      if (this.#array === "not told") {
        this.#array = byte === openBracket ? "open" : "none";
        if (byte === openBracket) continue;
      }
      if (this.#array === "none") return this.#from;
      if (byte === closeBracket && this.#before !== "comma") this.#array = "closed";
      else if (byte === comma && this.#before === "value") this.#before = "comma";
      else if (byte === comma || byte === closeBracket || this.#before === "value") {
        throw new BrokenJsonError("the array's records are not separated by single commas", position);
      } else return this.#from;
    }
    return -1;
  }

  /** Looks for the end of the record that begins at `start` (-1: goes on with the one at hand), and gives it away. */
  #frame(start: number): boolean {
    if (start >= 0) {
      this.#from = this.#at = start;
      this.#begun = this.#base + start;
      this.#depth = 0;
      this.#inString = this.#escaped = this.#dropped = false;
      this.#inValue = true;
    }
    for (; this.#at < this.#to; this.#at++) {
      const byte = this.#window[this.#at] ?? 0;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === backslash) this.#escaped = true;
        else if (byte === quote) this.#inString = false;
      } else if (byte === quote) this.#inString = true;
      else if (byte === openBrace || byte === openBracket) this.#depth += 1;
      else if (this.#depth > 0 && (byte === closeBrace || byte === closeBracket)) {
        this.#depth -= 1;
        if (this.#depth === 0) {
          this.#give(this.#at + 1);
          return true;
        }
      } else if (this.#depth === 0 && (isSpace(byte) || byte === comma || byte === closeBracket)) {
        this.#give(this.#at);
        return true;
      }
    }
    if (this.#at - this.#from > this.#longest) {
      this.#dropped = true;
      this.#from = this.#at;
    }
    return false;
  }

  #give(to: number): void {
    if (this.#dropped || to - this.#from > this.#longest) this.#visitor.tooLong(this.#begun);
    else this.#visitor.text(new TextDecoder("utf-8").decode(this.#window.subarray(this.#from, to)), this.#begun);
    this.#from = to;
    this.#before = "value";
    this.#inValue = false;
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
