import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCampaignRecord } from "../../../aggregation/src/campaign.ts";
import { campaignAxis, createExtractor, readTask, type Timeline } from "../../../aggregation/src/extract/index.ts";
import { answer, campaignOf, frameId } from "./simulated-crowd.ts";

const ids = [0, 1, 2, 3, 4].map(frameId);
const record = readCampaignRecord(campaignOf(5));
if (!record.ok) throw new Error(record.message);
const axis = campaignAxis("trial", record.value.facts.frames);

function timeline(
  id: number,
  info: unknown = { schema: "strike-tracker/task/1", campaign: "trial", building: `b-${id}`, frames: ids },
): Timeline {
  const read = readTask({ id, info }, axis);
  if (!read.ok) throw new Error(read.reason);
  return read.value;
}

const timelines = [timeline(1), timeline(2)];
const sound = answer("b-1", ["standing", null, "standing", "destroyed", null], ids);
const where = { file: "x_task_run.json", offset: 0 };

let next = 1;
function run(info: unknown, more: Record<string, unknown> = {}): Record<string, unknown> {
  next += 1;
  return { id: next, task_id: 1, user_id: next, user_ip: null, external_uid: null, info, ...more };
}

function extract(runs: unknown[]) {
  const extractor = createExtractor("trial", timelines);
  for (const one of runs) extractor.add(one, where);
  return extractor.finish();
}

/** The answer to a task that shows its frames in that order. */
function extractShown(shown: string, said: Record<string, unknown>) {
  const task = timeline(1, { schema: "strike-tracker/task/1", campaign: "trial", building: "b-1", frames: shown.split(" ") });
  const extractor = createExtractor("trial", [task]);
  extractor.add(run({ ...sound, ...said }), where);
  return extractor.finish();
}

/** Each answer's statements as `frame:call`. */
function statements({ answers }: ReturnType<typeof extract>): string[] {
  return Array.from({ length: answers.count }, (_, a) => {
    const from = answers.start[a] ?? 0;
    const to = answers.start[a + 1] ?? 0;
    return Array.from(answers.frame.subarray(from, to), (frame, s) => `${frame}:${answers.call[from + s]}`).join(" ");
  });
}

