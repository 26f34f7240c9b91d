/**
 * Steps over JSON in bytes. Each function returns where what it read ends, or -1 where the text is cut off, is no JSON, or
 * is JSON of a kind that is better left to JSON.parse. Nothing is accepted that JSON.parse refuses.
 */
export const quote = 0x22;
export const comma = 0x2c;
export const colon = 0x3a;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const minus = 0x2d;
const dot = 0x2e;
const zero = 0x30;
const nine = 0x39;
const deepest = 32;

/** Skips white space; `to` at the end. */
export function afterSpace(bytes: Uint8Array, at: number, to: number): number {
  let i = at;
  while (i < to) {
    const byte = bytes[i] ?? 0;
    if (byte > 0x20 || (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)) return i;
    i += 1;
  }
  return i;
}

/** Behind the closing quote of the string that opens at `at`. A string with an escape is left to JSON.parse. */
export function afterString(bytes: Uint8Array, at: number, to: number): number {
  for (let i = at + 1; i < to; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === quote) return i + 1;
    if (byte === backslash || byte < 0x20) return -1;
  }
  return -1;
}

/** Behind the digits of a whole number that JavaScript writes in the same digits; 15 at most. */
export function afterWhole(bytes: Uint8Array, at: number, to: number): number {
  const first = bytes[at] ?? 0;
  if (first < zero || first > nine) return -1;
  let i = at + 1;
  while (i < to && (bytes[i] ?? 0) >= zero && (bytes[i] ?? 0) <= nine) i += 1;
  const next = bytes[i] ?? 0;
  if (i === to || i - at > 15 || (first === zero && i > at + 1) || next === dot || next === 0x65 || next === 0x45) return -1;
  return i;
}

export function wholeAt(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) value = value * 10 + (bytes[i] ?? 0) - zero;
  return value;
}

/** The number before the point of a number from `from` to `to` that is written without an exponent and is not negative; -1 = it is no such number. */
export function wholePartAt(bytes: Uint8Array, from: number, to: number): number {
  const point = afterDigits(bytes, from, to);
  const end = bytes[point] === dot ? afterDigits(bytes, point + 1, to) : point;
  return point === from || point - from > 15 || end !== to ? -1 : wholeAt(bytes, from, point);
}

/** Whether `word` stands at `at`. */
export function standsAt(bytes: Uint8Array, at: number, to: number, word: Uint8Array): boolean {
  const length = word.length;
  if (at + length > to) return false;
  for (let i = 0; i < length; i++) if (bytes[at + i] !== word[i]) return false;
  return true;
}

/** Which of the words is the whole of `from` to `to`; -1 = none. */
export function wordAt(bytes: Uint8Array, from: number, to: number, words: readonly Uint8Array[]): number {
  for (let w = 0; w < words.length; w++) {
    const word = words[w];
    if (word !== undefined && word.length === to - from && standsAt(bytes, from, to, word)) return w;
  }
  return -1;
}

/** ASCII. */
export function wordBytes(word: string): Uint8Array {
  return Uint8Array.from(word, (letter) => letter.charCodeAt(0));
}

export const trueWord = wordBytes("true");
export const falseWord = wordBytes("false");
export const nullWord = wordBytes("null");

/** Behind any value. */
export function afterValue(bytes: Uint8Array, at: number, to: number, depth = 0): number {
  const byte = bytes[at] ?? 0;
  if (at >= to) return -1;
  if (byte === quote) return afterString(bytes, at, to);
  if (byte === minus || (byte >= zero && byte <= nine)) return afterNumber(bytes, at, to);
  if (byte === openBrace) return depth < deepest ? afterMembers(bytes, at, to, depth, closeBrace) : -1;
  if (byte === openBracket) return depth < deepest ? afterMembers(bytes, at, to, depth, closeBracket) : -1;
  const literal = byte === 0x6e ? nullWord : byte === 0x74 ? trueWord : falseWord;
  return standsAt(bytes, at, to, literal) ? at + literal.length : -1;
}

/** Behind an object or an array. */
function afterMembers(bytes: Uint8Array, from: number, to: number, depth: number, close: number): number {
  let at = afterSpace(bytes, from + 1, to);
  if (bytes[at] === close && at < to) return at + 1;
  for (;;) {
    if (close === closeBrace) {
      if (bytes[at] !== quote) return -1;
      at = afterString(bytes, at, to);
      if (at < 0) return -1;
      at = afterSpace(bytes, at, to);
      if (at >= to || bytes[at] !== colon) return -1;
      at = afterSpace(bytes, at + 1, to);
    }
    at = afterValue(bytes, at, to, depth + 1);
    if (at < 0) return -1;
    at = afterSpace(bytes, at, to);
    if (at >= to) return -1;
    if (bytes[at] === close) return at + 1;
    if (bytes[at] !== comma) return -1;
    at = afterSpace(bytes, at + 1, to);
  }
}

function afterNumber(bytes: Uint8Array, from: number, to: number): number {
  let at = bytes[from] === minus ? from + 1 : from;
  const first = bytes[at] ?? 0;
  if (first < zero || first > nine) return -1;
  at = first === zero ? at + 1 : afterDigits(bytes, at, to);
  if (bytes[at] === dot) {
    const fraction = afterDigits(bytes, at + 1, to);
    if (fraction === at + 1) return -1;
    at = fraction;
  }
  if (bytes[at] === 0x65 || bytes[at] === 0x45) {
    const sign = bytes[at + 1];
    const digits = sign === minus || sign === 0x2b ? at + 2 : at + 1;
    at = afterDigits(bytes, digits, to);
    if (at === digits) return -1;
  }
  // A number that ends with the bytes may go on.
  return at < to ? at : -1;
}

function afterDigits(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && (bytes[at] ?? 0) >= zero && (bytes[at] ?? 0) <= nine) at += 1;
  return at;
}
