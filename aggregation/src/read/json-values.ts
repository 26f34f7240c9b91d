/** One value of a JSON array or of NDJSON, as text, and where it began in the stream (bytes). */
export interface JsonText {
  text: string;
  offset: number;
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

const quote = 0x22;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const comma = 0x2c;

/**
 * Splits a stream of bytes into the values of one JSON array, or of one value after another (NDJSON), without holding
 * the whole: an export of half a million answers is longer than the longest string.
 * @throws BrokenJsonError where the text ends within a value or is no JSON
 */
export async function* jsonValues(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<JsonText> {
  let held: Uint8Array[] = [];
  let heldFrom = 0;
  let depth = 0;
  let inArray = false;
  let inString = false;
  let escaped = false;
  let inValue = false;
  let seenAny = false;
  let closed = false;
  let position = 0;
  const decoder = new TextDecoder("utf-8", { ignoreBOM: false });
  const take = (chunk: Uint8Array, from: number, to: number): JsonText => {
    const text = decoder.decode(held.length === 0 ? chunk.subarray(from, to) : joined([...held, chunk.subarray(from, to)]));
    held = [];
    return { text, offset: heldFrom };
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] ?? 0;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) inString = false;
        continue;
      }
      if (!inValue) {
        if (isSpace(byte) || (position + i < 3 && byte >= 0xbb)) continue;
        if (!seenAny && byte === openBracket) {
          inArray = true;
          seenAny = true;
          continue;
        }
        if (inArray && byte === comma) continue;
        if (inArray && byte === closeBracket) {
          closed = true;
          continue;
        }
        if (closed) throw new BrokenJsonError("there is text after the end of the array", position + i);
        seenAny = true;
        inValue = true;
        from = i;
        heldFrom = position + i;
        depth = 0;
      }
      if (byte === quote) inString = true;
      else if (byte === openBrace || byte === openBracket) depth += 1;
      else if (depth > 0 && (byte === closeBrace || byte === closeBracket)) {
        depth -= 1;
        if (depth === 0) {
          yield take(chunk, from, i + 1);
          inValue = false;
        }
      } else if (depth === 0 && (isSpace(byte) || byte === comma || byte === closeBracket)) {
        yield take(chunk, from, i);
        inValue = false;
        if (byte === closeBracket) closed = true;
      }
    }
    if (inValue) held.push(chunk.slice(from));
    position += chunk.length;
  }
  if (inString || depth > 0) throw new BrokenJsonError("the file ends within a record", heldFrom);
  if (inValue) yield { text: decoder.decode(joined(held)), offset: heldFrom };
  if (inArray && !closed) throw new BrokenJsonError("the file ends before its array does", position);
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function joined(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
