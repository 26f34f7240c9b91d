import { describe, expect, it } from "vitest";
import { readRun } from "../../../aggregation/src/extract/answer.ts";
import { Extract } from "../../../aggregation/src/extract/extract.ts";
import { identityKinds } from "../../../aggregation/src/extract/identity.ts";
import { createExtractor } from "../../../aggregation/src/extract/index.ts";
import { QuickRuns } from "../../../aggregation/src/extract/quick-run.ts";
import { dailyFrames, noon, timelinesOf } from "./handwritten-answers.ts";
import { answer } from "./simulated-crowd.ts";

/** Tasks 500 and 501 show all five frames, 502 only f02 to f04. */
const frames = dailyFrames(5);
const ids = frames.map(({ id }) => id);
const timelinesOfTasks = () => timelinesOf(3, frames, (t) => (t === 2 ? ids.slice(1, 4) : ids));

const info = answer("b-0", ["standing", null, "standing", "destroyed", null], ids);
const run = { id: 7, task_id: 500, user_id: 5, user_ip: null, external_uid: null, finish_time: "2026-01-02T03:04:05.123456", info };
const text = JSON.stringify(run);
const withInfo = (changes: Record<string, unknown>) => JSON.stringify({ ...run, info: { ...info, ...changes } });
/** The text with a part of it put otherwise; it must be there. */
const changed = (part: string, into: string, of = text) => {
  expect(of).toContain(part);
  return of.replace(part, into);
};

/** A reader of its own, beside JSON.parse: what it takes must come to the same. */
function readersOf() {
  const byTask = timelinesOfTasks();
  const rowOf = new Map(byTask.map(({ taskId }, row) => [taskId, row]));
  const [extract, parsed] = [new Extract(), new Extract()];
  const quick = new QuickRuns("trial", byTask, rowOf, extract);
  const told = ({ run: id, verdict, first, last, seconds, dropped, count, statements }: Extract) => {
    return { id, verdict, first, last, seconds, dropped, statements: Array.from(statements.subarray(0, count)) };
  };
  /** Whether the text is taken from its bytes. */
  const takes = (one: string): boolean => {
    const bytes = Buffer.from(`#${one},{"id":9999`);
    const end = quick.read(bytes, 1, bytes.length);
    if (end < 0) return false;
    expect(end).toBe(Buffer.byteLength(one) + 1);
    const value = JSON.parse(one) as Record<string, unknown>;
    const { task, practice, identity, finished } = quick.found;
    expect(readRun(value, "trial", (id) => byTask[rowOf.get(id) ?? -1], parsed).kind).toBe(practice ? "practice" : "answer");
    if (!practice) expect(told(extract)).toEqual(told(parsed));
    expect(byTask[task]?.taskId).toBe(value.task_id);
    const kind = identityKinds.findIndex((key) => value[key] !== null && value[key] !== undefined);
    expect(identity.kind).toBe(kind);
    expect(bytes.toString("utf8", identity.from, identity.to)).toBe(String(value[identityKinds[kind] ?? "id"]));
    expect(bytes.toString("utf8", finished.from, finished.to)).toBe(value.finish_time ?? "");
    return true;
  };
  return { quick, takes, extract };
}

/** Which of the texts are taken from their bytes, one after another. */
function quickOnes(...texts: string[]): boolean[] {
  const { takes } = readersOf();
  return texts.map(takes);
}

