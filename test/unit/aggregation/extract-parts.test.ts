import { describe, expect, it } from "vitest";
import { whole } from "../../../aggregation/src/extract/answer.ts";
import { withoutDuplicates } from "../../../aggregation/src/extract/duplicates.ts";
import { callOf, Extract, mostFrames, placeOf } from "../../../aggregation/src/extract/extract.ts";
import { HeldAnswers } from "../../../aggregation/src/extract/held-answers.ts";
import { createExtractor } from "../../../aggregation/src/extract/index.ts";
import { fromText, isObject } from "../../../aggregation/src/extract/json.ts";
import { dailyFrames, timelinesOf } from "./handwritten-answers.ts";
import { answer } from "./simulated-crowd.ts";

const frames = dailyFrames(5);
const ids = frames.map(({ id }) => id);

describe("a whole number", () => {
  it.each([
    [7, 7],
    [0, 0],
    [-3, -3],
    ["7", 7],
    ["4.0", 4],
    [" 8 ", 8],
    [7.5, null],
    ["7.5", null],
    ["", null],
    [" ", null],
    ["seven", null],
    [2 ** 53, null],
    [Number.NaN, null],
    [null, null],
    [undefined, null],
    [true, null],
    [[7], null],
  ])("of %o is %s", (value, expected) => {
    expect(whole(value)).toBe(expected);
  });
});

describe("JSON in a cell", () => {
  it.each([
    ['{"a":1}', { a: 1 }],
    [" \n[1]", [1]],
    ['{"a":', '{"a":'],
    ["7", "7"],
    ['"x"', '"x"'],
    ["x {}", "x {}"],
    [7, 7],
    [null, null],
  ])("%o is read as %o", (value, expected) => {
    expect(fromText(value)).toEqual(expected);
  });

  it("is an object where it is neither a list nor nothing", () => {
    expect([{}, { a: 1 }, [], null, undefined, "x", 7].map(isObject)).toEqual([true, true, false, false, false, false, false]);
  });
});

/** What an answer says in the end: its statements as `place:call`, and the gaps that it leaves open. */
function completed(verdict: number, last: number, first: number, said: [place: number, call: number][] = [], count = 5) {
  const extract = new Extract();
  extract.clear();
  const taken = said.map(([place, call]) => extract.say(place, call));
  extract.complete(9, verdict, last, first, count);
  const statements = Array.from(extract.statements.subarray(0, extract.count), (one) => `${placeOf(one)}:${callOf(one)}`).join(" ");
  return { statements, gaps: [extract.first, extract.last], taken };
}

const [destroyed, already, still, cannotTell, wrongPlace] = [0, 1, 2, 3, 4];

describe("an answer", () => {
  it("has its statements by time, one a frame", () => {
    const { statements, taken } = completed(destroyed, 0, 3, [
      [3, 1],
      [0, 0],
      [4, 2],
      [3, 0],
      [1, 5],
      [0, 1],
    ]);
    expect(statements).toBe("0:0 1:5 3:1 4:2");
    expect(taken).toEqual([true, true, true, false, true, false]);
  });

  it.each([
    ["destroyed between its marks", destroyed, 1, 3, "0:0 1:0 3:1 4:1", [2, 3]],
    ["destroyed between the first two frames", destroyed, 0, 1, "0:0 1:1 2:1", [1, 1]],
    ["destroyed at the end", destroyed, 3, 4, "2:0 3:0 4:1", [4, 4]],
    ["destroyed, with no last standing frame", destroyed, -1, 2, "2:1 3:1", [-1, -1]],
    ["destroyed, with no first destroyed frame", destroyed, 2, -1, "1:0 2:0", [-1, -1]],
    ["destroyed before the first frame", already, -1, 0, "0:1 1:1", [0, 0]],
    ["destroyed before, seen later", already, -1, 2, "2:1 3:1", [0, 2]],
    ["destroyed before, with a last standing frame: not heard", already, 1, 3, "3:1 4:1", [0, 3]],
    ["destroyed before, with no mark", already, -1, -1, "", [0, 0]],
    ["standing to the end", still, 4, -1, "3:0 4:0", [5, 5]],
    ["standing, last seen earlier", still, 2, -1, "1:0 2:0", [3, 5]],
    ["standing, seen in the first frame alone", still, 0, -1, "0:0", [1, 5]],
    ["standing, with a first destroyed frame: not heard", still, 1, 3, "0:0 1:0", [2, 5]],
    ["standing, with no mark", still, -1, -1, "", [5, 5]],
    ["cannot tell, with marks", cannotTell, 1, 3, "0:0 1:0 3:1 4:1", [-1, -1]],
    ["the wrong place", wrongPlace, 1, 3, "", [-1, -1]],
  ] as [string, number, number, number, string, number[]][])("without judgements: %s", (_, verdict, last, first, statements, gaps) => {
    expect(completed(verdict, last, first)).toMatchObject({ statements, gaps });
  });

  it.each([
    [
      "the last standing frame",
      destroyed,
      -1,
      4,
      [
        [0, 0],
        [2, 0],
        [4, 1],
      ],
      [3, 4],
    ],
    [
      "the first destroyed frame",
      destroyed,
      0,
      -1,
      [
        [0, 0],
        [2, 1],
        [4, 1],
      ],
      [1, 2],
    ],
    [
      "both",
      destroyed,
      -1,
      -1,
      [
        [0, 0],
        [1, 2],
        [2, 0],
        [3, 2],
        [4, 1],
      ],
      [3, 4],
    ],
    [
      "none: in no order",
      destroyed,
      -1,
      -1,
      [
        [0, 1],
        [4, 0],
      ],
      [-1, -1],
    ],
    ["none: the same frame", destroyed, 2, 2, [[0, 0]], [-1, -1]],
    [
      "the first destroyed frame of all",
      already,
      -1,
      -1,
      [
        [1, 2],
        [2, 1],
        [3, 1],
      ],
      [0, 2],
    ],
    [
      "the last standing frame of all",
      still,
      -1,
      -1,
      [
        [0, 0],
        [3, 0],
        [4, 2],
      ],
      [4, 5],
    ],
  ] as [string, number, number, number, [number, number][], number[]][])(
    "takes from its judgements what its marks do not tell: %s",
    (_, verdict, last, first, said, gaps) => {
      expect(completed(verdict, last, first, said).gaps).toEqual(gaps);
    },
  );

  it("of the wrong place says nothing, though it judged", () => {
    expect(completed(wrongPlace, -1, -1, [[0, 0]]).statements).toBe("");
  });

  it("holds as many frames as a timeline may have", () => {
    expect(completed(destroyed, -1, -1, [[mostFrames, 5]]).statements).toBe(`${mostFrames}:5`);
  });
});

