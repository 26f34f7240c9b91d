import { parse } from "csv-parse/sync";
import { parseTaskInfo, type TaskInfo } from "pybossa-client-ts/strike-tracker";
import { describe, expect, it } from "vitest";
import { campaignGrid, chipSquare } from "../../../project-setup/src/chips/grid.ts";
import { prepare } from "../../../project-setup/src/preparation.ts";
import { effortOf, usualBudget } from "../../../project-setup/src/server/estimate.ts";
import { importParts } from "../../../project-setup/src/server/import-rows.ts";
import { presenterPage } from "../../../project-setup/src/server/presenter-page.ts";
import { survey } from "../../../project-setup/src/survey.ts";
import { campaignRecord, difference, type PlannedTask, planTasks, type ServerTask } from "../../../project-setup/src/tasks/index.ts";
import { square } from "../../synthetic/square.ts";
import { building, item, listening, littleCampaign, twoDates } from "./workspace.ts";

const many = (count: number) => Array.from({ length: count }, (_, at) => building(`house ${at}`, 39 + at / 10_000, 35));
const prepared = async (path = littleCampaign({}, many(20)), pilot?: number) => prepare(path, { pilot, chips: "cut" }, listening().effects);
/** A survey of one building, and chips as they would be cut. */
async function withChipsOf(feature: object, frames: string[]) {
  const items = frames.map((id, at) => item(id, new Date(Date.UTC(2017, 0, 1 + at, 8)).toISOString()));
  const read = await survey(littleCampaign({}, [feature], items), listening().effects);
  const [surveyed] = read.buildings;
  if (!surveyed) throw new Error("the building has no frames");
  const grid = campaignGrid("auto-utm", [surveyed.building.footprint]);
  const place = chipSquare(grid, surveyed.building.footprint, 96);
  const records = frames.map((frame, at) => {
    const name = String(at).padStart(24, "0");
    const rest = {
      sha256: name,
      bytes: 1,
      size_px: 320,
      shift: [0, 0] as [number, number],
      source: "",
      source_version: "",
      source_sha256: null,
    };
    return { building: "round", frame, key: name, name, reason: null, ...rest };
  });
  const chips = { squares: new Map([["round", place]]), records, grid: grid.crs, cut: 0, kept: records.length, folder: "" };
  return { survey: read, chips, campaignId: "little" };
}
const onServer = (tasks: PlannedTask[]): ServerTask[] =>
  tasks.map(({ info, n_answers }, at) => ({ id: at + 1, info, n_answers, completed: false, expires: null }));

