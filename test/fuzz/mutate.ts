import type { Stream } from "../synthetic/random.ts";

/** Texts that have broken programs before. */
const hostileTexts = [
  "",
  "\u0000",
  "\ud800",
  "\u202e\u2066",
  "=1+1",
  "__proto__",
  "constructor",
  "toString",
  "../../etc/passwd",
  "javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "</script><script>window.hurt=1</script>",
  "file:///etc/passwd",
  "9".repeat(400),
  `${"9".repeat(50_000)}x`,
  "<".repeat(50_000),
  "{name}".repeat(10_000),
  " ".repeat(50_000),
  `${"a".repeat(50_000)}!`,
  `${"1,".repeat(30_000)}`,
  "-".repeat(50_000),
  "[".repeat(20_000),
];

const proto = JSON.parse('{"__proto__":{"hurt":1},"constructor":{"prototype":{"hurt":1}}}') as unknown;
const deep = (() => {
  let value: unknown = 1;
  for (let depth = 0; depth < 2000; depth++) value = depth % 2 === 0 ? [value] : { a: value };
  return value;
})();
const hostileValues: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  -1e-320,
  [],
  {},
  [[]],
  [null],
  [[[[]]]],
  proto,
  deep,
  new Array(5000).fill(0),
  new Array(300).fill("f01"),
  ...hostileTexts,
];

/** Another input, made out of one or two. The same stream makes the same. */
export function mutated(seeds: readonly Uint8Array[], words: readonly string[], random: Stream): Uint8Array {
  const seed = seeds[random.below(seeds.length)] ?? new Uint8Array();
  let input = random.chance(0.5) ? (withinJson(seed, random) ?? seed) : seed;
  const changes = input === seed ? 1 + random.below(4) : random.below(2);
  for (let change = 0; change < changes; change++) input = changedBytes(input, seeds, words, random);
  return input;
}

function changedBytes(input: Uint8Array, seeds: readonly Uint8Array[], words: readonly string[], random: Stream): Uint8Array {
  const at = random.below(input.length + 1);
  const length = random.below(Math.min(64, input.length - at) + 1);
  const joined = (middle: Uint8Array, drop: number) => Buffer.concat([input.subarray(0, at), middle, input.subarray(at + drop)]);
  switch (random.below(9)) {
    case 0: {
      const copy = Uint8Array.from(input);
      if (at < copy.length) copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
      return copy;
    }
    case 1: {
      const copy = Uint8Array.from(input);
      for (let byte = at; byte < Math.min(copy.length, at + 4); byte++) copy[byte] = random.pick([0, 0xff, 0x7f, 0x80, 1]);
      return copy;
    }
    case 2:
      return joined(new Uint8Array(), length);
    case 3:
      return joined(input.subarray(at, at + length), 0);
    case 4:
      return input.subarray(0, at);
    case 5:
      return joined(
        Uint8Array.from({ length }, () => random.below(256)),
        length,
      );
    case 6: {
      const other = seeds[random.below(seeds.length)] ?? input;
      const from = random.below(other.length + 1);
      return joined(other.subarray(from, from + random.below(2000)), length);
    }
    case 7: {
      const all = [...words, ...hostileTexts];
      return joined(Buffer.from(all[random.below(all.length)] ?? ""), random.chance(0.5) ? length : 0);
    }
    default: {
      const piece = input.subarray(at, at + 1 + random.below(8));
      return joined(Buffer.concat(new Array<Uint8Array>(1 + random.below(3000)).fill(piece)), 0);
    }
  }
}

/** The JSON with one of its values or keys made hostile; null where the input is none. */
function withinJson(input: Uint8Array, random: Stream): Uint8Array | null {
  if (input.length > 200_000) return null;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(input));
  } catch {
    return null;
  }
  for (let change = 0; change <= random.below(3); change++) value = changedValue(value, random);
  return Buffer.from(JSON.stringify(value) ?? "null");
}

function changedValue(value: unknown, random: Stream): unknown {
  const entries: [string, unknown][] = typeof value === "object" && value !== null ? Object.entries(value) : [];
  if (entries.length === 0 || random.chance(0.2)) return hostileValues[random.below(hostileValues.length)];
  const at = random.below(entries.length);
  const [key, inner] = entries[at] ?? ["", null];
  const kind = random.below(10);
  if (kind < 7) entries[at] = [key, changedValue(inner, random)];
  else if (kind === 7) entries.splice(at, 1);
  else if (kind === 8) entries.push([key, inner]);
  else entries[at] = [hostileTexts[random.below(hostileTexts.length)] ?? "", inner];
  if (Array.isArray(value)) return entries.map(([, one]) => one);
  // `__proto__` too is to be a key of its own, as JSON.parse makes it.
  const changed = {};
  for (const [name, one] of entries)
    Object.defineProperty(changed, name, { value: one, enumerable: true, configurable: true, writable: true });
  return changed;
}