describe("a task run", () => {
  it.each([
    ["info that is null", null, "unreadable"],
    ["no info", undefined, "unreadable"],
    ["info that is a list", [sound], "unreadable"],
    ["empty info", {}, "unreadable"],
    ["cut-off JSON text", JSON.stringify(sound).slice(0, 40), "unreadable"],
    ["a number", 7, "unreadable"],
    ["no schema", { ...sound, schema: undefined }, "schema"],
    ["a newer schema", { ...sound, schema: "strike-tracker/answer/2" }, "schema"],
    ["another campaign", { ...sound, campaign: "raqqa" }, "campaign"],
    ["another building", { ...sound, building: "b-2" }, "building"],
    ["a verdict that is markup", { ...sound, verdict: "<b>destroyed</b>" }, "verdict"],
    ["reversed dates", { ...sound, last_standing: "f04", first_destroyed: "f03" }, "dates"],
    ["the same date twice", { ...sound, last_standing: "f03", first_destroyed: "f03" }, "dates"],
    ["a frame outside the timeline", { ...sound, first_destroyed: "f09" }, "dates"],
    ["a frame as a number", { ...sound, last_standing: 3 }, "dates"],
  ])("with %s is rejected", (_, info, reason) => {
    const { counts, rejections } = extract([run(info)]);
    expect(counts).toEqual({ task_runs: 1, used: 0, practice: 0, duplicates: 0, rejected: { [reason]: 1 } });
    expect(rejections).toMatchObject([{ id: next, reason, file: "x_task_run.json", offset: 0 }]);
  });

  it("of an unknown task is rejected, after schema and campaign", () => {
    expect(extract([run(sound, { task_id: 99 })]).counts.rejected).toEqual({ task: 1 });
    expect(extract([run({ ...sound, campaign: "raqqa" }, { task_id: 99 })]).counts.rejected).toEqual({ campaign: 1 });
  });

  it("that is practice is set apart before its verdict and dates are looked at", () => {
    const { counts } = extract([run({ ...sound, practice: true, verdict: "?" })]);
    expect(counts).toEqual({ task_runs: 1, used: 0, practice: 1, duplicates: 0, rejected: {} });
  });

  it.each([
    ["info as JSON text", JSON.stringify(sound)],
    ["frames as JSON text", { ...sound, frames: JSON.stringify(sound.frames) }],
    ["keys that nobody knows", { ...sound, later: { a: [1] } }],
    ["a note with a formula", { ...sound, note: '=HYPERLINK("x")' }],
  ])("with %s is read all the same", (_, info) => {
    expect(statements(extract([run(info)]))).toEqual(["0:0 2:0 3:1"]);
  });

  it("loses a judgement that is none, or of a frame outside the timeline, but counts", () => {
    const read = extract([run({ ...sound, frames: { ...(sound.frames as object), f02: "gone", f99: "standing" } })]);
    expect(statements(read)).toEqual(["0:0 2:0 3:1"]);
    expect(read.droppedJudgements).toBe(2);
  });

  it("keeps judgements that contradict its dates", () => {
    const frames = { f01: "destroyed", f02: "standing", f03: "standing", f04: "destroyed", f05: "obscured" };
    expect(statements(extract([run({ ...sound, frames })]))).toEqual(["0:1 1:0 2:0 3:1 4:2"]);
  });

  it.each([
    ["destroyed", "f03", "f04", "1:0 2:0 3:1 4:1"],
    ["destroyed", "f01", "f05", "0:0 4:1"],
    ["already_destroyed", null, "f01", "0:1 1:1"],
    ["still_standing", "f05", null, "3:0 4:0"],
    ["cannot_tell", null, null, ""],
  ])("without judgements falls back on its dates: %s %s %s", (verdict, last, first, expected) => {
    const info = { ...sound, verdict, last_standing: last, first_destroyed: first, frames: {} };
    expect(statements(extract([run(info)]))).toEqual([expected]);
  });

  it.each([
    ["destroyed", "f03", "f04", 3, 3],
    ["destroyed", "f01", "f05", 1, 4],
    ["already_destroyed", null, "f02", 0, 1],
    ["still_standing", "f04", null, 4, 5],
    ["cannot_tell", null, null, -1, -1],
    ["wrong_place", null, null, -1, -1],
  ])("leaves open the gaps of its own dates: %s %s %s", (verdict, last, first, from, to) => {
    const { answers } = extract([run({ ...sound, verdict, last_standing: last, first_destroyed: first })]);
    expect([answers.first[0], answers.last[0]]).toEqual([from, to]);
  });
});

describe("an identity", () => {
  const same = (more: Record<string, unknown>) => extract([run(sound, more), run({ ...sound, verdict: "cannot_tell" }, more)]);

  it.each([
    ["external_uid", { external_uid: "x", user_id: null }],
    ["user_id", { user_id: 5 }],
    ["user_ip", { user_id: null, user_ip: "10.0.0.1" }],
  ])("is %s, and counts once on a task", (_, more) => {
    expect(same(more).counts).toMatchObject({ used: 1, duplicates: 1 });
  });

  it("is the external one before the account and the account before the address", () => {
    const { counts, answers } = extract([
      run(sound, { external_uid: "x", user_id: 1, user_ip: "10.0.0.1" }),
      run(sound, { external_uid: "y", user_id: 1, user_ip: "10.0.0.1" }),
      run(sound, { external_uid: null, user_id: 2, user_ip: "10.0.0.1" }),
    ]);
    expect([counts.duplicates, answers.volunteers]).toEqual([0, 3]);
  });

  it("counts with the first answer that is accepted, by the run's id", () => {
    const later = run(
      { ...sound, verdict: "cannot_tell", last_standing: null, first_destroyed: null, frames: {} },
      { id: 900, user_id: 5 },
    );
    const rejectedFirst = run({ ...sound, verdict: "?" }, { id: 800, user_id: 5 });
    const first = run(sound, { id: 850, user_id: 5 });
    const { answers, counts, rejections } = extract([later, first, rejectedFirst]);
    expect(Array.from(answers.run)).toEqual([850]);
    expect(counts).toMatchObject({ used: 1, duplicates: 1, rejected: { verdict: 1 } });
    expect(rejections.map(({ id, reason }) => [id, reason])).toEqual([
      [800, "verdict"],
      [900, "duplicate"],
    ]);
  });

  it("may answer several tasks", () => {
    const other = answer("b-2", ["standing", null, null, null, "standing"], ids);
    const { counts, answers } = extract([run(sound, { user_id: 5 }), run(other, { user_id: 5, task_id: 2 })]);
    expect([counts.used, answers.volunteers]).toEqual([2, 1]);
  });
});

