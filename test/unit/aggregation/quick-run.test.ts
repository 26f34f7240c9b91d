import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCampaignRecord } from "../../../aggregation/src/campaign.ts";
import { campaignAxis, createExtractor, readTask, type Timeline } from "../../../aggregation/src/extract/index.ts";
import { answer, campaignOf, frameId } from "./simulated-crowd.ts";

const ids = [0, 1, 2, 3, 4].map(frameId);
const record = readCampaignRecord(campaignOf(5));
if (!record.ok) throw new Error(record.message);
const axis = campaignAxis("trial", record.value.facts.frames);
const timelines = [1, 2, 3].map((id): Timeline => {
  const frames = id === 3 ? ids.slice(1, 4) : ids;
  const read = readTask({ id, info: { schema: "strike-tracker/task/1", campaign: "trial", building: `b-${id}`, frames } }, axis);
  if (!read.ok) throw new Error(read.reason);
  return read.value;
});

const where = { file: "x_task_run.json", offset: 0 };

/** What is made of the texts where bytes are tried first, and how many of them were read so. */
function byBytes(texts: readonly string[]) {
  const extractor = createExtractor("trial", timelines);
  let quick = 0;
  for (const text of texts) {
    const bytes = Buffer.from(`${text},`);
    const end = extractor.addBytes(bytes, 0, bytes.length, where);
    if (end < 0) extractor.add(JSON.parse(text), where);
    else {
      quick += 1;
      expect(end).toBe(bytes.length - 1);
    }
  }
  return { quick, extraction: extractor.finish() };
}

function byParse(texts: readonly string[]) {
  const extractor = createExtractor("trial", timelines);
  for (const text of texts) extractor.add(JSON.parse(text), where);
  return extractor.finish();
}

const sound = { ...answer("b-1", ["standing", null, "standing", "destroyed", null], ids), active_seconds: 41.7 };
const run = { id: 1, task_id: 1, user_id: 5, user_ip: null, external_uid: null, finish_time: "2026-01-02T03:04:05.123456", info: sound };

/** Writes JSON with members in any order, some twice, with any white space and any escapes. */
function written(value: unknown, random: () => number, wild: boolean): string {
  const space = () => [" ", "", "", "\n", "\t ", "\r"][Math.floor(random() * 6)] ?? "";
  if (typeof value === "string" && wild && random() < 0.03) {
    return `"${Array.from(value, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`).join("")}"`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map((one) => space() + written(one, random, wild) + space()).join(",")}]`;
  const members = Object.entries(value);
  if (random() < 0.3) members.sort(() => random() - 0.5);
  if (wild && random() < 0.05 && members[0]) members.push([members[0][0], random() < 0.5 ? null : members.at(-1)?.[1]]);
  return `{${members.map(([key, one]) => `${space()}${written(key, random, wild)}${space()}:${space()}${written(one, random, wild)}${space()}`).join(",")}}`;
}

const odd = fc.oneof(
  fc.constantFrom(
    null,
    true,
    false,
    "",
    "f01",
    "f03",
    "f99",
    "true",
    "é",
    "\u0000",
    "\ud800",
    0,
    -1,
    1.5,
    1e21,
    "destroyed",
    "standing",
    {},
    [],
  ),
  fc.jsonValue({ maxDepth: 2 }),
);
const judgement = fc.constantFrom("standing", "destroyed", "obscured", "unclear", "missing", "load_failed");
const info = fc
  .record({
    task: fc.constantFrom(1, 2, 3),
    verdict: fc.constantFrom("destroyed", "already_destroyed", "still_standing", "cannot_tell", "wrong_place"),
    marks: fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constantFrom<[string | null, string | null][]>(
          [null, null],
          ["f02", "f03"],
          ["f02", "f04"],
          [null, "f03"],
          ["f04", null],
        ),
      },
      { weight: 1, arbitrary: fc.tuple(fc.constantFrom(null, ...ids), fc.constantFrom(null, ...ids)) },
    ),
    frames: fc.dictionary(fc.constantFrom("f02", "f03", "f04", "f02", "f03", ...ids), judgement),
    practice: fc.constantFrom(false, false, false, true),
    changes: fc.dictionary(fc.constantFrom(...Object.keys(sound), "__proto__", "later"), odd, { maxKeys: 2 }),
    change: fc.constantFrom(false, false, true),
  })
  .map(({ task, verdict, marks: [last, first], frames, practice, changes, change }) => ({
    task_id: task,
    info: {
      ...{ ...sound, building: `b-${task}`, verdict, last_standing: last, first_destroyed: first, frames, practice },
      ...(change ? changes : {}),
    },
  }));
const anyRun = fc
  .record({
    base: info,
    id: fc.integer({ min: 0, max: 30 }),
    user: fc.constantFrom(
      { user_id: 5 },
      { user_id: 6 },
      { user_id: null, user_ip: "10.0.0.1" },
      { external_uid: "x" },
      { user_id: "5" },
      {},
    ),
    changes: fc.dictionary(fc.constantFrom(...Object.keys(run), "created"), odd, { maxKeys: 2 }),
    change: fc.constantFrom(false, false, true),
    asText: fc.constantFrom(false, false, false, true),
  })
  .map(({ base, id, user, changes, change, asText }) => ({
    ...run,
    id,
    ...user,
    ...base,
    ...(asText ? { info: JSON.stringify(base.info) } : {}),
    ...(change ? changes : {}),
  }));

describe("task runs read out of their bytes", () => {
  it("are read so where they are plain, whatever the white space and the order of keys", () => {
    const plain = [
      run,
      { info: sound, user_ip: "10.0.0.1", id: 2, task_id: 1 },
      { ...run, id: 3, user_id: 7, info: { ...sound, practice: true } },
    ];
    for (const indent of [0, 1, 4]) expect(byBytes(plain.map((one) => JSON.stringify(one, null, indent))).quick).toBe(3);
  });

  it("give what JSON.parse gives, record by record", () => {
    let quick = 0;
    let all = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(anyRun, fc.integer()), { maxLength: 12 }), (runs) => {
        const texts = runs.map(([one, seed]) => {
          let state = seed;
          return written(
            one,
            () => {
              state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
              return (state >>> 0) / 2 ** 32;
            },
            seed % 3 === 0,
          );
        });
        const read = byBytes(texts);
        quick += read.quick;
        all += texts.length;
        expect(read.extraction).toEqual(byParse(texts));
      }),
      { numRuns: 1500 },
    );
    expect(quick).toBeGreaterThan(all / 5);
  });

  it("are never read where JSON.parse refuses them, nor beyond where they are cut off", () => {
    const texts = [JSON.stringify(run), JSON.stringify(run, null, 1)];
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.nat(), fc.integer({ min: 0, max: 255 }), fc.boolean(), (text, at, byte, cut) => {
        const bytes = Buffer.from(text);
        const place = at % bytes.length;
        if (!cut) bytes[place] = byte;
        const length = cut ? place : bytes.length;
        const extractor = createExtractor("trial", timelines);
        const end = extractor.addBytes(bytes, 0, length, where);
        if (end < 0) return;
        expect(cut).toBe(false);
        const parsed = createExtractor("trial", timelines);
        parsed.add(JSON.parse(bytes.subarray(0, end).toString("utf8")), where);
        expect(extractor.finish()).toEqual(parsed.finish());
      }),
      { numRuns: 5000 },
    );
  });
});