describe("a task run is read from its bytes", () => {
  it.each([
    ["as PYBOSSA writes it", text],
    ["over several lines", JSON.stringify(run, null, 2)],
    [
      "with white space wherever there may be some",
      JSON.stringify({ ...run, finish_time: null })
        .replaceAll(/([{}:,])/g, " $1\n ")
        .trim(),
    ],
    ["with keys in another order", JSON.stringify({ info, finish_time: run.finish_time, user_id: 5, task_id: 500, id: 7 })],
    ["with keys that nobody knows", JSON.stringify({ a: [1, { b: "c" }], ...run, z: "x\u00e9", project_id: 1, calibration: null })],
    [
      "with unknown text of every length",
      JSON.stringify({ ...run, a: "", b: "x", c: "xx", d: "xxx", e: "xxxx", f: "xxxxx", g: "x".repeat(70) }),
    ],
    ["with unknown keys in its info", withInfo({ note: "=1+1", shown: ["f01"], seconds: 7.5, later: {} })],
    ["from an account as text", JSON.stringify({ ...run, user_id: "5" })],
    ["from an address", JSON.stringify({ ...run, user_id: null, user_ip: "10.0.0.1" })],
    ["from an external identity", JSON.stringify({ ...run, external_uid: "x-1" })],
    ["without a finish time", JSON.stringify({ ...run, finish_time: null })],
    ["with no judgements", withInfo({ frames: {} })],
    ["without marks", withInfo({ verdict: "cannot_tell", last_standing: null, first_destroyed: null })],
    ["with the last standing frame alone", withInfo({ verdict: "still_standing", first_destroyed: null })],
    ["with the first destroyed frame alone", withInfo({ verdict: "already_destroyed", last_standing: null })],
    ["as practice", withInfo({ practice: true })],
    ["as practice with no verdict", changed('"verdict":"destroyed",', "", withInfo({ practice: true }))],
    ["without saying whether it is practice", changed(',"practice":false', "")],
    ["with every call", withInfo({ frames: { f01: "obscured", f02: "unclear", f03: "missing", f04: "load_failed", f05: "destroyed" } })],
    ["with judgements in any order", withInfo({ frames: { f04: "destroyed", f01: "standing", f03: "standing" } })],
    [
      "of a task with fewer frames",
      JSON.stringify({
        ...run,
        task_id: 502,
        info: { ...info, building: "b-2", last_standing: "f02", first_destroyed: "f04", frames: { f03: "standing" } },
      }),
    ],
  ])("%s", (_, one) => {
    expect(quickOnes(one)).toEqual([true]);
    // Also behind another one, whose keys it is compared with, and before one.
    expect(quickOnes(text, one, text)).toEqual([true, true, true]);
  });

  it("with white space before its values, though those of the run before it had none", () => {
    const spaced = changed('"id":7,', '"id": 7, ');
    expect(quickOnes(spaced, spaced)).toEqual([true, true]);
    // It may be left to JSON.parse there: files are written in one way throughout.
    expect(quickOnes(text, spaced, text)).toMatchObject([true, expect.any(Boolean), true]);
  });
});