describe("the counts", () => {
  const info = fc.oneof(
    fc.constant(sound),
    fc.constant({ ...sound, practice: true }),
    fc.constant({ ...sound, verdict: "?" }),
    fc.constant({ ...sound, last_standing: "f05" }),
    fc.constant(JSON.stringify(sound)),
    fc.anything(),
  );
  const anyRun = fc.record(
    { id: fc.integer({ min: 1, max: 50 }), task_id: fc.integer({ min: 0, max: 3 }), user_id: fc.integer({ min: 1, max: 4 }), info },
    { requiredKeys: [] },
  );

  it("add up, whatever is read, and in any order the same", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyRun, fc.anything()), { maxLength: 40 }), (runs) => {
        const { counts, answers } = extract(runs);
        const rejected = Object.values(counts.rejected).reduce((sum, n) => sum + n, 0);
        expect(counts.task_runs).toBe(runs.length);
        expect(counts.used + counts.practice + counts.duplicates + rejected).toBe(runs.length);
        expect(answers.count).toBe(counts.used);
        expect(extract(runs.toReversed()).counts).toEqual(counts);
      }),
      { numRuns: 200 },
    );
  });
});

describe("a task", () => {
  const info = { schema: "strike-tracker/task/1", campaign: "trial", building: "b-1", frames: ids };

  it("is read with its frames' dates", () => {
    expect(timeline(1).frames[0]).toEqual({
      id: "f01",
      start: Date.UTC(2017, 0, 5, 8, 20, 31),
      end: Date.UTC(2017, 0, 5, 8, 20, 31),
      acquired: true,
    });
  });

  it.each([
    ["text in each cell", { ...info, frames: JSON.stringify(ids) }],
    ["JSON text as a whole", JSON.stringify(info)],
    ["frames with a shift", { ...info, frames: ids.map((id) => ({ id, shift: [1, 2] })) }],
  ])("may be %s", (_, written) => {
    expect(timeline(1, written).frames.map(({ id }) => id)).toEqual(ids);
  });

  it.each([
    ["no info", null, "unreadable"],
    ["a newer schema", { ...info, schema: "strike-tracker/task/2" }, "schema"],
    ["another campaign", { ...info, campaign: "raqqa" }, "campaign"],
    ["no frames", { ...info, frames: [] }, "frames"],
    ["a frame twice", { ...info, frames: ["f01", "f01"] }, "frames"],
  ])("with %s has no result", (_, written, reason) => {
    expect(readTask({ id: 1, info: written }, axis)).toMatchObject({ ok: false, id: 1, reason });
  });

  it("keeps a frame that the campaign does not know, without a date", () => {
    const read = timeline(1, { ...info, frames: ["f01", "unknown", "f03"] });
    expect(read.frames[1]).toMatchObject({ id: "unknown", start: Number.NaN, acquired: false });
    expect(read.axis).toEqual([0, 0, 2]);
  });

  describe("whose dates were corrected since, so that f03 comes before f02", () => {
    const campaign = campaignOf(5) as { frames: { id: string; datetime?: string }[] };
    const [, second, third] = campaign.frames;
    if (second && third) [second.datetime, third.datetime] = [third.datetime ?? "", second.datetime ?? ""];
    const corrected = readCampaignRecord(campaign);
    if (!corrected.ok) throw new Error(corrected.message);
    const names = ids.map((_, k) => String(k).repeat(24));
    const chips = { names, outline: [[0, 0]], ground_m: 60, size_px: 256 };
    const read = readTask({ id: 1, info: { ...info, chips } }, campaignAxis("trial", corrected.value.facts.frames));
    if (!read.ok) throw new Error(read.reason);

    it("has its frames and chips by time", () => {
      expect(read.value.frames.map(({ id }) => id)).toEqual(["f01", "f03", "f02", "f04", "f05"]);
      expect(read.value.axis).toEqual([0, 1, 2, 3, 4]);
      expect(JSON.parse(read.value.chips ?? "")).toMatchObject({ names: [0, 2, 1, 3, 4].map((k) => names[k]) });
    });

    it("takes judgements by their frame, and dates that were in order on the screen as no interval", () => {
      const seen = answer("b-1", ["standing", "standing", "destroyed", "destroyed", "destroyed"], ids);
      const reversed = { ...seen, last_standing: "f03", first_destroyed: "f02" };
      for (const asBytes of [false, true]) {
        const extractor = createExtractor("trial", [read.value]);
        for (const one of [run(seen), run(reversed)]) {
          const bytes = Buffer.from(JSON.stringify(one));
          if (!asBytes || extractor.addBytes(bytes, 0, bytes.length, where) < 0) extractor.add(one, where);
        }
        const extracted = extractor.finish();
        expect(extracted.counts).toMatchObject({ used: 1, rejected: { dates: 1 } });
        expect(statements(extracted)).toEqual(["0:0 1:1 2:0 3:1 4:1"]);
        expect(extracted.answers.first[0]).toBe(-1);
      }
    });
  });

  it.each([
    ["f02 f03 f04 f05 f01", "already_destroyed", null, "f02", "0:1 1:1", [0, 0]],
    ["f05 f01 f02 f03 f04", "already_destroyed", null, "f05", "0:1 4:1", [0, 0]],
    ["f02 f03 f01 f04 f05", "already_destroyed", null, "f01", "0:1 3:1", [0, 0]],
    ["f02 f01 f03 f04 f05", "already_destroyed", null, "f03", "2:1 3:1", [0, 2]],
    ["f05 f01 f02 f03 f04", "still_standing", "f04", null, "3:0 4:0", [5, 5]],
    ["f01 f02 f05 f03 f04", "still_standing", "f05", null, "1:0 4:0", [5, 5]],
    ["f01 f03 f02 f04 f05", "destroyed", "f01", "f03", "0:0 1:1 2:1", [1, 1]],
    ["f01 f02 f04 f03 f05", "destroyed", "f02", "f03", "0:0 1:0 2:1 4:1", [2, 2]],
    ["f01 f03 f02 f04 f05", "destroyed", "f03", "f02", "0:0 1:1 2:0 3:1", [-1, -1]],
  ])(
    "that was shown as %s: an answer without judgements, %s %s %s, speaks for what it was shown",
    (shown, verdict, last, first, said, gaps) => {
      const read = extractShown(shown, { verdict, last_standing: last, first_destroyed: first, frames: {} });
      expect([statements(read), read.answers.first[0], read.answers.last[0]]).toEqual([[said], ...gaps]);
    },
  );

  it.each([
    ["f02 f03 f04 f05 f01", { first_destroyed: "f02" }, { f02: "destroyed" }, [0, 1]],
    ["f02 f03 f04 f05 f01", { first_destroyed: "f02" }, { f02: "destroyed", f01: "destroyed" }, [0, 0]],
    ["f02 f01 f03 f04 f05", { first_destroyed: "f02" }, { f03: "destroyed" }, [0, 1]],
    ["f02 f01 f03 f04 f05", { first_destroyed: null }, { f03: "destroyed" }, [0, 2]],
    ["f02 f01 f03 f04 f05", { first_destroyed: "f04" }, { f03: "destroyed", f02: "standing" }, [0, 2]],
    ["f02 f01 f03 f04 f05", { last_standing: "f04" }, { f03: "standing" }, [4, 5]],
    ["f05 f01 f02 f03 f04", { last_standing: "f04" }, { f04: "standing" }, [4, 5]],
    ["f05 f01 f02 f03 f04", { last_standing: "f04" }, { f05: "standing", f04: "standing" }, [5, 5]],
  ])("that was shown as %s: an answer with judgements speaks for what it judged (%o, %o)", (shown, marks, frames, gaps) => {
    const verdict = "first_destroyed" in marks ? "already_destroyed" : "still_standing";
    const { answers } = extractShown(shown, { verdict, last_standing: null, first_destroyed: null, ...marks, frames });
    expect([answers.first[0], answers.last[0]]).toEqual(gaps);
  });

  it("keeps the order that it shows where ranges overlap or a date is one of publication", () => {
    const campaign = campaignOf(5) as { frames: Record<string, unknown>[] };
    campaign.frames[1] = { ...campaign.frames[1], datetime: "2027-01-01T00:00:00Z", date_kind: "published" };
    const read = readCampaignRecord(campaign);
    if (!read.ok) throw new Error(read.message);
    const task = readTask({ id: 1, info }, campaignAxis("trial", read.value.facts.frames));
    expect(task).toMatchObject({ ok: true, value: { shown: null, axis: [0, 1, 1, 2, 3] } });
  });
});
