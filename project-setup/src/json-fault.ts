const blank = /[ \t\r\n]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON allows none of them in a string
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Where a text stops being JSON: the offset of the first sign that cannot stand there. JSON.parse seldom tells. */
export function jsonFaultAt(text: string): number {
  const open: ("{" | "[")[] = [];
  let at = 0;
  let expected: "value" | "value or end" | "key" | "key or end" | "comma" = "value";
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const length = pattern.exec(text)?.[0].length ?? 0;
    at += length;
    return length > 0;
  };
  for (;;) {
    take(blank);
    const sign = text[at];
    const closes = sign === (open.at(-1) === "{" ? "}" : "]") && open.length > 0;
    if (closes && expected !== "value" && expected !== "key") {
      open.pop();
      at++;
      expected = "comma";
    } else if (expected === "comma") {
      if (sign !== "," || open.length === 0) return at;
      at++;
      expected = open.at(-1) === "{" ? "key" : "value";
    } else if (expected === "key" || expected === "key or end") {
      if (!take(string)) return at;
      take(blank);
      if (text[at] !== ":") return at;
      at++;
      expected = "value";
    } else if (sign === "{" || sign === "[") {
      open.push(sign);
      at++;
      expected = sign === "{" ? "key or end" : "value or end";
    } else {
      if (!take(string) && !take(scalar)) return at;
      expected = "comma";
    }
  }
}