describe("a task run is left to JSON.parse", () => {
  it.each([
    ["with no id", changed('"id":7,', "")],
    ["with an id as text", changed('"id":7,', '"id":"7",')],
    ["with a fraction for an id", changed('"id":7,', '"id":7.5,')],
    ["of no task", changed('"task_id":500,', "")],
    ["of an unknown task", changed('"task_id":500,', '"task_id":503,')],
    ["of a task as text", changed('"task_id":500,', '"task_id":"500",')],
    ["from nobody", changed('"user_id":5,', '"user_id":null,')],
    ["from an empty identity", changed('"user_id":5,', '"user_id":"",')],
    ["from an identity beyond ASCII", changed('"external_uid":null', '"external_uid":"\u00e9"')],
    ["from an identity with an escape", changed('"external_uid":null', '"external_uid":"\\u0041"')],
    ["from an identity that is an object", changed('"external_uid":null', '"external_uid":{"a":1}')],
    ["from a negative account", changed('"user_id":5,', '"user_id":-5,')],
    ["with an id twice", changed('"id":7,', '"id":8,"id":7,')],
    ["with info twice", changed('"info":', '"info":{},"info":')],
    ["with an account twice", changed('"user_id":5,', '"user_id":6,"user_id":5,')],
    ["with info as text", JSON.stringify({ ...run, info: JSON.stringify(info) })],
    ["with info as a list", JSON.stringify({ ...run, info: [info] })],
    ["with no info", JSON.stringify({ ...run, info: null })],
    ["with empty info", JSON.stringify({ ...run, info: {} })],
    ["with no schema", withInfo({ schema: undefined })],
    ["of a newer schema", withInfo({ schema: "strike-tracker/answer/2" })],
    ["of a longer schema", withInfo({ schema: "strike-tracker/answer/10" })],
    ["of a shorter schema", withInfo({ schema: "strike-tracker/answer/" })],
    ["of no campaign", withInfo({ campaign: undefined })],
    ["of another campaign", withInfo({ campaign: "trail" })],
    ["of a longer campaign", withInfo({ campaign: "trial2" })],
    ["of no building", withInfo({ building: undefined })],
    ["of another building", withInfo({ building: "b-1" })],
    ["of a longer building", withInfo({ building: "b-00" })],
    ["of a building beyond ASCII", withInfo({ building: "b\u00e9" })],
    ["with no verdict", withInfo({ verdict: undefined })],
    ["with an unknown verdict", withInfo({ verdict: "destroye" })],
    ["with a verdict that is none", withInfo({ verdict: null })],
    ["with reversed dates", withInfo({ last_standing: "f04", first_destroyed: "f03" })],
    ["with the same date twice", withInfo({ last_standing: "f03", first_destroyed: "f03" })],
    ["with a frame that no task shows", withInfo({ last_standing: "f09" })],
    ["with a frame as a number", withInfo({ first_destroyed: 4 })],
    ["with empty marks", withInfo({ last_standing: "", first_destroyed: "" })],
    ["with practice as text", withInfo({ practice: "true" })],
    ["with practice as a number", withInfo({ practice: 1 })],
    ["with a judgement of an unknown frame", withInfo({ frames: { f01: "standing", f09: "standing" } })],
    ["with an unknown judgement", withInfo({ frames: { f01: "standing", f02: "stand" } })],
    ["with a judgement that is no text", withInfo({ frames: { f01: null } })],
    ["with a frame judged twice", changed('"f01":"standing"', '"f01":"standing","f01":"destroyed"')],
    ["with judgements as text", withInfo({ frames: JSON.stringify(info.frames) })],
    ["with judgements as a list", withInfo({ frames: ["standing"] })],
    ["with no judgements at all", withInfo({ frames: null })],
    [
      "with a frame of another task as its date",
      JSON.stringify({
        ...run,
        task_id: 502,
        info: { ...info, building: "b-2", last_standing: "f01", first_destroyed: "f04", frames: {} },
      }),
    ],
    [
      "with a date after which another task goes on",
      JSON.stringify({
        ...run,
        task_id: 502,
        info: { ...info, building: "b-2", last_standing: "f02", first_destroyed: "f05", frames: {} },
      }),
    ],
    [
      "with a judgement of a frame of another task",
      JSON.stringify({
        ...run,
        task_id: 502,
        info: { ...info, building: "b-2", last_standing: "f02", first_destroyed: "f04", frames: { f01: "standing" } },
      }),
    ],
    ["with an escape in a key", changed('"user_id"', '"user\\u005fid"')],
    ["with an escape in unknown text", changed('"id":7,', '"id":7,"note":"a\\"b",')],
    ["with an escape deep in unknown text", changed('"id":7,', `"id":7,"note":"${"x".repeat(30)}\\"b",`)],
    ["with schema twice", changed('"schema":', '"schema":"strike-tracker/answer/1","schema":')],
  ])("%s", (_, one) => {
    expect(quickOnes(one)).toEqual([false]);
    expect(quickOnes(text, one, text)).toEqual([true, false, true]);
  });

  it("where the volunteer saw the frames in another order than that of their corrected dates", () => {
    const dates = frames.map((frame, k) => ({ ...frame, start: noon(k === 1 ? 3.5 : k), end: noon(k === 1 ? 3.5 : k) }));
    const byTime = dates.toSorted((a, b) => a.start - b.start);
    const [task] = timelinesOf(1, byTime, () => ids);
    if (task === undefined) throw new Error("no task");
    const bytes = Buffer.from(`${text},`);
    expect(new QuickRuns("trial", [task], new Map([[500, 0]]), new Extract()).read(bytes, 0, bytes.length)).toBe(-1);
  });
});

