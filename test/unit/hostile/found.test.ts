import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPybossaClient } from "pybossa-client-ts";
import { InputError } from "pybossa-client-ts/command";
import { parseCampaign } from "pybossa-client-ts/strike-tracker";
import { describe, expect, it, onTestFinished } from "vitest";
import { plainText, safeText } from "../../../aggregation/src/export/index.ts";
import { campaignOfPresenter } from "../../../aggregation/src/fetch/presenter-campaign.ts";
import { readIncidents } from "../../../aggregation/src/link/index.ts";
import { loadResults, readAreas } from "../../../aggregation/src/read/index.ts";
import { headline } from "../../../openapi/server/src/full-text.ts";
import { noId } from "../../../project-setup/src/buildings/id-field.ts";
import { openBuildings, readBuildings } from "../../../project-setup/src/buildings/index.ts";
import { parseTextDocument, readText } from "../../../project-setup/src/campaign-file/index.ts";
import { queuedAnswers } from "../../../task-presenter/src/page/answer-store.ts";
import { createDraftStore } from "../../../task-presenter/src/page/draft-store.ts";
import { createJournal } from "../../../task-presenter/src/page/journal.ts";
import { campaignOfTown } from "../../browser/presenter-building.ts";

// What `npm run fuzz` and a look at every regular expression found; the slow ones would not end within the test's time.