describe("planned tasks", () => {
  it("hold to the schema of a task's info, and say nothing of the manager's ids", async () => {
    const { planned } = await prepared();
    expect(planned.tasks.length).toBe(20);
    for (const { info } of planned.tasks) expect(parseTaskInfo(info).ok).toBe(true);
    expect(JSON.stringify(planned.tasks.map(({ info }) => info))).not.toContain("house");
  });

  it("have distinct priorities, the highest of which lie all over the place, large buildings among small ones", async () => {
    // A dense quarter and a thin one; every fourth building of 40 m, the others of 10 m.
    const houses = Array.from({ length: 512 }, (_, at) => {
      const dense = at < 384;
      const [x, y] = dense ? [39 + (at % 32) / 2000, 35 + Math.floor(at / 32) / 2000] : [39.03 + (at % 8) / 1000, 35 + (at - 384) / 8000];
      return { ...building(`house ${at}`, x, y), geometry: square(x, y, at % 4 === 0 ? 0.0002 : 0.00005) };
    });
    const { tasks } = (await prepared(littleCampaign({}, houses))).planned;
    expect(new Set(tasks.map(({ priority }) => priority)).size).toBe(512);
    expect(tasks.every(({ priority }) => priority > 0 && priority < 1)).toBe(true);
    const first = [...tasks].sort((a, b) => b.priority - a.priority).slice(0, 64);
    // One of each eight neighbours along a halving: the thin quarter, a fourth of all, gets a fourth.
    expect(first.filter(({ building: { managerId } }) => Number(managerId.split(" ")[1]) >= 384).length).toBe(16);
    const large = first.filter(({ building: { managerId } }) => Number(managerId.split(" ")[1]) % 4 === 0).length;
    expect(large).toBeGreaterThanOrEqual(10);
    expect(large).toBeLessThanOrEqual(32);
    expect(first.map(({ building: { managerId } }) => managerId)).not.toEqual(first.map(({ building: { managerId } }) => managerId).sort());
    const again = (await prepared(littleCampaign({}, houses))).planned.tasks;
    expect(again.map(({ priority }) => priority)).toEqual(tasks.map(({ priority }) => priority));
  });

  it("stay within 1.5 kB at 30 frames: an outline gives up the corners that matter least, and keeps eight", async () => {
    const corner = (at: number) => [39 + (Math.cos(at / 3) * 8) / 91_000, 35 + (Math.sin(at / 3) * 8) / 111_000];
    const ring = Array.from({ length: 16 }, (_, at) => corner(at));
    const round = { type: "Feature", id: "round", properties: {}, geometry: { type: "Polygon", coordinates: [[...ring, ring[0]]] } };
    const frames = Array.from({ length: 30 }, (_, at) => `170101-08${String(at + 10)}`);
    const sized = async (shown: string[]) => {
      const { survey, chips, campaignId } = await withChipsOf(round, shown);
      return planTasks(survey, chips, campaignId, () => "b-abcdefghijklm").tasks[0]?.info;
    };
    const [large, small] = [await sized(frames), await sized(frames.slice(0, 5))];
    expect(Buffer.byteLength(JSON.stringify(large))).toBeLessThanOrEqual(1500);
    expect(large?.chips?.outline.length).toBeGreaterThanOrEqual(8);
    expect(small?.chips?.outline.length).toBe(16);
  });

  it("of practice buildings are none, and their frames must be known", async () => {
    const practice = [{ building: "house 3", last_standing: "f01", first_destroyed: "f02" }];
    const { planned } = await prepared(littleCampaign({ practice }, many(5)));
    expect(planned.tasks.length).toBe(4);
    expect(planned.practice[0]).toMatchObject({ last_standing: "f01", task: { schema: "strike-tracker/task/1" } });
    await expect(
      prepared(littleCampaign({ practice: [{ building: "nobody", last_standing: null, first_destroyed: null }] }, many(5))),
    ).rejects.toThrow(/practice building "nobody"/);
    await expect(
      prepared(littleCampaign({ practice: [{ building: "house 3", last_standing: "f09", first_destroyed: null }] }, many(5))),
    ).rejects.toThrow(/"f09" is neither a date nor one of its frames \(f01, f02\)/);
  });

  it("of a pilot are another campaign's, with other ids", async () => {
    const path = littleCampaign({}, many(20));
    const whole = await prepared(path);
    const trial = await prepared(path, 6);
    expect(trial.planned.tasks.length).toBe(6);
    expect([trial.planned.campaignId, trial.shortName]).toEqual(["little-pilot", "little-pilot"]);
    const ids = new Set(whole.planned.tasks.map(({ info }) => info.building));
    expect(trial.planned.tasks.filter(({ info }) => ids.has(info.building))).toEqual([]);
  });

  it("change the campaign's manifest with what is shown, and with nothing else", async () => {
    const manifest = async (changes: object, items = twoDates) =>
      (await prepared(littleCampaign({ ...changes }, many(3), items))).planned.manifest;
    const plain = await manifest({});
    expect(await manifest({ title: "Another title" })).toBe(plain);
    expect(await manifest({}, [...twoDates, item("f03", "2020-04-01")])).not.toBe(plain);
  });

  it("make a Campaign that holds to its schema", async () => {
    const { planned, opened } = await prepared();
    const record = campaignRecord(opened.file, planned, null);
    expect(record).toMatchObject({ id: "little", spread: 1200, collect: [], frames: [{ id: "f01" }, { id: "f02" }] });
  });
});

describe("the difference to the server", () => {
  it("is nothing where all is there, also as CSV import stores it", async () => {
    const { planned } = await prepared();
    const asText = onServer(planned.tasks).map((task) => ({ ...task, info: textCells(task.info as TaskInfo) }));
    for (const there of [onServer(planned.tasks), asText]) {
      const { create, update, unchanged, orphan } = difference(planned.tasks, there, new Set());
      expect([create.length, update.length, unchanged.length, orphan.length]).toEqual([0, 0, 20, 0]);
    }
  });

  it("updates what differs, but no task that is completed or answered", async () => {
    const { planned } = await prepared();
    const there = onServer(planned.tasks).map((task) => ({ ...task, info: { ...(task.info as TaskInfo), frames: ["f01"] } }));
    there.splice(10, 10);
    const [first] = there;
    if (first) first.completed = true;
    const found = difference(planned.tasks, there, new Set([2]));
    expect([found.create.length, found.update.length, found.frozen.map(({ id }) => id)]).toEqual([10, 8, [1, 2]]);
  });

  it("finds orphans, doubles, and tasks that are none of ours", async () => {
    const { planned } = await prepared();
    const there = onServer(planned.tasks);
    const [first] = there;
    const stray = { id: 100, info: { question: "What is this?" }, n_answers: 30, completed: false, expires: null };
    const found = difference(planned.tasks.slice(1), [...there, { ...there[3], id: 101 } as ServerTask, stray], new Set());
    expect(new Set(found.orphan)).toEqual(new Set([100, first?.id]));
    expect(found.duplicate).toEqual([101]);
  });

  it("raises the number of answers, and never lowers it", async () => {
    const { planned } = await prepared();
    const there = onServer(planned.tasks);
    if (there[0] && there[1]) [there[0].n_answers, there[1].n_answers] = [3, 9];
    const found = difference(planned.tasks, there, new Set());
    expect([found.update.length, found.unchanged.length]).toEqual([1, 19]);
  });
});

