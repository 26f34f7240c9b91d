import { readFileSync } from "node:fs";
import type { Campaign } from "pybossa-client-ts/strike-tracker";
import { describe, expect, it } from "vitest";
import { dividerAfterKey } from "../../../task-presenter/src/compare/divider.ts";
import { nudgeAfterKey } from "../../../task-presenter/src/compare/nudge.ts";
import { clipOutside, outlineOnGround, pathOf, scaleLength } from "../../../task-presenter/src/compare/outline.ts";
import { createFrameDates, createText, en } from "../../../task-presenter/src/i18n/index.ts";
import { taskOfPath } from "../../../task-presenter/src/page/campaign-script.ts";
import { checkChip, chipCheckOf, framePicture, readBuilding } from "../../../task-presenter/src/sitting/building.ts";
import { longGaps } from "../../../task-presenter/src/strike-tracker/frames-view.ts";
import { actionOfKey } from "../../../task-presenter/src/strike-tracker/keyboard.ts";
import { version } from "../../../task-presenter/src/version.ts";
import { campaignOfTown } from "../../browser/presenter-building.ts";

const press = (key: string, held: Partial<Record<"shiftKey" | "ctrlKey" | "metaKey" | "altKey", boolean>> = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

describe("keys", () => {
  const usual = { single: true, rightToLeft: false };

  it("answer, and leave the browser's own alone", () => {
    expect(actionOfKey(press("s"), usual)).toEqual({ kind: "answer", index: 0 });
    expect(actionOfKey(press("S", { shiftKey: true }), usual)).toEqual({ kind: "answer", index: 0 });
    expect(actionOfKey(press("m"), usual)).toEqual({ kind: "more" });
    expect(actionOfKey(press("s", { ctrlKey: true }), usual)).toBeNull();
    expect(actionOfKey(press("d", { metaKey: true }), usual)).toBeNull();
    expect(actionOfKey(press("Tab"), usual)).toBeNull();
  });

  it("can be switched off but for undo, send, close and arrows", () => {
    const off = { single: false, rightToLeft: false };
    for (const key of ["1", "s", "u", "k", "?", " "]) expect(actionOfKey(press(key), off)).toBeNull();
    expect(actionOfKey(press("z", { ctrlKey: true }), off)).toEqual({ kind: "undo" });
    expect(actionOfKey(press("Enter"), off)).toEqual({ kind: "send" });
    expect(actionOfKey(press("ArrowRight"), off)).toEqual({ kind: "frame", step: 1 });
  });

  it("go where they point when time runs from right to left", () => {
    expect(actionOfKey(press("ArrowRight"), { single: true, rightToLeft: true })).toEqual({ kind: "frame", step: -1 });
    expect(actionOfKey(press("ArrowRight", { shiftKey: true }), { single: true, rightToLeft: true })).toMatchObject({
      kind: "pan",
      right: 0.2,
    });
  });
});

describe("the divider and the outline's arrows", () => {
  it("move by keys, the way that the line of reading runs", () => {
    const press = (key: string, shiftKey = false) => ({ key, shiftKey });
    expect(dividerAfterKey(press("ArrowRight"), 50, false)).toBe(52);
    expect(dividerAfterKey(press("ArrowRight"), 50, true)).toBe(48);
    expect(dividerAfterKey(press("ArrowLeft", true), 5, false)).toBe(0);
    expect(dividerAfterKey(press("End"), 50, true)).toBe(100);
    expect(dividerAfterKey(press("a"), 50, false)).toBeNull();
    expect(nudgeAfterKey(press("ArrowUp"), [0, 0])).toEqual([0, 0.5]);
    expect(nudgeAfterKey(press("ArrowLeft", true), [-14, 1])).toEqual([-15, 1]);
    expect(nudgeAfterKey(press("Enter"), [0, 0])).toBeNull();
  });
});

describe("the outline and the scale", () => {
  it("lies on the ground with north up", () => {
    expect(outlineOnGround([[0.25, 0]], 80)).toEqual([[[20, 80]]]);
    expect(outlineOnGround([[[0.25, 0]], [[1, 1]]], 80)).toEqual([[[20, 80]], [[80, 0]]]);
  });

  it("is one path of closed rings, courtyards too", () => {
    const ring = (side: number) => [
      [0, 0],
      [side, 0],
      [side, side],
    ];
    expect(pathOf([ring(10), ring(2)])).toBe("M0.0 0.0L10.0 0.0L10.0 10.0ZM0.0 0.0L2.0 0.0L2.0 2.0Z");
    expect(pathOf([[[0, 0]]])).toBe("");
    expect([clipOutside(""), clipOutside("M0 0L1 0L1 1Z")]).toEqual(["none", 'path(evenodd, "M-9999-9999H9999V9999H-9999ZM0 0L1 0L1 1Z")']);
  });

  it("has a round length that fits", () => {
    expect(scaleLength(0.3, 90)).toEqual({ metres: 20, pixels: 20 / 0.3 });
    expect(scaleLength(5, 90).metres).toBe(200);
    expect(scaleLength(0.011, 90).metres).toBe(0.5);
  });
});

describe("texts and dates", () => {
  const text = createText("en");

  it("count by the language's rules", () => {
    expect(text("gapDays", { count: 1 })).toBe("1 day apart");
    expect(text("gapDays", { count: 1200 })).toBe("1,200 days apart");
  });

  it("leave no value out: each placeholder of a text is known", () => {
    for (const entry of Object.values(en)) {
      const forms = typeof entry === "string" ? [entry] : Object.values(entry);
      const names = forms.map((form) => new Set([...form.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)));
      for (const form of names) expect(form).toEqual(names[0]);
    }
  });

  it("say dates in UTC wherever the volunteer is", () => {
    const dates = createFrameDates("en-GB");
    const frame = { id: "a", datetime: "2017-06-12T23:31:00Z", date_kind: "acquired", source: { type: "chips" } } as const;
    expect([dates.long(frame), dates.medium(frame), dates.time(frame)]).toEqual(["12 June 2017", "12 Jun 2017", "23:31 UTC"]);
    const range = {
      id: "b",
      start_datetime: "2017-06-03T00:00:00Z",
      end_datetime: "2017-06-09T00:00:00Z",
      date_kind: "published",
      source: { type: "chips" },
    } as const;
    expect(dates.long(range).replace(/\s/g, " ")).toMatch(/^3\D{1,5}9 June 2017$/);
    expect(dates.time(range)).toBe("UTC");
  });
});

it("the strip names only gaps in time that are long", () => {
  const days = [0, 5, 9, 60, 64, 69];
  const times = days.map((day) => ({ start: day * 86_400_000, end: day * 86_400_000 }));
  expect(longGaps(times)).toEqual([undefined, undefined, undefined, 51, undefined, undefined]);
  expect(longGaps(times.slice(0, 1))).toEqual([undefined]);
});

describe("a task", () => {
  const campaign: Campaign = campaignOfTown("https://chips.example/{name}.jpg");
  const name = "0123456789abcdef01234567";
  const outline = [
    [0, 0],
    [1, 0],
    [1, 1],
  ];
  const info = {
    schema: "strike-tracker/task/1",
    campaign: "town-2017",
    building: "b-1",
    frames: ["f01", "f02"],
    chips: { names: [name, name], outline, ground_m: 60, size_px: 256 },
  };
  const taken = { requestedAt: 0, startedAt: new Date(0), answerId: "x", preferredMode: null, random: () => 0.5 };

  it("is read with its frames and chip addresses", () => {
    const read = readBuilding({ id: 7, info }, campaign, taken);
    if (!read.ok) throw new Error(read.problem);
    expect(read.building.frames.map(({ id }) => id)).toEqual(["f01", "f02"]);
    expect(framePicture(read.building, campaign, "f01")).toEqual({ src: `https://chips.example/${name}.jpg` });
    expect(read.building.ground).toEqual({ side: 60, pixels: 256, outline, square: null });
  });

  it("moves a frame as the task says", () => {
    const shifted = { ...info, frames: [{ id: "f01", shift: [1.5, -2] }, "f02"] };
    const read = readBuilding({ id: 7, info: shifted }, campaign, taken);
    expect(read.ok && framePicture(read.building, campaign, "f01").shift).toEqual([1.5, -2]);
  });

  it("without chips is looked at straight from the frames' sources, on a square of ground around the building", () => {
    const geometry = {
      type: "Polygon",
      coordinates: [
        [
          [39, 36],
          [39.0002, 36],
          [39.0002, 36.0001],
          [39, 36.0001],
          [39, 36],
        ],
      ],
    };
    const source = { type: "xyz", url: "https://tiles.example/{z}/{x}/{y}.png" } as const;
    const open = { ...campaign, frames: campaign.frames.map((frame) => ({ ...frame, source })) };
    const read = readBuilding({ id: 7, info: { ...info, chips: undefined, geometry } }, open, taken);
    if (!read.ok) throw new Error(read.problem);
    const { side, outline: rings, square, pixels } = read.building.ground;
    expect(square?.center.map((degrees) => degrees.toFixed(5))).toEqual(["39.00010", "36.00005"]);
    expect(side).toBe(96);
    // 18.0 m x 11.1 m in the middle of 96 m.
    const [west = 0, north = 0] = (rings as number[][][])[0]?.[3] ?? [];
    expect([west * side, north * side].map((metres) => Math.round(metres * 10) / 10)).toEqual([39, 42.5]);
    expect(framePicture(read.building, open, "f01")).toEqual({ src: "b-1/f01", direct: { source, square, pixels } });
    expect(checkChip(read.building, "f01", null)).toBe(read.building);
  });

  it("that does not fit the campaign is told in words", () => {
    const problem = (change: object) => {
      const read = readBuilding({ id: 7, info: { ...info, ...change } }, campaign, taken);
      return read.ok ? "" : read.problem;
    };
    expect(problem({ campaign: "other" })).toContain("belongs to the campaign other");
    expect(problem({ frames: ["f01", "zz"] })).toContain("zz");
    expect(problem({ frames: "?" })).toContain("/frames");
    expect(
      problem({
        chips: undefined,
        geometry: {
          type: "Polygon",
          coordinates: [
            [
              [1, 1],
              [2, 1],
              [2, 2],
              [1, 1],
            ],
          ],
        },
      }),
    ).toContain("the source of the frame f01 is shown only where the task has chips");
  });

  it("remembers which chips are what they should be", () => {
    const read = readBuilding({ id: 7, info }, campaign, taken);
    if (!read.ok) throw new Error(read.problem);
    expect(chipCheckOf(read.building).chipCheck).toBe("not_verified");
    const good = checkChip(read.building, "f01", `${name}ffff`);
    expect(chipCheckOf(good).chipCheck).toBe("ok");
    expect(chipCheckOf(checkChip(good, "f02", null)).chipCheck).toBe("not_verified");
    expect(chipCheckOf(checkChip(good, "f02", "ab".repeat(32)))).toEqual({ chipCheck: "differs", chipsDiffer: ["f02"] });
  });

  it("is named by the page's address", () => {
    expect(taskOfPath("/project/raqqa/task/12")).toBe(12);
    expect(taskOfPath("/project/raqqa/newtask")).toBeNull();
  });
});

it("the version in answers is the package's", () => {
  const manifest = JSON.parse(readFileSync(new URL("../../../task-presenter/package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  expect(version).toBe(manifest.version);
});