function fileWith(name: string, content: string): string {
  const folder = mkdtempSync(join(tmpdir(), "found-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const large = 1_000_000;

describe("a message", () => {
  it("stays short, whatever it quotes", () => {
    const { message, text } = new InputError({ what: `is no number: ${"9".repeat(large)}\ud800`, where: "a file" });
    expect(message.length).toBeLessThan(700);
    expect(message).toMatch(/^a file: is no number: 999/);
    expect(text.what).not.toMatch(/\p{Cs}/u);
  });

  it("names no field whose name is longer than a line", () => {
    const feature = { where: "feature 1", id: null, properties: { [`${"x".repeat(large)}_id`]: 1, name: "a" }, geometry: null };
    expect(noId(null, feature, [feature])).toMatch(/^has no id; .* The fields here are: name\.$/);
  });

  it("does not repeat what a library stumbled over", async () => {
    const path = fileWith("x.fgb", "fgb\u0003fgb\u0001\u0010\u0000\u0000\u0000aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    await expect(readBuildings(openBuildings(path), { file: path })).rejects.toThrow(/^(?!.*(undefined|Cannot read)).*FlatGeobuf/s);
  });

  it("says that a path is too long for any file", () => {
    expect(() => readText(join(tmpdir(), "a".repeat(5000)), "this document", "")).toThrow(InputError);
  });
});

describe("a text of the manager", () => {
  it("may have many keys, and one that stands twice is named", () => {
    const keys = Array.from({ length: 100_000 }, (_, key) => `k${key}: 1`).join("\n");
    expect(parseTextDocument("a.yaml", keys).value).toMatchObject({ k99999: 1 });
    expect(() => parseTextDocument("a.yaml", "a: 1\nb: {c: 1, d: 2, c: 3}")).toThrow(/line 2, column 17: .*the key c stands here a second/);
  });

  it("is refused where reading it would take gigabytes", () => {
    expect(() => parseTextDocument("a.yaml", `[${"0,".repeat(2 * large)}0]`)).toThrow(/more than 2 MB/);
  });
});

describe("a cell", () => {
  it("of a hundred megabytes is a fault of its row", async () => {
    const path = fileWith("b.csv", `id,lat,lon\nb1,${"9".repeat(100 * large)}x,39\nb2,35,39\n`);
    const { buildings, errors } = await readBuildings(openBuildings(path), { file: path });
    expect(buildings.map(({ managerId }) => managerId)).toEqual(["b2"]);
    expect(errors.map(({ message }) => message)).toEqual([expect.stringMatching(/lon or lat is not a number/)]);
  });

  it("of a hundred megabytes does not stop incidents from being read", () => {
    const path = fileWith("i.csv", `id,date,lat,lon\ni1,${"2017 ".repeat(20 * large)},35,39\ni2,2017-06-10,35,39\n`);
    expect(readIncidents(path, "plain").map(({ problem }) => problem)).toEqual(["no_date", null]);
  });

  it("of an area's name is refused where it would fill the report", () => {
    const shape = {
      type: "Polygon",
      coordinates: [
        [
          [38, 35],
          [39, 35],
          [39, 36],
          [38, 35],
        ],
      ],
    };
    const areas = (name: string) =>
      fileWith("areas.geojson", JSON.stringify({ type: "FeatureCollection", features: [{ properties: { name }, geometry: shape }] }));
    expect(readAreas(areas("x".repeat(200))).map(({ name }) => name.length)).toEqual([200]);
    expect(() => readAreas(areas("x".repeat(large)))).toThrow(/^.*areas\.geojson: the name of feature 1 is longer than 200 signs/);
  });

  it.each(["=1", " =1", "\n=1", "＝1", "'\t@x", "\u00a0+1"])("%j is no formula, and is read back", (text) => {
    expect(safeText(text)).toBe(`'${text}`);
    expect(plainText(safeText(text))).toBe(text);
  });
});

describe("a server that was taken over", () => {
  const client = (page: string) =>
    createPybossaClient({
      endpoint: "http://pybossa.test",
      retries: 0,
      fetch: async () => new Response(page, { headers: { "Content-Type": "text/html" } }),
    });

  it("cannot keep the client busy by a page without an end", async () => {
    await expect(client("csrf_token".repeat(large / 5)).forms.enter("town", "x")).rejects.toThrow(/not with a PYBOSSA form/);
    const flash = JSON.stringify({ form: { csrf: "x" }, flash: "<".repeat(large) });
    await expect(client(flash).forms.redundancy("town", 3)).rejects.toMatchObject({ name: "PybossaError" });
  });

  it("cannot keep fetch busy by a task presenter of many openings", () => {
    expect(campaignOfPresenter("<script ".repeat(large / 5))).toBeNull();
    expect(campaignOfPresenter('<script>1 < 2</script><script type="x" id="strike-tracker-campaign">{"a":1}</script>')).toEqual({ a: 1 });
  });

  it("cannot keep the page busy by the address of its chips", () => {
    const campaign = { ...campaignOfTown("https://chips.example/{name}.jpg", {}), chips_base: `/${"{name}".repeat(large)} ` };
    expect(parseCampaign(campaign).ok).toBe(false);
  });
});

it("an answer of many brackets does not keep the server's search busy", () => {
  expect(headline(`${"<".repeat(large)}town`, "town")).toContain("<b>town</b>");
});

describe("what a browser kept for us, damaged or of another version", () => {
  const storage = (value: unknown) => () => ({
    getItem: () => JSON.stringify(value),
    setItem: () => undefined,
    removeItem: () => undefined,
  });

  it("is no answer unless it is whole: half of one would be stored as an empty answer", () => {
    const answer = { id: "a", schema: "s", building: "b", verdict: "cannot_tell", frames: {} };
    const row = { scope: "town", id: "a", projectId: 1, taskId: 2, requestedAt: 5, answer };
    const broken = [null, "x", { ...row, answer: undefined }, { ...row, id: "c" }, { ...row, taskId: -1 }, { ...row, requestedAt: "5" }];
    const others = [
      { ...row, scope: "else" },
      { ...row, requestedAt: 3, corrects: 7 },
    ];
    expect(queuedAnswers([...broken, row, ...others], "town").map(({ requestedAt }) => requestedAt)).toEqual([3, 5]);
    expect(queuedAnswers({}, "town")).toEqual([]);
  });

  it("is no draft unless it can be worked on", () => {
    const timeline = { frames: ["f01"], judgements: {}, confirmed: [], past: [], edits: 0 };
    const rest = { nudge: [0, 0], frameSeconds: {}, activeSeconds: 1, note: "" };
    const draft = { ...rest, taskId: 1, answerId: "a", startedAt: "2026-01-01T00:00:00Z", timeline };
    const read = (value: unknown) => createDraftStore(storage(value), "d").read();
    expect(read(draft)).toEqual(draft);
    for (const change of [{ startedAt: "soon" }, { timeline: { ...timeline, frames: "f01" } }, { timeline: null }, { nudge: 3 }])
      expect(read({ ...draft, ...change })).toBeNull();
  });

  it("is no own answer unless it can be shown", () => {
    const entry = { id: "a", taskId: 1, at: "2026-01-01T00:00:00Z", verdict: "destroyed", lastStanding: "f01", firstDestroyed: null };
    const kept = [null, entry, { ...entry, at: "x" }, { ...entry, verdict: "constructor" }, { ...entry, lastStanding: 3 }];
    expect(createJournal({ read: () => JSON.stringify(kept), write: () => {} }, "j").entries()).toEqual([entry]);
  });
});

it("a frame is not called by what every object answers to, as it would count as judged", () => {
  const campaign = campaignOfTown("https://chips.example/{name}.jpg", {});
  const called = (id: string) => ({ ...campaign, frames: campaign.frames.map((frame, at) => (at === 0 ? { ...frame, id } : frame)) });
  expect(parseCampaign(called("constructors")).ok).toBe(true);
  for (const id of Object.getOwnPropertyNames(Object.prototype)) expect(parseCampaign(called(id)).ok, id).toBe(false);
});

it("a folder of results with a broken line is refused in words", () => {
  const path = fileWith("buildings.ndjson", '"x"\n');
  const folder = join(path, "..");
  writeFileSync(join(folder, "campaign.json"), JSON.stringify(campaignOfTown("https://chips.example/{name}.jpg", {})));
  writeFileSync(join(folder, "results.csv"), "task_id\n");
  writeFileSync(join(folder, "summary.json"), "{}");
  expect(() => loadResults(folder, undefined)).toThrow(/a line of buildings\.ndjson is no building/);
});
