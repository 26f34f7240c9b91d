import { describe, expect, it } from "vitest";
import { buildingsRecord } from "../../../aggregation/src/report/building-records.ts";
import { findingsOf } from "../../../aggregation/src/report/findings.ts";
import { said } from "../../../aggregation/src/report/platform/building/said.ts";
import { destroyedBy, destroyedWithin, readBuildings, stateOf } from "../../../aggregation/src/report/platform/model/building.ts";
import { countAt } from "../../../aggregation/src/report/platform/model/counts.ts";
import { select, type Wish } from "../../../aggregation/src/report/platform/overview/selection.ts";
import { ar } from "../../../aggregation/src/report/platform/texts/ar.ts";
import { en } from "../../../aggregation/src/report/platform/texts/en.ts";
import { es } from "../../../aggregation/src/report/platform/texts/es.ts";
import { fr } from "../../../aggregation/src/report/platform/texts/fr.ts";
import { uk } from "../../../aggregation/src/report/platform/texts/uk.ts";
import { chooseLanguage, type Language, type Translation, wordsIn } from "../../../aggregation/src/report/platform/words/index.ts";
import { windowText } from "../../../aggregation/src/report/platform/words/statuses.ts";
import type { ReportFrame } from "../../../aggregation/src/report/record.ts";
import { building, day, facts, frames, moments } from "./report-building.ts";
import { square } from "./trial-folder.ts";

describe("the page's model", () => {
  const frame = (time: number, k: number): ReportFrame => ({
    id: `f${k}`,
    start: time,
    end: time,
    acquired: true,
    platform: null,
    gsd: null,
    attribution: null,
  });
  const row = {
    id: "b-1",
    status: "destroyed" as const,
    timeline: 0,
    gap: 2,
    gap90: [2, 3] as [number, number],
    probability: 0.6,
    answers: 3,
  };
  const read = (posterior: number[], more: object = {}) => {
    const record = {
      timelines: [[0, 1, 2, 3]],
      origin: [39, 36] as [number, number],
      step: 1e-6,
      buildings: [{ ...row, posterior, ...more }],
    };
    const [building] = readBuildings(record, moments.map(frame));
    if (!building) throw new Error("no building");
    return building;
  };

  it("fades over the window, never jumping at the most probable gap", () => {
    const building = read([2, 0.6, 3, 0.4]);
    const at = (days: number) => destroyedBy(building, Date.UTC(2017, 0, 1) + days * day);
    expect([at(0), at(10), at(15), at(20), at(30), at(40)].map((p) => Math.round(p * 100))).toEqual([0, 0, 30, 60, 80, 100]);
    expect(stateOf(building, at(15))).toBe("may");
    expect([building.after, building.by]).toEqual([moments[1], moments[3]]);
    expect(Math.round(destroyedWithin(building, moments[1] ?? 0, moments[2] ?? 0) * 100)).toBe(60);
  });

  it("counts what was destroyed before the first image from the start, and never what is open", () => {
    expect(destroyedBy(read([0, 0.7, 4, 0.3]), moments[0] ?? 0)).toBeCloseTo(0.7);
    expect(destroyedBy(read([4, 1]), (moments[3] ?? 0) + 100 * day)).toBe(0);
    expect(stateOf(read([2, 1], { unjudged: true }), 1)).toBe("unknown");
  });

  it("leaves open what has no day: neither standing nor destroyed", () => {
    const undated = moments.map((time, k) => ({ ...frame(time, k), acquired: k !== 3 }));
    const record = {
      timelines: [[0, 1, 2, 3]],
      origin: [0, 0] as [number, number],
      step: 1e-6,
      buildings: [{ ...row, posterior: [3, 1] }],
    };
    const [found] = readBuildings(record, undated);
    if (!found) throw new Error("no building");
    expect(stateOf(found, destroyedBy(found, (moments[3] ?? 0) + day))).toBe("may");
    expect(stateOf(found, destroyedBy(found, moments[2] ?? 0))).toBe("standing");
    expect(stateOf(found, destroyedBy(found, Number.POSITIVE_INFINITY))).toBe("destroyed");
    const [late] = readBuildings({ ...record, timelines: [[2, 3]], buildings: [{ ...row, posterior: [0, 1] }] }, moments.map(frame));
    if (!late) throw new Error("no building");
    expect(stateOf(late, destroyedBy(late, moments[0] ?? 0))).toBe("may");
  });

  it("keeps the parts of an outline and their holes apart", () => {
    const [a, b, hole] = [square(39, 36), square(39.001, 36), square(39.00103, 36.00003)];
    const footprint = { type: "MultiPolygon" as const, coordinates: [a, [...b, ...hole]] };
    const trial = { ...building([0, 1, 0, 0, 0]), judged: null, footprint };
    const [found] = readBuildings(buildingsRecord([trial], new Map(frames.map(({ id }, at) => [id, at]))), moments.map(frame));
    expect(found?.polygons.map((rings) => rings.length)).toEqual([1, 2]);
  });

  it("claims nothing of a building that nobody judged, and no end where it may still stand", () => {
    const words = wordsIn("en");
    const even = [0, 0.2, 1, 0.2, 2, 0.2, 3, 0.2, 4, 0.2];
    const unjudged = read(even, { unjudged: true, status: "unclear", gap90: [0, 3] });
    expect([said(unjudged, words), windowText(unjudged, words)]).toEqual([["No usable answer yet"], null]);
    expect(windowText(read([4, 1], { status: "standing_throughout", gap: 4, gap90: [4, 4] }), words)).toBeNull();
    const open = read([3, 0.6, 4, 0.4], { gap: 3, gap90: [3, 4] });
    expect(windowText(open, words)).toMatch(/^after .*, or not at all$/);
    expect(said(open, words)[1]).toMatch(/or still stood on the last image/);
  });

  it("reads outlines back to a tenth of a metre", () => {
    const trial = {
      ...building([0, 1, 0, 0, 0]),
      judged: null,
      footprint: { type: "Polygon" as const, coordinates: square(39.0123456, 36.7654321) },
    };
    const [found] = readBuildings(buildingsRecord([trial], new Map(frames.map(({ id }, at) => [id, at]))), moments.map(frame));
    for (const [at, [lon = 0, lat = 0]] of (trial.footprint.coordinates[0] ?? []).entries()) {
      expect(found?.polygons[0]?.[0]?.[at]?.[0]).toBeCloseTo(lon, 5);
      expect(found?.polygons[0]?.[0]?.[at]?.[1]).toBeCloseTo(lat, 5);
    }
  });

  it("counts between images as the share of time", () => {
    const { stretches } = findingsOf([building([0, 1, 0, 0, 0]), building([0, 0, 1, 0, 0])], facts);
    expect(countAt(stretches, (moments[0] ?? 0) + 5 * day).expected).toBeCloseTo(0.5);
    expect(countAt(stretches, moments[3] ?? 0).expected).toBeCloseTo(2);
  });

  it("sorts and filters, with what is unknown last", () => {
    const list = readBuildings(
      {
        timelines: [[0, 1, 2, 3]],
        origin: [0, 0],
        step: 1e-6,
        buildings: [
          { ...row, id: "b-a", label: "R-10", posterior: [1, 1], gap: 1, gap90: [1, 1] },
          { ...row, id: "b-b", label: "R-9", posterior: [4, 1], gap: 4, gap90: [4, 4], status: "standing_throughout" },
          { ...row, id: "b-c", label: "R-2", posterior: [3, 1], gap: 3, gap90: [3, 3], review: true },
        ],
      },
      moments.map(frame),
    );
    const wish: Wish = { search: "", status: null, review: false, window: null, sort: { column: "name", descending: false } };
    const names = (change: Partial<Wish>) => select(list, { ...wish, ...change }).map(({ name }) => name);
    expect(names({})).toEqual(["R-2", "R-9", "R-10"]);
    expect(names({ sort: { column: "window", descending: true } })).toEqual(["R-2", "R-10", "R-9"]);
    expect(names({ search: "r-1" })).toEqual(["R-10"]);
    expect(names({ review: true })).toEqual(["R-2"]);
    expect(names({ window: { from: moments[0] ?? 0, to: moments[1] ?? 0 } })).toEqual(["R-10"]);
  });
});