describe("held answers", () => {
  it("are what was read, however many, until they are given back", () => {
    const held = new HeldAnswers();
    const extract = new Extract();
    const many = 70_000;
    for (let n = 0; n < many; n++) {
      extract.clear();
      extract.say(n % 5, n % 6);
      extract.dropped = n === 66_000 ? 3 : 0;
      extract.complete(n + 1, n % 4, 1, 3, 5);
      held.add(extract, n % 1000, n % 77, n < 69_000 ? "a.json" : "b.json", 2 * n);
    }
    expect([held.count, held.statementCount]).toEqual([many, many]);
    expect(Array.from(held.dropped)).toEqual([[66_000, 3]]);
    expect([0, 68_999, 69_000, 69_999].map((row) => held.file(row))).toEqual(["a.json", "a.json", "b.json", "b.json"]);
    const [runs, starts, statements] = [held.column("run"), held.column("start"), held.statements()];
    for (const row of [0, 1, 65_535, 65_536, 69_999]) {
      expect([runs.at(row), held.at("offset", row), starts.at(row), held.at("task", row)]).toEqual([row + 1, 2 * row, row, row % 1000]);
      expect([placeOf(statements.at(row)), callOf(statements.at(row))]).toEqual([row % 5, row % 6]);
    }
    const kept = Int32Array.of(69_999, 3, 65_536);
    expect(Array.from(held.take("run", kept, new Float64Array(3)))).toEqual([70_000, 4, 65_537]);
    expect(held.at("run", 3)).toBe(0);
    expect(held.at("identity", 70)).toBe(70);
    held.forgetStatements();
    expect(held.statements().at(1)).toBe(0);
  });

  it("count once for each volunteer and task: the lowest run, of the same run the first that was read", () => {
    const held = new HeldAnswers();
    const extract = new Extract();
    // Run, task, identity.
    const read: [number, number, number][] = [
      [30, 1, 0],
      [20, 0, 0],
      [10, 1, 0],
      [20, 0, 1],
      [10, 1, 0],
      [5, 2, 0],
      [40, 0, 0],
      [15, 1, 1],
    ];
    for (const [run, task, identity] of read) {
      extract.clear();
      extract.complete(run, cannotTell, -1, -1, 5);
      held.add(extract, task, identity, "a.json", 0);
    }
    const { kept, duplicates, readTwice } = withoutDuplicates(held, 3);
    expect(Array.from(kept)).toEqual([1, 2, 7, 5]);
    expect(duplicates).toEqual([3, 6, 4, 0]);
    expect(Array.from(readTwice)).toEqual([1, 1, 0]);
  });
});

