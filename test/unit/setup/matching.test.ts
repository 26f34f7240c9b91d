import { describe, expect, it } from "vitest";
import { selectRules } from "../../../project-setup/src/campaign-file/index.ts";
import type { Frame, Scene } from "../../../project-setup/src/frames/index.ts";
import { coversExtent, type Extent, extentOf, metresToEdge, type Outline } from "../../../project-setup/src/geometry/index.ts";
import { chooseTimeline, coverageIndex, type TimeBounds } from "../../../project-setup/src/matching/index.ts";
import { square } from "../../synthetic/square.ts";
import { campaign } from "./workspace.ts";

const rules = (changes = {}) => selectRules({ ...campaign, schema: 1, select: changes });
const open: TimeBounds = { standing: null, destroyed: null, periodStart: null, periodEnd: null };

function frame(id: string, day: string, scenes: Partial<Scene>[] = [{}]): Frame {
  const start = Date.parse(day.includes("T") ? day : `${day}T08:00:00Z`);
  return {
    record: { id, date_kind: "acquired", source: { type: "image" }, datetime: day },
    scenes: scenes.map((scene) => ({
      where: id,
      id,
      acquisition: null,
      start,
      end: start,
      dateKind: "acquired",
      platform: null,
      gsd: null,
      offNadir: null,
      azimuth: null,
      cloud: null,
      outline: square(39, 35, 0.05) as Outline,
      raster: null,
      source: { type: "image" },
      attribution: null,
      provider: null,
      licence: null,
      poor: false,
      shift: null,
      ...scene,
    })),
  };
}

const timeline = (frames: Frame[], bounds = open, changes = {}) => {
  const find = coverageIndex(frames);
  return chooseTimeline(find([38.9999, 34.9999, 39.0001, 35.0001]), [39, 35], bounds, rules(changes));
};
const kept = (frames: Frame[], bounds = open, changes = {}) =>
  timeline(frames, bounds, changes).covers.map((cover) => cover.frame.record.id);

describe("covering", () => {
  const ring = square(0, 0, 10).coordinates;
  const hole = square(0, 0, 1).coordinates;
  const box = (x: number, y: number): Extent => [x - 0.5, y - 0.5, x + 0.5, y + 0.5];

  it("needs the whole rectangle inside, holes left out", () => {
    const outline = { type: "Polygon", coordinates: [...ring, ...hole] } as Outline;
    expect(coversExtent(outline, box(5, 5))).toBe(true);
    expect(coversExtent(outline, box(9.8, 5))).toBe(false);
    expect(coversExtent(outline, box(0, 0))).toBe(false);
    expect(coversExtent(outline, [-3, -3, 3, 3])).toBe(false);
  });

  it("sees a notch that reaches in between the corners", () => {
    const notched = {
      type: "Polygon",
      coordinates: [
        [
          [0, 0],
          [10, 0],
          [10, 10],
          [5, 5],
          [0, 10],
          [0, 0],
        ],
      ],
    } as Outline;
    expect(coversExtent(notched, [1, 1, 9, 4])).toBe(true);
    expect(coversExtent(notched, [4, 1, 6, 7])).toBe(false);
  });

  it("goes by the outline and not its box, with 15 m around the building", () => {
    const triangle = {
      type: "Polygon",
      coordinates: [
        [
          [38.9, 34.9],
          [39.1, 34.9],
          [38.9, 35.1],
          [38.9, 34.9],
        ],
      ],
    } as Outline;
    const find = coverageIndex([frame("t", "2020-01-01", [{ outline: triangle }])]);
    expect(find([38.95, 34.95, 38.951, 34.951]).length).toBe(1);
    expect(find([39.05, 35.05, 39.051, 35.051]).length).toBe(0);
    expect(find([38.9001, 34.95, 38.901, 34.951]).length).toBe(0);
    expect(find([38.9002, 34.95, 38.901, 34.951]).length).toBe(1);
  });

  it("takes a layer without an outline as being everywhere", () => {
    expect(kept([frame("tiles", "2020-01-01", [{ outline: null }]), frame("b", "2020-02-01")])).toEqual(["tiles", "b"]);
  });

  it("measures the distance to the nearest edge", () => {
    expect(metresToEdge(square(0, 0, 0.001) as Outline, [0.0005, 0])).toBeCloseTo(55.66, 1);
    expect(extentOf(square(0, 0, 1) as Outline)).toEqual([-1, -1, 1, 1]);
  });
});

