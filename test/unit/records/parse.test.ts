import {
  type Answer,
  answerProblems,
  type CampaignFrame,
  datesFromJudgements,
  describeProblems,
  type FrameSource,
  frameTime,
  parseAnswer,
  parseCampaign,
  parseDecision,
  parseTaskInfo,
  sourceFault,
  taskFrames,
} from "pybossa-client-ts/strike-tracker";
import { describe, expect, it } from "vitest";

const chips = {
  names: ["0123456789abcdef01234567", "89abcdef0123456789abcdef"],
  outline: [
    [0.4, 0.4],
    [0.6, 0.4],
    [0.6, 0.6],
  ],
  ground_m: 96,
  size_px: 320,
};
const task = {
  schema: "strike-tracker/task/1",
  campaign: "raqqa-2017",
  building: "b-1",
  frames: ["f01", { id: "f02", shift: [1, -2] }],
  chips,
};

function problemsOf(parsed: { ok: boolean; problems?: unknown }): string {
  return JSON.stringify(parsed.problems ?? "none");
}

describe("parseTaskInfo", () => {
  it("reads a task", () => {
    const parsed = parseTaskInfo(task);
    expect(parsed).toEqual({ ok: true, value: task });
  });

  it("reads the JSON text that PYBOSSA's CSV import makes of arrays and objects", () => {
    const imported = { ...task, frames: JSON.stringify(task.frames), chips: JSON.stringify(chips) };
    expect(parseTaskInfo(imported)).toEqual({ ok: true, value: task });
  });

  it("reads info that is JSON text as a whole", () => {
    expect(parseTaskInfo(JSON.stringify(task))).toEqual({ ok: true, value: task });
  });

  it.each([
    ["null", null, "must be object"],
    ["a newer schema", { ...task, schema: "strike-tracker/task/2" }, "/schema"],
    ["no frames", { ...task, frames: [] }, "/frames"],
    ["neither chips nor geometry", { ...task, chips: undefined }, "geometry"],
    ["a chip name that is a path", { ...task, chips: { ...chips, names: ["../../etc/passwd", chips.names[1]] } }, "/chips/names/0"],
    ["fewer chips than frames", { ...task, chips: { ...chips, names: chips.names.slice(1) } }, "one chip for each frame"],
    ["a frame id with a slash", { ...task, frames: ["a/b", "f02"] }, "/frames/0"],
    ["broken JSON text", { ...task, frames: "[1," }, "/frames"],
  ])("refuses %s", (_, value, expected) => {
    const parsed = parseTaskInfo(value);
    expect(parsed.ok).toBe(false);
    expect(problemsOf(parsed)).toContain(expected);
  });

  it("does not let a key of an object's prototype pass", () => {
    const parsed = parseTaskInfo(JSON.parse('{"__proto__": {"schema": "strike-tracker/task/1"}}'));
    expect(parsed.ok).toBe(false);
    expect(({} as Record<string, unknown>).schema).toBeUndefined();
  });

  it("spells out plain frame ids", () => {
    const parsed = parseTaskInfo(task);
    expect(parsed.ok && taskFrames(parsed.value)).toEqual([{ id: "f01" }, { id: "f02", shift: [1, -2] }]);
  });
});

const answer: Answer = {
  schema: "strike-tracker/answer/1",
  id: "0b0e8f6e-6f3c-4c1e-9a53-0d2f1f2a3b4c",
  campaign: "raqqa-2017",
  building: "b-1",
  verdict: "destroyed",
  last_standing: "f01",
  first_destroyed: "f03",
  frames: { f01: "standing", f02: "obscured", f03: "destroyed" },
  confidence: 3,
  note: null,
  mode: "guided",
  edits: 0,
  practice: false,
  nudge: null,
  started_at: "2026-01-01T00:00:00Z",
  submitted_at: "2026-01-01T00:01:00.250Z",
  active_seconds: 41,
  frame_seconds: null,
  manifest: `sha256:${"0".repeat(64)}`,
  chip_check: "ok",
  chips_differ: [],
  presenter: "1.0.0",
  language: null,
  viewport: null,
  input: null,
};
const frames = ["f01", "f02", "f03"];

