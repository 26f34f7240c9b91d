import { describe, expect, it } from "vitest";
import { ByteInterner } from "../../../aggregation/src/extract/byte-interner.ts";
import {
  afterSpace,
  afterString,
  afterValue,
  afterWhole,
  standsAt,
  wholeAt,
  wordAt,
  wordBytes,
} from "../../../aggregation/src/extract/byte-scan.ts";
import { Identities } from "../../../aggregation/src/extract/identity.ts";
import { LatestTime } from "../../../aggregation/src/extract/latest-time.ts";

/** Where a step from the text's beginning ends: the text is followed by more bytes, and the step told where it ends. */
const stepped = (step: (bytes: Uint8Array, at: number, to: number) => number, text: string, more = "") => {
  const bytes = Buffer.from(`#${text}${more}`);
  const end = step(bytes, 1, Buffer.byteLength(text) + 1);
  return end < 0 ? end : end - 1;
};

describe("white space", () => {
  it.each([
    ["", 0],
    ["x", 0],
    [" \n\r\tx ", 4],
    ["    ", 4],
    ["\u000b", 0],
    ["\u0000", 0],
    ["\u00a0", 0],
    ["!", 0],
  ])("of %o is passed over", (text, end) => {
    expect(stepped(afterSpace, text, "   ")).toBe(end);
  });
});

describe("a string", () => {
  it.each([
    ['""', 2],
    ['"a b",', 5],
    ['"é\u{1F3E0}"', 8],
    ['"a', -1],
    ['"', -1],
    ['"a\\n"', -1],
    ['"a\n"', -1],
    ['"\u001f"', -1],
    ['" ~"', 4],
  ])("%o ends at %i", (text, end) => {
    // A quote behind the end must not be found.
    expect(stepped(afterString, text, '"')).toBe(end);
  });
});

describe("a whole number", () => {
  it.each([
    ["0,", 1],
    ["7}", 1],
    ["90210 ", 5],
    ["123456789012345,", 15],
    ["1234567890123456,", -1],
    ["00,", -1],
    ["07,", -1],
    ["1.5,", -1],
    ["1.0,", -1],
    ["1e5,", -1],
    ["1E5,", -1],
    ["-1,", -1],
    ["12", -1],
    ["x", -1],
    ["/", -1],
    [":", -1],
    ["1:", 1],
    ["1/", 1],
  ])("%o ends at %i", (text, end) => {
    expect(stepped(afterWhole, text, "3,")).toBe(end);
  });

  it("is worth what its digits say", () => {
    expect(wholeAt(Buffer.from("x90210x"), 1, 6)).toBe(90_210);
  });
});

describe("a word", () => {
  const words = ["standing", "stand", "no"].map(wordBytes);

  it("is found where it stands as a whole", () => {
    const of = (text: string) => wordAt(Buffer.from(`"${text}"`), 1, text.length + 1, words);
    expect([of("standing"), of("stand"), of("no"), of("standin"), of("nothing"), of("on"), of("")]).toEqual([0, 1, 2, -1, -1, -1, -1]);
  });

  it("does not reach beyond the end", () => {
    expect(standsAt(Buffer.from("no"), 0, 2, wordBytes("no"))).toBe(true);
    expect(standsAt(Buffer.from("no"), 0, 1, wordBytes("no"))).toBe(false);
    expect(standsAt(Buffer.from("now"), 1, 3, wordBytes("no"))).toBe(false);
  });
});

describe("any value", () => {
  const nested = (depth: number, open: string, close: string, inmost = "") => [open.repeat(depth), inmost, close.repeat(depth)].join("");

  it.each([
    ...['"text"', "0", "-0", "12", "-7", "1.5", "0.25", "-3.75", "1e9", "1E9", "1e+9", "1e-9", "2.5e10", "0e0", "true", "false", "null"],
    ...[
      "{}",
      "[]",
      "{ }",
      "[ ]",
      "[1]",
      "[ 1 , 2 ]",
      '{"a":1}',
      '{ "a" : 1 , "b" : [ { } , null ] }',
      '{"a":"b","c":"d"}',
      "[[],[]]",
      "[1.5,-2e3,0]",
    ],
    ...[nested(32, "[", "]"), nested(31, '{"a":', "}", "{}")],
  ])("%o is passed over to its end", (text) => {
    expect(() => JSON.parse(text) as unknown).not.toThrow();
    for (const more of [",", " ", "}", "]"]) {
      const bytes = Buffer.from(`#${text}${more}`);
      expect(afterValue(bytes, 1, bytes.length) - 1).toBe(Buffer.byteLength(text));
    }
  });

  it.each([
    ...["", "x", "tru", "nul", "falsy", "undefined", "NaN", "-", "+1", ".5", "1.", "1.e5", "1e", "1e+", "1e-", "-x", "- 1", "--1", "1e+-1"],
    ...[
      "{",
      "[",
      "[1",
      "[1,",
      "[1,]",
      "[,1]",
      "[1 2]",
      "[1}",
      "{1:2}",
      '{"a"}',
      '{"a":}',
      '{"a":1,}',
      '{"a":1',
      '{"a" 1}',
      '{"a":1]',
      '{"a":1 "b":2}',
      "{,}",
    ],
    ...['"a', '{"a', '{"a"', '{"a":', '{a":1}', "{'a':1}", '{"a":tru}', "[nul]", '["\u0001"]', "/", ":"],
  ])("%o is not", (text) => {
    // Whether the text ends there, or its end alone is told.
    for (const more of ["", ',"x"]}']) {
      const bytes = Buffer.from(`#${text}${more}`);
      if (more !== "") expect(() => JSON.parse(text) as unknown).toThrow();
      expect(afterValue(bytes, 1, Buffer.byteLength(text) + 1)).toBe(-1);
    }
  });

  it("may be better left to JSON.parse: escapes, deep nesting, a number at the very end", () => {
    for (const text of ['"a\\u0041"', nested(33, "[", "]"), nested(33, '{"a":', "}", "1"), "12", "1.5"]) {
      expect(() => JSON.parse(text) as unknown).not.toThrow();
      expect(stepped(afterValue, text, "3")).toBe(-1);
    }
  });

  it("is left alone where a number is followed by what makes it none", () => {
    // JSON.parse refuses [01] and [1x]; what follows the number is looked at by the list around it.
    for (const text of ["[01]", "[1x]", "[-01]", "[1.5.5]"]) expect(stepped(afterValue, text)).toBe(-1);
  });
});

