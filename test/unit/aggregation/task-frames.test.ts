import { describe, expect, it } from "vitest";
import type { DatedFrame } from "../../../aggregation/src/campaign.ts";
import { unpackedChips } from "../../../aggregation/src/extract/chips.ts";
import { mostFrames } from "../../../aggregation/src/extract/extract.ts";
import { campaignAxis, readTask } from "../../../aggregation/src/extract/timelines.ts";
import { dailyFrames, noon } from "./handwritten-answers.ts";

const frames = dailyFrames(5);
const ids = frames.map(({ id }) => id);

describe("a task's frames", () => {
  const at = (id: string, from: number, to = from, acquired = true): DatedFrame => ({ id, start: noon(from), end: noon(to), acquired });
  const task = (shown: unknown, dated: DatedFrame[], more: Record<string, unknown> = {}, info: Record<string, unknown> = {}) =>
    readTask(
      { id: 1, info: { schema: "strike-tracker/task/1", campaign: "trial", building: "b", frames: shown, ...info }, ...more },
      campaignAxis("trial", dated),
    );
  const read = (...args: Parameters<typeof task>) => {
    const found = task(...args);
    if (!found.ok) throw new Error(found.reason);
    return found.value;
  };

  it("are those it shows, each at its place on the axis", () => {
    const found = read(["f02", "f04"], frames);
    expect(found.frames.map(({ id }) => id)).toEqual(["f02", "f04"]);
    expect(found.axis).toEqual([1, 3]);
    expect([...found.place]).toEqual([
      ["f02", 0],
      ["f04", 1],
    ]);
    expect([found.shown, found.chips, found.redundancy]).toEqual([null, null, null]);
  });

  it("without a date take the place before; the first one the axis' beginning", () => {
    expect(read(["?", "f02", "??", "f04"], frames).axis).toEqual([0, 1, 1, 3]);
  });

  it("never fall on the axis: one that lies behind a later one is drawn back to it", () => {
    const published = [at("a", 0), at("b", 1), at("c", 2), at("p", 9, 9, false)];
    expect(read(["a", "p", "b", "c"], published)).toMatchObject({ axis: [0, 1, 1, 2], shown: null });
  });

  it("are put in the order of their dates where one lies wholly after another that is shown behind it", () => {
    const dated = [at("a", 0), at("c", 1), at("b", 2)];
    const found = read(["a", "b", "c"], dated);
    expect(found.frames.map(({ id }) => id)).toEqual(["a", "c", "b"]);
    expect(found.axis).toEqual([0, 1, 2]);
    expect([...(found.shown ?? [])]).toEqual([
      ["a", 0],
      ["b", 1],
      ["c", 2],
    ]);
    expect([...found.place]).toEqual([
      ["a", 0],
      ["c", 1],
      ["b", 2],
    ]);
  });

  it("keep one without a date behind the frame it is shown after", () => {
    const dated = [at("a", 0), at("c", 1), at("b", 2)];
    expect(read(["a", "b", "?", "c"], dated).frames.map(({ id }) => id)).toEqual(["a", "c", "b", "?"]);
  });

  it.each([
    ["at one moment", [at("a", 1), at("b", 1)], ["b", "a"]],
    ["ranges that touch", [at("a", 0, 1), at("b", 1, 2)], ["b", "a"]],
    ["a range around a later moment", [at("a", 0, 5), at("b", 1), at("c", 2)], ["b", "a", "c"]],
    ["a date of publication", [at("a", 0), at("b", 1, 1, false)], ["b", "a"]],
  ])("stay as they are shown: %s", (_, dated, shown) => {
    const found = read(shown, dated);
    expect(found.frames.map(({ id }) => id)).toEqual(shown);
    expect(found.shown).toBeNull();
  });

  it("are compared with the latest beginning of all before, not with the one just before", () => {
    const dated = [at("x", 0), at("a", 1, 9), at("b", 4)];
    expect(read(["b", "a", "x"], dated).shown).not.toBeNull();
    expect(read(["b", "a"], dated).shown).toBeNull();
  });

  it("are read once for each order: tasks share it", () => {
    const axis = campaignAxis("trial", frames);
    const both = ["b-1", "b-2"].map((building) =>
      readTask({ id: 1, info: { schema: "strike-tracker/task/1", campaign: "trial", building, frames: ids } }, axis),
    );
    expect(both[0]?.ok && both[1]?.ok && both[0].value.place === both[1].value.place).toBe(true);
    const other = readTask({ id: 1, info: { schema: "strike-tracker/task/1", campaign: "trial", building: "b-3", frames: ["f01"] } }, axis);
    expect(other).toMatchObject({ ok: true, value: { axis: [0] } });
  });

  it.each([
    ["none", []],
    ["no list", "f01"],
    ["a number", [1]],
    ["an object without an id", [{}]],
    ["one twice", ["f01", { id: "f01" }]],
    ["a control character", ["f\u0007"]],
    ["half a character", ["f\ud800"]],
    ["a long id", ["f".repeat(201)]],
    ["more than there may be", Array.from({ length: mostFrames + 1 }, (_, k) => `f${k}`)],
  ])("are not read: %s", (_, shown) => {
    expect(task(shown, frames)).toEqual({ ok: false, id: 1, reason: "frames" });
  });

  it("may have long names, and be as many as fit", () => {
    expect(task(["f".repeat(200)], frames).ok).toBe(true);
    expect(
      task(
        Array.from({ length: mostFrames }, (_, k) => `f${k}`),
        frames,
      ).ok,
    ).toBe(true);
  });

  it.each([
    ["an id as text", { id: "7" }, {}, { ok: true, value: { taskId: 7 } }],
    ["an id as PYBOSSA's CSV writes it", { id: "7.0" }, {}, { ok: true, value: { taskId: 7 } }],
    ["how many answers are asked for", { n_answers: 12 }, {}, { ok: true, value: { redundancy: 12 } }],
    ["no id", { id: null }, {}, { ok: false, id: null, reason: "unreadable" }],
    ["an empty id", { id: "" }, {}, { ok: false, id: null, reason: "unreadable" }],
    ["half an id", { id: 7.5 }, {}, { ok: false, id: null, reason: "unreadable" }],
    ["no building", {}, { building: "" }, { ok: false, id: 1, reason: "frames" }],
    ["a building that is no text", {}, { building: 7 }, { ok: false, id: 1, reason: "frames" }],
    ["a building with a control character", {}, { building: "b\n" }, { ok: false, id: 1, reason: "frames" }],
    ["another campaign", {}, { campaign: "raqqa" }, { ok: false, id: 1, reason: "campaign", campaign: "raqqa" }],
    ["a campaign that is no text", {}, { campaign: 7 }, { ok: false, id: 1, reason: "campaign" }],
    ["an older schema", {}, { schema: "strike-tracker/task/0" }, { ok: false, id: 1, reason: "schema" }],
  ] as [string, Record<string, unknown>, Record<string, unknown>, Record<string, unknown>][])(
    "stand beside %s",
    (_, more, info, expected) => {
      expect(task(ids, frames, more, info)).toMatchObject(expected);
      if (expected.ok === false) expect(task(ids, frames, more, info)).toEqual(expected);
    },
  );

  it("belong to a task: nothing else has any", () => {
    for (const nothing of [null, "task", 7, []])
      expect(readTask(nothing, campaignAxis("trial", frames))).toEqual({ ok: false, id: null, reason: "unreadable" });
  });

  describe("have chips", () => {
    const names = ids.map((_, k) => String(k).repeat(24));
    const chips = {
      names,
      outline: [
        [0, 0.5],
        [1, 0],
      ],
      ground_m: 60,
      size_px: 256,
    };
    const chipsOf = (value: unknown, shown: unknown = ids, dated = frames) => {
      const packed = read(shown, dated, {}, { chips: value }).chips;
      return packed === null ? null : unpackedChips(packed);
    };

    it("where they fit the frames, also as text", () => {
      expect(chipsOf(chips)).toEqual(chips);
      expect(chipsOf(JSON.stringify(chips))).toEqual(chips);
      expect(
        chipsOf({ ...chips, names: JSON.stringify(names), outline: JSON.stringify(chips.outline), ground_m: "60", size_px: "256" }),
      ).toEqual(chips);
      expect(chipsOf({ ...chips, outline: [] })).toEqual({ ...chips, outline: [] });
    });

    it("by the frames' dates, where these were corrected since", () => {
      const dated = [at("a", 0), at("c", 1), at("b", 2)];
      expect(chipsOf({ ...chips, names: names.slice(0, 3) }, ["a", "b", "c"], dated)?.names).toEqual([names[0], names[2], names[1]]);
    });

    it.each([
      ["nothing", null],
      ["no object", [names]],
      ["too few names", { ...chips, names: names.slice(1) }],
      ["too many names", { ...chips, names: [...names, names[0]] }],
      ["a name that is a path", { ...chips, names: ["../".repeat(8), ...names.slice(1)] }],
      ["a name that is too long", { ...chips, names: [`${names[0]}0`, ...names.slice(1)] }],
      ["a name with capitals", { ...chips, names: ["A".repeat(24), ...names.slice(1)] }],
      ["a name that is a number", { ...chips, names: [7, ...names.slice(1)] }],
      ["names that are no list", { ...chips, names: "names" }],
      ["an outline that is none", { ...chips, outline: "x" }],
      ["a point of three", { ...chips, outline: [[0, 0, 0]] }],
      ["a point that is no list", { ...chips, outline: [7] }],
      ["a point of text", { ...chips, outline: [["0", 0]] }],
      ["a point without end", { ...chips, outline: [[0, Number.POSITIVE_INFINITY]] }],
      ["no ground", { ...chips, ground_m: undefined }],
      ["nothing on the ground", { ...chips, ground_m: 0 }],
      ["endless ground", { ...chips, ground_m: Number.POSITIVE_INFINITY }],
      ["no size", { ...chips, size_px: "large" }],
      ["no pixel", { ...chips, size_px: 0 }],
      ["endless pixels", { ...chips, size_px: Number.POSITIVE_INFINITY }],
    ])("or none: %s", (_, value) => {
      expect(chipsOf(value)).toBeNull();
    });
  });
});