describe("import by CSV", () => {
  const empty = { present: 0, dialect: "scifabric", expiration: null } as const;

  it("fills every cell, and the rows read back as the same tasks", async () => {
    const { planned } = await prepared();
    const [part] = importParts(planned.tasks, empty);
    const rows = parse(part?.csv ?? "", { columns: true }) as Record<string, string>[];
    expect(rows.length).toBe(20);
    for (const [at, row] of rows.entries()) {
      expect(Object.values(row).every((cell) => cell !== "")).toBe(true);
      const { n_answers, priority_0, ...info } = row;
      expect(parseTaskInfo(info)).toEqual({ ok: true, value: planned.tasks[at]?.info });
      expect([Number(n_answers), Number(priority_0)]).toEqual([5, planned.tasks[at]?.priority]);
    }
  });

  it("splits into parts below the limit, each with its header", async () => {
    const { planned } = await prepared();
    const parts = importParts(planned.tasks, { ...empty, largest: 2_000 });
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.every(({ csv }) => csv.length <= 2_000 && csv.startsWith("schema,campaign,building"))).toBe(true);
    expect(parts.flatMap(({ tasks }) => tasks)).toEqual(planned.tasks);
  });

  it("is chosen where posting would wait for new windows", async () => {
    const [task] = (await prepared()).planned.tasks;
    const tasks = (count: number) => ({ create: Array.from({ length: count }, () => task as PlannedTask), update: [], renew: [] });
    const sending = { ...empty, budget: usualBudget, method: "auto", uploads: { count: 0, bytes: 0 } } as const;
    expect(effortOf(tasks(10), sending).method).toBe("post");
    const large = effortOf(tasks(11_000), sending);
    expect(large.method).toBe("csv");
    expect(large.requests).toBeLessThanOrEqual(350);
    expect(effortOf(tasks(11_000), { ...sending, method: "post" }).seconds).toBeGreaterThan(8 * 3600);
  });
});

describe("the presenter's page", () => {
  it("carries the campaign where no text of it can end the element", async () => {
    const { planned, opened } = await prepared();
    const campaign = { ...campaignRecord(opened.file, planned, null), title: "</script><script>alert(1)</script>" };
    const page = presenterPage(
      campaign,
      { id: 3, shortName: "little", stateMaterial: 12 },
      {
        script: { address: "/uploads/user_2/s.js", integrity: "sha384-x" },
        catalogues: { address: "/uploads/user_2/s-{language}.js" },
        cog: "/uploads/user_2/s-cog.js",
      },
    );
    expect(page.match(/<\/script>/g)?.length).toBe(2);
    const json = /<script type="application\/json" id="strike-tracker-campaign">(.*?)<\/script>/.exec(page)?.[1] ?? "";
    expect(JSON.parse(json)).toEqual(campaign);
    expect(page).toContain(
      '<strike-tracker project-id="3" short-name="little" state-material="12" catalogues="/uploads/user_2/s-{language}.js" cog-script="/uploads/user_2/s-cog.js"></strike-tracker>',
    );
    expect(page).toContain('src="/uploads/user_2/s.js" integrity="sha384-x"');
  });

  it("takes the script in where it cannot be uploaded", async () => {
    const { planned, opened } = await prepared();
    const page = presenterPage(
      campaignRecord(opened.file, planned, null),
      { id: 3, shortName: "little", stateMaterial: null },
      { script: { inline: 'const a = "</script>";' }, catalogues: { inline: { ar: '{"a":"</script>"}' } } },
    );
    expect(page).toContain('<script>const a = "<\\/script>";</script>');
    expect(page).toContain('<script type="application/json" id="strike-tracker-catalogue-ar">{"a":"\\u003c/script>"}</script>');
    expect(page).not.toContain("state-material");
  });
});

function textCells(info: TaskInfo): Record<string, string> {
  return Object.fromEntries(Object.entries(info).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]));
}