describe("the extraction", () => {
  const info = answer("b-0", ["standing", null, null, "destroyed", null], ids);
  const run = (more: Record<string, unknown>) => ({ id: 1, task_id: 500, user_id: 5, info, ...more });

  it("tells rejected runs by their id, then by file and place", () => {
    const extractor = createExtractor("trial", timelinesOf(1, frames));
    extractor.add(run({ id: 4, info: null }), { file: "b.json", offset: 0 });
    extractor.add(run({ id: 2, info: { ...info, verdict: "?" } }), { file: "b.json", offset: 90 });
    extractor.add(run({ id: 2, info: null }), { file: "b.json", offset: 50 });
    extractor.add(run({ id: 2, info: null }), { file: "a.json", offset: 70 });
    extractor.add("nothing", { file: "c.json", offset: 3 });
    extractor.add(run({ id: 3 }), { file: "c.json", offset: 5 });
    extractor.add(run({ id: 9, finish_time: "2026-01-02T03:04:05.6" }), { file: "c.json", offset: 7 });
    const { rejections, counts, received, lastAnswer, readTwice } = extractor.finish();
    expect(rejections).toEqual([
      { id: null, reason: "unreadable", file: "c.json", offset: 3 },
      { id: 2, reason: "unreadable", file: "a.json", offset: 70 },
      { id: 2, reason: "unreadable", file: "b.json", offset: 50 },
      { id: 2, reason: "verdict", file: "b.json", offset: 90 },
      { id: 4, reason: "unreadable", file: "b.json", offset: 0 },
      { id: 9, reason: "duplicate", file: "c.json", offset: 7 },
    ]);
    expect(Object.entries(counts.rejected)).toEqual([
      ["unreadable", 4],
      ["verdict", 1],
    ]);
    expect(counts).toMatchObject({ task_runs: 7, used: 1, practice: 0, duplicates: 1 });
    expect([Array.from(received), lastAnswer, readTwice]).toEqual([[6], "2026-01-02T03:04:05Z", 0]);
  });

  it("counts a run once that stands in the files of fetch and in an export, where its person has another name", () => {
    const extractor = createExtractor("trial", timelinesOf(1, frames));
    extractor.add(run({ id: 1 }), { file: "a.json", offset: 0 });
    extractor.add(run({ id: 2 }), { file: "a.json", offset: 9 });
    extractor.add(run({ id: 1, user_id: "f".repeat(32) }), { file: "b.json", offset: 0 });
    extractor.add(run({ id: 2, user_id: "f".repeat(32) }), { file: "b.json", offset: 9 });
    const { counts, received, readTwice } = extractor.finish();
    expect(counts).toMatchObject({ task_runs: 4, used: 1, duplicates: 3 });
    expect([Array.from(received), readTwice]).toEqual([[2], 2]);
  });

  it("counts the judgements that were dropped out of answers that count", () => {
    const extractor = createExtractor("trial", timelinesOf(1, frames));
    const odd = { ...info, frames: { f01: "standing", f02: "gone", f77: "standing" } };
    for (const id of [1, 2]) extractor.add(run({ id, info: odd }), { file: "a.json", offset: id });
    const { droppedJudgements, counts } = extractor.finish();
    expect([droppedJudgements, counts.duplicates]).toEqual([2, 1]);
  });

  it("has its columns by task, then run, in whatever order tasks and runs came", () => {
    const [first, second] = timelinesOf(2, frames);
    if (first === undefined || second === undefined) throw new Error("no timeline");
    const extractor = createExtractor("trial", [second, first]);
    const other = answer("b-1", [null, "standing", null, null, "standing"], ids);
    extractor.add({ id: 8, task_id: 501, user_id: 1, info: other }, { file: "a.json", offset: 0 });
    extractor.add({ id: 9, task_id: 500, user_id: 1, info }, { file: "a.json", offset: 1 });
    extractor.add({ id: 7, task_id: 500, user_id: 2, info: { ...info, frames: {} } }, { file: "a.json", offset: 2 });
    const { answers } = extractor.finish();
    expect(answers.timelines.map(({ taskId }) => taskId)).toEqual([500, 501]);
    expect(Array.from(answers.run)).toEqual([7, 9, 8]);
    expect(Array.from(answers.task)).toEqual([0, 0, 1]);
    expect(Array.from(answers.volunteer)).toEqual([0, 1, 1]);
    expect(answers.identities).toEqual(["user_id:2", "user_id:1"]);
    expect(Array.from(answers.taskStart)).toEqual([0, 2, 3]);
    expect(Array.from(answers.verdict)).toEqual([0, 0, 2]);
    expect([Array.from(answers.first), Array.from(answers.last)]).toEqual([
      [1, 1, 5],
      [3, 3, 5],
    ]);
    expect(Array.from(answers.start)).toEqual([0, 3, 5, 7]);
    expect(Array.from(answers.frame)).toEqual([0, 3, 4, 0, 3, 1, 4]);
    expect(Array.from(answers.call)).toEqual([0, 1, 1, 0, 1, 0, 0]);
  });
});