describe("a building's timeline", () => {
  it("has one scene an acquisition, in which the building lies farthest from the edge", () => {
    const near = square(39.04, 35, 0.05) as Outline;
    const far = square(39.01, 35, 0.05) as Outline;
    const { covers, duplicates } = timeline([
      frame("a", "2020-01-01", [
        { outline: near, id: "near" },
        { outline: far, id: "far" },
      ]),
      frame("b", "2020-02-01"),
    ]);
    expect(covers.map(({ scene }) => scene.id)).toEqual(["far", "b"]);
    expect(duplicates).toBe(1);
  });

  it("takes two strips of one platform within two minutes as one acquisition", () => {
    const strip = { platform: "sat" };
    expect(
      kept([frame("a", "2020-01-01T08:00:00Z", [strip]), frame("b", "2020-01-01T08:01:00Z", [strip]), frame("c", "2020-02-01")]).length,
    ).toBe(2);
    expect(
      kept([frame("a", "2020-01-01T08:00:00Z", [strip]), frame("b", "2020-01-01T08:01:00Z"), frame("c", "2020-02-01")], open, {
        same_day: "all",
      }).length,
    ).toBe(3);
  });

  it("is in order of time whatever the file's order", () => {
    expect(kept([frame("late", "2020-03-01"), frame("early", "2020-01-01")])).toEqual(["early", "late"]);
  });

  it("leaves out cloudy frames, but never below the least number", () => {
    const cloudy = [frame("a", "2020-01-01", [{ cloud: 90 }]), frame("b", "2020-02-01"), frame("c", "2020-03-01")];
    expect(kept(cloudy)).toEqual(["b", "c"]);
    const all = timeline([
      frame("a", "2020-01-01", [{ cloud: 90 }]),
      frame("b", "2020-02-01", [{ cloud: 70 }]),
      frame("c", "2020-03-01", [{ cloud: 99 }]),
    ]);
    expect(all.covers.map((cover) => cover.frame.record.id)).toEqual(["a", "b"]);
    expect(all.tolerated.length).toBe(2);
    expect(all.dropped).toEqual([{ frame: "c", reason: "cloud cover above 60 %" }]);
  });

  it("takes the better of two acquisitions of one day, or both if asked", () => {
    const day = [
      frame("a", "2020-01-01T08:00:00Z", [{ cloud: 30 }]),
      frame("b", "2020-01-01T10:00:00Z", [{ cloud: 5 }]),
      frame("c", "2020-02-01"),
    ];
    expect(kept(day)).toEqual(["b", "c"]);
    expect(kept(day, open, { same_day: "all" })).toEqual(["a", "b", "c"]);
  });

  it("keeps one frame on each side of what is known", () => {
    const months = ["01", "02", "03", "04", "05", "06"].map((month) => frame(`m${month}`, `2020-${month}-01`));
    const bounds = { ...open, standing: Date.parse("2020-02-15"), destroyed: Date.parse("2020-04-15") };
    expect(kept(months, bounds)).toEqual(["m02", "m03", "m04", "m05"]);
    expect(timeline(months.slice(2), bounds).skip).toContain("last known standing");
    expect(timeline(months.slice(0, 4), bounds).skip).toContain("first known destroyed");
  });

  it("takes a clear frame as the margin where there is one, and the nearest else", () => {
    const clouds: Record<string, number> = { "02": 90, "05": 80 };
    const months = ["01", "02", "03", "04", "05", "06", "07"].map((month) =>
      frame(`m${month}`, `2020-${month}-01`, [{ cloud: clouds[month] ?? 0 }]),
    );
    const bounds = { ...open, standing: Date.parse("2020-02-15"), destroyed: Date.parse("2020-04-15") };
    expect(kept(months, bounds)).toEqual(["m01", "m03", "m04", "m06"]);
    expect(kept(months.slice(1, 5), bounds)).toEqual(["m02", "m03", "m04", "m05"]);
  });

  it("takes no margin from a mosaic's date of publication", () => {
    const bounds = { ...open, standing: Date.parse("2020-02-15"), destroyed: Date.parse("2020-04-15") };
    const published = { dateKind: "published" as const };
    const frames = [frame("p1", "2020-01-01", [published]), frame("m03", "2020-03-01"), frame("p5", "2020-05-01", [published])];
    expect(timeline(frames, bounds).skip).toContain("last known standing");
    expect(timeline([frame("m02", "2020-02-01"), ...frames], bounds).skip).toContain("first known destroyed");
    expect(
      kept([...frames, frame("m02", "2020-02-01"), frame("m06", "2020-06-01"), frame("p7", "2020-07-01", [published])], bounds),
    ).toEqual(["m02", "m03", "p5", "m06", "p7"]);
  });

  it("keeps a mosaic of weeks beside an acquisition of its first day", () => {
    const month = { start: Date.parse("2020-01-01T00:00:00Z"), end: Date.parse("2020-01-31T23:59:59Z") };
    expect(kept([frame("mosaic", "2020-01-01", [month]), frame("a", "2020-01-01"), frame("b", "2020-02-01")])).toEqual([
      "mosaic",
      "a",
      "b",
    ]);
  });

  it("keeps the frames next to the known interval when it is thinned", () => {
    const days = Array.from({ length: 20 }, (_, at) => frame(`f${at}`, `2020-01-${String(at + 1).padStart(2, "0")}`));
    const bounds = { ...open, standing: Date.parse("2020-01-04T12:00:00Z"), destroyed: Date.parse("2020-01-17T00:00:00Z") };
    const chosen = kept(days, bounds, { max_frames: 6, min_before: 2, min_after: 2 });
    expect(chosen.length).toBe(6);
    expect(chosen).toEqual(expect.arrayContaining(["f2", "f3", "f16", "f17"]));
    expect(kept(days, bounds, { max_frames: 6, thin: "none" })).toEqual(expect.arrayContaining(["f3", "f16"]));
  });

  it("keeps to the period and its padding", () => {
    const months = ["01", "02", "03", "04", "05"].map((month) => frame(`m${month}`, `2020-${month}-01`));
    const bounds = { ...open, periodStart: Date.parse("2020-03-05"), periodEnd: Date.parse("2020-03-25") };
    expect(kept(months, bounds, { pad_days: 10 })).toEqual(["m03", "m04"]);
  });

  it("is thinned evenly, the first and last staying", () => {
    const many = Array.from({ length: 11 }, (_, at) => frame(`f${at}`, `2020-01-${String(at + 1).padStart(2, "0")}`));
    expect(kept(many, open, { max_frames: 3 })).toEqual(["f0", "f5", "f10"]);
  });

  it("is skipped with its reason where there is too little", () => {
    expect(timeline([frame("a", "2020-01-01")]).skip).toBe("1 frame, fewer than 2");
    expect(chooseTimeline([], [39, 35], open, rules()).skip).toBe("no frame covers it");
  });
});