describe("parseAnswer", () => {
  it("reads an answer, and keeps keys that it does not know", () => {
    expect(parseAnswer({ ...answer, later: 1 })).toEqual({ ok: true, value: { ...answer, later: 1 } });
  });

  it("reads what became of the building afterwards, where the answer says so", () => {
    const rebuilt = { ...answer, afterwards: { what: "rebuilt", frame: "f03" } };
    expect(parseAnswer(rebuilt)).toEqual({ ok: true, value: rebuilt });
    expect(parseAnswer({ ...answer, afterwards: null }).ok).toBe(true);
    expect(parseAnswer({ ...answer, afterwards: { what: "sold", frame: null } }).ok).toBe(false);
  });

  it.each([
    ["an unknown verdict", { ...answer, verdict: "maybe" }],
    ["an unknown judgement", { ...answer, frames: { f01: "gone" } }],
    ["a time without a zone", { ...answer, started_at: "2026-01-01T00:00:00" }],
    ["a confidence of 4", { ...answer, confidence: 4 }],
    ["no id", { ...answer, id: undefined }],
  ])("refuses %s", (_, value) => {
    expect(parseAnswer(value).ok).toBe(false);
  });
});

describe("answerProblems", () => {
  it("finds none in a sound answer", () => {
    expect(answerProblems(answer, frames)).toEqual([]);
  });

  it.each<[string, Partial<Answer>, string]>([
    ["reversed marks", { last_standing: "f03", first_destroyed: "f01", frames: { f01: "destroyed", f03: "standing" } }, "later"],
    ["a mark outside the timeline", { first_destroyed: "f09" }, "not in the task's timeline"],
    ["a mark that is judged otherwise", { frames: { ...answer.frames, f01: "unclear" } }, "not judged standing"],
    ["a verdict without its mark", { verdict: "still_standing", last_standing: null }, "must be set"],
    ["a mark without its verdict", { verdict: "cannot_tell" }, "must not be set"],
  ])("finds %s", (_, change, expected) => {
    expect(describeProblems(answerProblems({ ...answer, ...change }, frames), 9)).toContain(expected);
  });
});

describe("datesFromJudgements", () => {
  it("takes the latest standing and the earliest destroyed frame by time", () => {
    const judgements = { f03: "destroyed", f01: "standing", f02: "standing" } as const;
    expect(datesFromJudgements(judgements, frames)).toEqual({ lastStanding: "f02", firstDestroyed: "f03" });
  });

  it("knows nothing of frames that were not judged", () => {
    expect(datesFromJudgements({}, frames)).toEqual({ lastStanding: null, firstDestroyed: null });
  });
});

describe("frameTime", () => {
  const source = { type: "chips" } as const;

  it("is one moment for a frame with a datetime", () => {
    const frame: CampaignFrame = { id: "f", datetime: "2017-06-10T08:20:31Z", date_kind: "acquired", source };
    expect(frameTime(frame)).toEqual({ start: Date.UTC(2017, 5, 10, 8, 20, 31), end: Date.UTC(2017, 5, 10, 8, 20, 31) });
  });

  it("is the outer bounds for a range", () => {
    const frame: CampaignFrame = {
      id: "f",
      start_datetime: "2017-06-01T00:00:00Z",
      end_datetime: "2017-07-01T00:00:00Z",
      date_kind: "acquired",
      source,
    };
    expect(frameTime(frame)).toEqual({ start: Date.UTC(2017, 5, 1), end: Date.UTC(2017, 6, 1) });
  });
});

describe("parseCampaign", () => {
  it("names each fault and its place", () => {
    const parsed = parseCampaign({
      schema: "strike-tracker/campaign/1",
      id: "Raqqa 2017",
      frames: [{ id: "f1", date_kind: "guessed", source: { type: "chips" } }],
    });
    expect(parsed.ok).toBe(false);
    const text = parsed.ok ? "" : describeProblems(parsed.problems, 99);
    for (const expected of ["/id", "'question'", "/frames/0/date_kind", "'start_datetime'"]) expect(text).toContain(expected);
  });

  it("refuses an address of another scheme", () => {
    const parsed = parseCampaign({ discuss: "javascript:alert(1)" });
    expect(parsed.ok ? "" : describeProblems(parsed.problems, 99)).toContain("/discuss");
  });
});