describe("the page's words", () => {
  it("choose the reader's language, then the browser's, then the campaign's", () => {
    expect(chooseLanguage(null, ["de", "uk-UA"], "fr")).toBe("uk");
    expect(chooseLanguage("ar", ["uk"], "fr")).toBe("ar");
    expect(chooseLanguage(null, ["de"], "fr")).toBe("fr");
    expect(chooseLanguage("toString", [], "de")).toBe("en");
  });

  it.each(Object.entries({ ar, es, fr, uk }))("hold in %s what the English hold, with the same values", (_, catalogue) => {
    const holes = (entry: string | object) => new Set([...JSON.stringify(entry).matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
    for (const [key, text] of Object.entries(en) as [keyof typeof en, string | object][]) {
      // A form for one may leave the number out.
      const needed = (entry: string | object) => [...holes(entry)].filter((name) => typeof text === "string" || name !== "count");
      expect([key, new Set(needed(catalogue[key]))]).toEqual([key, new Set(needed(text))]);
    }
  });

  it("keep names and dates in their own order among right-to-left words", () => {
    const { text, window, date } = wordsIn("ar", ar);
    expect(text("buildingTitle", { name: "R-4" })).toContain("\u2068R-4\u2069");
    const [june, july] = [Date.UTC(2017, 5, 10), Date.UTC(2017, 6, 10)];
    // The window as a whole runs from right to left, so that its first day is read first.
    const span = `\u2068${date(june)}\u2069 – \u2068${date(july)}\u2069`;
    expect(text("said90", { window: window(june, july) })).toContain(`\u2067${span}\u2069`);
  });

  it("count one as one, in every language", () => {
    const headline = (language: Language, catalogue: Translation, count: number) =>
      wordsIn(language, catalogue).text("headline", { destroyed: 1, count });
    expect(headline("en", en, 1)).toBe("1 of 1 building destroyed");
    expect(headline("en", en, 60)).toBe("1 of 60 buildings destroyed");
    expect(headline("ar", ar, 5)).toContain("مبانٍ");
    expect(headline("uk", uk, 21)).toBe("Зруйновано 1 з 21 будівлі");
    const { text, band } = wordsIn("es", es);
    expect(
      text("fromAnswers", { answers: text("answersCounted", { count: 1 }), volunteers: text("volunteersCounted", { count: 2 }) }),
    ).toBe("A partir de 1 respuesta de 2 personas voluntarias.");
    expect([band({ low: 3, high: 3 }), band({ low: 3, high: 5 })]).toEqual(["3", "3–5"]);
  });

  it("never call certain what is not, and name open ends", () => {
    const { percent, window, date } = wordsIn("en");
    expect([percent(0.001), percent(0.9999), percent(1), percent(0)]).toEqual(["<1 %", "99.9\u00a0%", "100\u00a0%", "0\u00a0%"]);
    const june = Date.UTC(2017, 5, 10);
    expect([window(null, june), window(june, null), window(null, null), date(june)]).toEqual([
      "by 10 Jun 2017",
      "after 10 Jun 2017",
      "not known",
      "10 Jun 2017",
    ]);
  });
});