describe("bytes that are no JSON, or that are cut off", () => {
  /** One that has read nothing, and one that has read a run, whose keys are compared first. */
  const twoReaders = () => {
    const [empty, begun] = [readersOf(), readersOf()];
    expect(begun.takes(text)).toBe(true);
    return [empty.quick, begun.quick];
  };

  const broken = (one: string, readers = twoReaders()) => {
    const bytes = Buffer.from(`${one},{"id":1}]`);
    return readers.map((reader) => reader.read(bytes, 0, Buffer.byteLength(one)));
  };

  it.each([
    ["no opening brace", text.slice(1)],
    ["a comma first", text.replace("{", ",")],
    ["a comma missing", text.replace(',"task_id"', '"task_id"')],
    ["a semicolon", text.replace(',"task_id"', ';"task_id"')],
    ["a colon missing", text.replace('"id":', '"id"')],
    ["an equals sign", text.replace('"id":', '"id"=')],
    ["a key without quotes", text.replace('"task_id"', "task_id")],
    ["a comma last", text.replace(/\}$/, ",}")],
    ["a comma last in its info", text.replace("}}", ",}}").replace("}}", "},}")],
    ["a comma last in the judgements", text.replace('"},"practice"', '",},"practice"')],
    ["a comma missing between judgements", text.replace('","f03"', '""f03"')],
    ["a colon missing in the judgements", text.replace('"f01":', '"f01"')],
    ["a control character", text.replace('"id":7,', '"id":7,"n":"abcdefg\u0007abcdefg",')],
    ["an info that is not closed", text.slice(0, -1)],
    ["a wrong literal", text.replace("null", "nul")],
    ["a wrong word for practice", text.replace('"practice":false', '"practice":falsy')],
  ])("are not taken: %s", (_, one) => {
    expect(() => JSON.parse(one) as unknown).toThrow();
    expect(broken(one)).toEqual([-1, -1]);
  });

  it("are not taken wherever they are cut off", () => {
    const readers = twoReaders();
    for (const whole of [text, JSON.stringify(run, null, 1), JSON.stringify({ ...run, note: "abcdefghij", n: -1.5e3, list: [1, {}] })]) {
      for (let length = 0; length < whole.length; length++) expect(broken(whole.slice(0, length), readers)).toEqual([-1, -1]);
    }
  });
});

/** What is made of the texts, read in one go from bytes; each that is not taken so is given to JSON.parse. */
function readInBytes(texts: readonly string[]) {
  const extractor = createExtractor("trial", timelinesOfTasks());
  // As in a file: one after another, with more behind.
  const all = Buffer.from(`[${texts.join(",")},{"id":9999`);
  let offset = 1;
  const quick = texts.map((one) => {
    const where = { file: "x_task_run.json", offset };
    const end = extractor.addBytes(all, offset, all.length, where);
    if (end < 0) extractor.add(JSON.parse(one), where);
    offset += Buffer.byteLength(one) + 1;
    return end >= 0;
  });
  return { quick, extraction: extractor.finish() };
}

function readByParse(texts: readonly string[]) {
  const extractor = createExtractor("trial", timelinesOfTasks());
  let offset = 1;
  for (const one of texts) {
    extractor.add(JSON.parse(one), { file: "x_task_run.json", offset });
    offset += Buffer.byteLength(one) + 1;
  }
  return extractor.finish();
}