describe("a frame's source", () => {
  const tiles = "https://tiles.example/{z}/{x}/{y}.png";
  const shown: FrameSource[] = [
    { type: "image", url: "https://images.example/a.png", extent: [38.9, 35.9, 39.1, 36.1] },
    { type: "xyz", url: tiles, zoom_max: 19 },
    { type: "xyz", url: "/tiles/{z}/{x}/{-y}.png", tile_size: 512 },
    { type: "wmts", url: "https://wmts.example/{Style}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.png", style: "default" },
    {
      type: "wmts",
      url: "https://wmts.example/",
      layer: "scene",
      matrix_set: "EPSG:900913",
      matrix_prefix: "EPSG:900913:",
      time: "2017-06-10",
    },
    {
      type: "wmts",
      url: "https://wmts.example/",
      layer: "scene",
      matrix_set: "utm37",
      crs: "EPSG:32637",
      matrices: [{ id: "5", resolution: 0.5, origin: [300000, 4000000] }],
    },
    { type: "wms", url: "https://wms.example/?map=a", layer: "a,b", time: "2017-06-10T08:20:31.000Z", version: "1.1.1" },
    { type: "cog", url: "https://cogs.example/a.tif", bands: [4, 3, 2], range: [0, 3000] },
  ];
  const campaignWith = (source: unknown) => {
    const parsed = parseCampaign({ frames: [{ id: "f1", datetime: "2017-06-10T08:20:31Z", date_kind: "acquired", source }] });
    return parsed.ok
      ? ""
      : describeProblems(
          parsed.problems.filter(({ where }) => where.startsWith("/frames")),
          99,
        );
  };

  it.each(shown)("passes: %j", (source) => {
    expect(campaignWith(source)).toBe("");
    expect(sourceFault(source)).toBeNull();
  });

  it.each<[FrameSource, string]>([
    [{ type: "chips" }, "task has chips"],
    [{ type: "image" }, "no url"],
    [{ type: "image", url: "/a.png" }, "no extent"],
    [{ type: "image", url: "/a.png", extent: [39, 36, 38, 35] }, "[minx, miny, maxx, maxy]"],
    [{ type: "xyz", url: "https://tiles.example/{z}/{x}.png" }, "{y} or {-y}"],
    [{ type: "xyz", url: "https://tiles.example/a.png" }, "without {z}, {x}"],
    [{ type: "xyz", url: tiles, zoom_min: 19, zoom_max: 18 }, "zoom_min"],
    [{ type: "wmts", url: "https://wmts.example/{TileMatrix}/{TileCol}.png" }, "{TileRow}"],
    [{ type: "wmts", url: "https://wmts.example/", layer: "scene" }, "matrix_set"],
    [{ type: "wmts", url: "https://wmts.example/", layer: "scene", matrix_set: "utm", crs: "EPSG:32637" }, "no matrices"],
    [{ type: "wms", url: "https://wms.example/" }, "no layer"],
    [{ type: "cog", url: "/a.tif", bands: [1, 2] }, "two bands"],
  ])("cannot be shown without chips: %j", (source, expected) => {
    expect(sourceFault(source)).toContain(expected);
  });

  it.each([
    ["javascript:alert(1)//{z}{x}{y}", { type: "xyz", url: "javascript:alert(1)//{z}{x}{y}" }, "/url"],
    ["a time that is a range of requests", { type: "wms", url: "/wms", layer: "a", time: "2017&LAYERS=b" }, "/time"],
    ["a crs that no browser knows", { type: "image", url: "/a.png", crs: "EPSG:2193" }, "/crs"],
    ["a UTM zone 61", { type: "image", url: "/a.png", crs: "EPSG:32661" }, "/crs"],
  ])("is refused: %s", (_, source, expected) => {
    expect(campaignWith(source)).toContain(expected);
  });
});

describe("parseDecision", () => {
  const decision = {
    schema: "strike-tracker/decision/1",
    id: "d1",
    task_id: 7,
    building: "b-1",
    verdict: "destroyed",
    last_standing: "f02",
    first_destroyed: "f03",
    reviewer: "Ada",
    reason: "The roof is gone.",
    blind: false,
    at: "2026-01-02T03:04:05.000Z",
  };

  it.each([
    {},
    { verdict: "destroyed_before", last_standing: null },
    { verdict: "standing_throughout", first_destroyed: null },
    { verdict: "cannot_tell", last_standing: null, first_destroyed: null },
  ])("reads %j", (change) => {
    expect(parseDecision({ ...decision, ...change }).ok).toBe(true);
  });

  it.each<[Record<string, unknown>, string]>([
    [{ verdict: "gone" }, "/verdict"],
    [{ first_destroyed: null }, "/first_destroyed"],
    [{ verdict: "standing_throughout", last_standing: null }, "/last_standing"],
    [{ reviewer: " " }, "/reviewer"],
    [{ at: "yesterday" }, "/at"],
    [{ task_id: "7" }, "/task_id"],
    [{ reason: undefined }, "reason"],
  ])("refuses %j", (change, where) => {
    const parsed = parseDecision(JSON.parse(JSON.stringify({ ...decision, ...change })));
    expect(parsed.ok ? "" : describeProblems(parsed.problems)).toContain(where);
  });
});