describe("byte strings", () => {
  it("are numbered as they first appear, and can be told again", () => {
    const interner = new ByteInterner();
    const numberOf = (text: string) => {
      const bytes = Buffer.from(`<${text}>`);
      return interner.intern(bytes, 1, bytes.length - 1);
    };
    expect(["a", "ab", "", "a", "b", "ab", ""].map(numberOf)).toEqual([0, 1, 2, 0, 3, 1, 2]);
    expect([0, 1, 2, 3].map((number) => interner.text(number))).toEqual(["a", "ab", "", "b"]);
    expect(interner.count).toBe(4);
  });

  it("stay apart in their thousands, however long they are", () => {
    const interner = new ByteInterner();
    const texts = Array.from({ length: 1500 }, (_, n) => `${n}-${"é".repeat(n % 40)}`);
    const bytes = texts.map((text) => Buffer.from(text));
    for (const round of [0, 1]) {
      expect(bytes.map((one) => interner.intern(one, 0, one.length))).toEqual(texts.map((_, n) => n));
      expect(interner.count).toBe(1500 + 0 * round);
    }
    expect(texts.map((_, n) => interner.text(n))).toEqual(texts);
    for (const absent of ["nobody", "0", "1500-"]) expect(interner.find(Buffer.from(absent), 0, absent.length)).toBe(-1);
    expect(interner.find(Buffer.from("2-éé"), 0, 6)).toBe(2);
  });

  it("may be longer than all the room there is", () => {
    const interner = new ByteInterner();
    const long = "x".repeat(100_000);
    const bytes = Buffer.from(long);
    expect([interner.intern(bytes, 0, 5), interner.intern(bytes, 0, bytes.length), interner.intern(bytes, 0, 5)]).toEqual([0, 1, 0]);
    expect(interner.text(1)).toBe(long);
  });
});

describe("who answered", () => {
  it("is the first that is told of external id, account and address; else the run itself", () => {
    const identities = new Identities();
    const named = (run: Record<string, unknown>) => identities.text(identities.ofRun(run));
    expect(named({ id: 1, external_uid: "x", user_id: 5, user_ip: "10.0.0.1" })).toBe("external_uid:x");
    expect(named({ id: 2, external_uid: "", user_id: 5, user_ip: "10.0.0.1" })).toBe("user_id:5");
    expect(named({ id: 3, external_uid: null, user_id: null, user_ip: "10.0.0.1" })).toBe("user_ip:10.0.0.1");
    expect(named({ id: 4 })).toBe("run:4");
    expect(named({ id: 5, user_id: false })).toBe("user_id:false");
    expect(named({ id: 6, user_id: { no: "account" }, user_ip: "10.0.0.1" })).toBe("run:6");
  });

  it("is the same person with the same text of the same kind, however it is written", () => {
    const identities = new Identities();
    const account = identities.ofRun({ id: 1, user_id: 5 });
    expect(identities.ofRun({ id: 2, user_id: "5" })).toBe(account);
    expect(identities.ofBytes(1, Buffer.from("[5]"), 1, 2)).toBe(account);
    expect(identities.ofRun({ id: 5 })).not.toBe(account);
    expect(identities.ofRun({ id: 3, external_uid: "5" })).not.toBe(account);
  });
});

describe("the latest time", () => {
  const latest = (...times: string[]) => {
    const time = new LatestTime();
    for (const one of times) time.see(one);
    return time.text;
  };

  it.each([
    [[], null],
    [["2026-01-02T03:04:05.678901"], "2026-01-02T03:04:05Z"],
    [["2026-01-02T03:04:05", "2026-01-02T03:04:04", "2025-12-31T23:59:59"], "2026-01-02T03:04:05Z"],
    [["2025-12-31T23:59:59", "2026-01-02T03:04:05", "2026-01-02T03:04:06"], "2026-01-02T03:04:06Z"],
    [["2026-01-02T03:04:05", "2026-01-02T03:04:05.9"], "2026-01-02T03:04:05Z"],
    [["2026-01-02", "yesterday at five o'clock", "2026-01-02 03:04:05.678901", ""], null],
    [["9999", "x026-01-02T03:04:05", "2026-01-02T03:04:0x"], null],
    [["2026-01-02T03:04:05", "2027-01-0xT03:04:05"], "2026-01-02T03:04:05Z"],
  ] as [string[], string | null][])("of %o is %s", (times, expected) => {
    expect(latest(...times)).toBe(expected);
  });

  it("is looked for between the bytes that are told", () => {
    const time = new LatestTime();
    const bytes = Buffer.from('"2026-01-02T03:04:05","2027-01-02T03:04:05"');
    time.seeBytes(bytes, 1, 20);
    expect(time.text).toBe("2026-01-02T03:04:05Z");
    time.seeBytes(bytes, 23, 41);
    expect(time.text).toBe("2026-01-02T03:04:05Z");
    time.seeBytes(bytes, 23, 42);
    expect(time.text).toBe("2027-01-02T03:04:05Z");
  });
});