describe("what is found in the bytes", () => {
  it("is taken for each run anew", () => {
    const cannot = { verdict: "cannot_tell", last_standing: null, first_destroyed: null, frames: {} };
    const texts = [
      text,
      JSON.stringify({ ...run, id: 8, user_id: 6, info: { ...info, ...cannot } }),
      JSON.stringify({ ...run, id: 9, user_id: 7, info: { ...info, practice: true } }),
      JSON.stringify({ ...run, id: 10, user_id: 8, finish_time: null, info: { ...info, verdict: "destroyed" } }),
      JSON.stringify({ id: 11, task_id: 501, user_ip: "10.0.0.1", info: { ...info, building: "b-1" } }),
    ];
    const { quick, extraction } = readInBytes(texts);
    expect(quick).toEqual([true, true, true, true, true]);
    expect(extraction.counts).toEqual({ task_runs: 5, used: 4, practice: 1, duplicates: 0, rejected: {} });
    expect(extraction.lastAnswer).toBe("2026-01-02T03:04:05Z");
    expect(Array.from(extraction.received)).toEqual([4, 1, 0]);
    expect(extraction.answers.identities).toEqual(["user_id:5", "user_id:6", "user_id:8", "user_ip:10.0.0.1"]);
    expect(extraction).toEqual(readByParse(texts));
  });

  it.each([
    ["0", 0],
    ["41", 41],
    ["41.7", 41],
    ["0.999", 0],
    ["65534", 65_534],
    ["123456789012345", 65_534],
    ["123456789012345.5", 65_534],
  ])("is how long the volunteer was at it: %s", (written, seconds) => {
    const { takes, extract } = readersOf();
    const one = changed('"frames":', `"active_seconds":${written},"frames":`);
    expect(takes(one)).toBe(true);
    expect(extract.seconds).toBe(seconds);
    expect(takes(text)).toBe(true);
    expect(extract.seconds).toBe(65_535);
  });

  it.each([
    ["4e1", 40],
    ["4E1", 40],
    ["1.5e3", 1500],
    ["1234567890123456", 65_534],
    ["-2", 65_535],
    ["-0.5", 65_535],
    ["null", 65_535],
    ['"12"', 65_535],
    ["[]", 65_535],
    ["true", 65_535],
  ])("leaves to JSON.parse how long it took where that is written as %s", (written, seconds) => {
    const one = changed('"frames":', `"active_seconds":${written},"frames":`);
    expect(quickOnes(one)).toEqual([false]);
    const parsed = new Extract();
    expect(readRun(JSON.parse(one), "trial", () => timelinesOfTasks()[0], parsed).kind).toBe("answer");
    expect(parsed.seconds).toBe(seconds);
  });

  it("is the first of external identity, account and address, in whatever order they stand", () => {
    const who = { external_uid: "x", user_id: 5, user_ip: "10.0.0.1" };
    const orders = [
      ["external_uid", "user_id", "user_ip"],
      ["user_ip", "user_id", "external_uid"],
      ["user_id", "user_ip", "external_uid"],
    ] as const;
    for (const order of orders) {
      const one = JSON.stringify({ id: 1, task_id: 500, ...Object.fromEntries(order.map((key) => [key, who[key]])), info });
      expect(readInBytes([one]).extraction.answers.identities).toEqual(["external_uid:x"]);
    }
    const account = JSON.stringify({ id: 1, task_id: 500, user_ip: "10.0.0.1", user_id: 5, info });
    expect(readInBytes([account]).extraction.answers.identities).toEqual(["user_id:5"]);
  });

  it("is the same when the runs' keys change from one to the next, and change back", () => {
    const spaced = JSON.stringify(run, null, 1);
    const other = JSON.stringify({ task_id: 500, id: 12, info: { ...info, note: "x" }, user_id: 9 });
    expect(quickOnes(text, text, spaced, other, spaced, text, other)).toEqual(Array(7).fill(true));
  });
});
