import { createHash } from "node:crypto";
import { appendFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Task, TaskRun } from "pybossa-client-ts";
import { describe, expect, it, onTestFinished } from "vitest";
import { archiveFolder, copyInputs } from "../../../project-setup/src/archive/index.ts";
import { hashOfSource, openBuildings } from "../../../project-setup/src/buildings/index.ts";
import { check } from "../../../project-setup/src/commands/check.ts";
import { ProgressCounter } from "../../../project-setup/src/commands/progress.ts";
import { openJournal } from "../../../project-setup/src/lock/index.ts";
import { prepare } from "../../../project-setup/src/preparation.ts";
import { chipAtAddress, tellChipsNotThere } from "../../../project-setup/src/server/hosted-chips.ts";
import { importParts, importSeconds } from "../../../project-setup/src/server/import-rows.ts";
import { survey } from "../../../project-setup/src/survey.ts";
import { correctionText, expirationOf, type PlannedTask } from "../../../project-setup/src/tasks/index.ts";
import { building, item, listening, littleCampaign, temporaryFolder } from "./workspace.ts";

const day = 86_400_000;
const noon = Date.UTC(2026, 0, 10, 12);

describe("progress", () => {
  const task = (id: number, n_answers: number, more: Partial<Task> = {}) => ({ id, n_answers, state: "ongoing", ...more }) as Task;
  const run = (id: number, task_id: number, more: Partial<TaskRun>) => {
    const finish_time = new Date(noon - id * 3_600_000).toISOString().slice(0, 19);
    return {
      id,
      task_id,
      project_id: 1,
      user_id: null,
      user_ip: null,
      external_uid: null,
      created: finish_time,
      finish_time,
      ...more,
    } as TaskRun;
  };
  const counted = (tasks: Task[], runs: TaskRun[]) => {
    const counter = new ProgressCounter();
    for (const each of tasks) counter.addTask(each);
    for (const each of runs) counter.addRun(each);
    return counter.result(noon);
  };

  it("counts by the answers, not by the server's states", () => {
    const runs = [run(1, 1, { user_id: 7 }), run(2, 1, { user_id: 8 }), run(3, 2, { user_id: 7 }), run(4, 3, { user_id: 7 })];
    expect(counted([task(1, 1), task(2, 2, { state: "completed" }), task(3, 4)], runs)).toMatchObject({
      tasks: 3,
      completed: 1,
      task_runs: 4,
      surplus: 1,
      missing: 4,
      percent: 42.9,
      volunteers: 2,
      ongoing_with_enough: 1,
      completed_with_too_few: 1,
    });
  });

  it("tells the days, and when the rest is done at the rate of the last 24 hours", () => {
    const runs = [...Array.from({ length: 6 }, (_, at) => run(at + 1, 1, { user_id: at })), run(40, 1, { user_id: 99 })];
    const { per_day, last_day, days_left } = counted([task(1, 10)], runs);
    expect(per_day).toEqual([
      { day: "2026-01-08", answers: 1 },
      { day: "2026-01-10", answers: 6 },
    ]);
    expect([last_day, days_left]).toEqual([6, 0.5]);
    expect(counted([task(1, 1)], [])).toMatchObject({ days_left: null });
    expect(counted([task(1, 1)], [run(1, 1, { user_id: 1 })])).toMatchObject({ days_left: 0 });
  });

  it("tells addresses from which several people answer at once, but not one that works ahead", () => {
    const at = (minute: number) => new Date(noon + minute * 60_000).toISOString().slice(0, 19);
    const from = (user_ip: string, stays: [number, number][]) =>
      stays.map(([start, end], place) => run(place + 1, place + 1, { user_ip, created: at(start), finish_time: at(end) }));
    const ahead: [number, number][] = [
      [0, 2],
      [1, 4],
      [3, 6],
    ];
    const together: [number, number][] = [
      [0, 5],
      [1, 6],
      [2, 7],
    ];
    expect(counted([], [...from("a", ahead), ...from("b", together)]).shared_addresses).toBe(1);
  });

  it("tells tasks that a server soon stops handing out", () => {
    const expiration = (days: number) => new Date(noon + days * day).toISOString().slice(0, 19);
    expect(counted([task(1, 1, { expiration: expiration(3) }), task(2, 1, { expiration: expiration(100) })], []).expiring).toBe(1);
  });
});

describe("the journal", () => {
  it("is private, is added to, and survives an entry that a kill cut off", () => {
    const journal = openJournal(temporaryFolder(), "little", () => noon);
    expect(journal.entries()).toEqual([]);
    journal.write("task created", { task_id: 1 });
    appendFileSync(journal.path, '{"at":"2026-01-10T12:00:0');
    journal.write("task created", { task_id: 2 });
    expect(journal.entries().map(({ task_id }) => task_id)).toEqual([1, 2]);
    expect(statSync(journal.path).mode & 0o777).toBe(0o600);
    expect(readFileSync(journal.path, "utf8").endsWith("\n")).toBe(true);
  });
});

describe("the end of a task", () => {
  it("is a year away, or as the campaign file says, and is renewed in time", () => {
    const { text, endsTooEarly } = expirationOf(undefined, noon, "x");
    expect(text).toBe("2027-01-09T12:00:00");
    expect([10, 61, 364].map((days) => endsTooEarly(noon + days * day))).toEqual([true, false, false]);
    expect(expirationOf("2026-03-01", noon, "x").text).toBe("2026-03-01T23:59:59");
    expect(expirationOf("2026-01-20", noon, "x").endsTooEarly(Date.UTC(2026, 0, 20, 23, 59, 59))).toBe(false);
    for (const wrong of ["soon", "2026-01-09"]) expect(() => expirationOf(wrong, noon, "x")).toThrow(/task\.expires is/);
  });
});

describe("parts of an import", () => {
  it("end in time on a server that looks each row up among all", async () => {
    const [task] = (await prepare(littleCampaign(), { pilot: undefined, chips: "cut" }, listening().effects)).planned.tasks;
    const tasks = Array.from({ length: 3_000 }, () => task as PlannedTask);
    const sending = { dialect: "scifabric", expiration: null } as const;
    expect(importSeconds(10_000, 0)).toBeCloseTo(245, 0);
    expect(importParts(tasks, { ...sending, present: 0 }).length).toBe(1);
    const later = importParts(tasks, { ...sending, present: 60_000 });
    expect(later.length).toBeGreaterThan(1);
    for (const part of later) expect(importSeconds(part.tasks.length, 60_000)).toBeLessThanOrEqual(300);
  });

  it("name the types of bloomberg's columns, and its tasks' end", async () => {
    const { planned } = await prepare(littleCampaign(), { pilot: undefined, chips: "cut" }, listening().effects);
    const [part] = importParts(planned.tasks, { present: 0, dialect: "bloomberg", expiration: "2027-01-01T00:00:00" });
    const [header, row] = (part?.csv ?? "").split("\n");
    expect(header).toBe("schema,campaign,building,frames_json,geometry_json,n_answers,priority_0,expiration");
    expect(row).toContain("2027-01-01T00:00:00");
  });
});

describe("a file of gold tasks", () => {
  const frames = ["2020-02-01", "2020-03-01", "2020-04-01"].map((date, at) => item(`f0${at + 1}`, `${date}T08:00:00Z`));
  const houses = Array.from({ length: 8 }, (_, at) => building(`h${at}`, 39 + at / 5000, 35));
  const read = async (csv: string, changes: object = {}) => {
    const path = littleCampaign({ gold: { file: "gold.csv" }, ...changes }, houses, frames);
    writeFileSync(join(path, "..", "gold.csv"), csv);
    return survey(path, listening().effects);
  };

  it("gives frames or dates, which become the frames that they bound", async () => {
    const { gold, errors, warnings } = await read(
      "building,last_standing,first_destroyed\nh0,f01,f02\nh1,2020-02-20,2020-02-25\nh2,2020-03-01,2020-04-01\nh3,,2020-02-01\nh4,2020-05-01,\nh5,f01,f03\nnobody,f01,f02\n",
    );
    expect(errors).toEqual([]);
    expect([...gold]).toEqual([
      ["h0", { last_standing: "f01", first_destroyed: "f02" }],
      ["h1", { last_standing: "f01", first_destroyed: "f02" }],
      ["h2", { last_standing: "f02", first_destroyed: "f03" }],
      ["h3", { last_standing: null, first_destroyed: "f01" }],
      ["h4", { last_standing: "f03", first_destroyed: null }],
      ["h5", { last_standing: "f01", first_destroyed: "f03" }],
    ]);
    const told = warnings.map(({ message }) => message).join("\n");
    expect(told).toMatch(/1 of the buildings get no task[\s\S]*1 gold tasks have frames between/);
  });

  it.each([
    ["h0,f09,f02", /last_standing "f09" is neither a date nor one of its frames \(f01, f02, f03\)/],
    ["h0,f02,f01", /does not lie before/],
    ["h0,,", /neither last_standing nor first_destroyed/],
    ["h0,,f02", /no frame shows it standing.*the frames before are open/],
    ["h0,f02,", /no frame shows it destroyed.*the frames after are open/],
    ["h0,f01,f02\nh0,f01,f02", /stands here twice/],
  ])("with the row %j is refused", async (row, message) => {
    const { errors } = await read(`building,last_standing,first_destroyed\n${row}\n`);
    expect(errors.map((error) => error.message)).toEqual([expect.stringMatching(message)]);
  });

  it("names no practice building, and has its columns", async () => {
    const practice = [{ building: "h0", last_standing: "f01", first_destroyed: "f02" }];
    const { errors } = await read("building,last_standing,first_destroyed\nh0,f01,f02\n", { practice });
    expect(errors[0]?.message).toMatch(/is gold too; a practice building is public/);
    await expect(read("building,date\nh0,f01\n")).rejects.toThrow(/no column last_standing, first_destroyed/);
  });
});

describe("a file of practice buildings", () => {
  it("gives frames or dates, and what volunteers are told", async () => {
    const path = littleCampaign({ practice: { file: "practice.csv" } });
    const file = join(path, "..", "practice.csv");
    const header = "building,last_standing,first_destroyed,why";
    writeFileSync(file, `${header}\nb1,2020-02-10,2020-02-20,The roof is gone\n`);
    const { practice, errors, documents } = await survey(path, listening().effects);
    const known = { last_standing: "f01", first_destroyed: "f02", why: "The roof is gone" };
    expect([[...practice], errors, documents.map((document) => document.path)]).toEqual([
      [["b1", known]],
      [],
      expect.arrayContaining([file]),
    ]);
    writeFileSync(file, `${header}\nb9,f01,f02,\n`);
    const checked = await check(path, listening().effects);
    expect(checked.errors[0]?.message).toMatch(/practice building "b9" is not among/);
  });
});

describe("chips at their address", () => {
  it("are looked for, and told where a volunteer would not find them as they were cut", async () => {
    const server = createServer((request, response) => void response.writeHead(request.url === "/gone.webp" ? 404 : 200).end("a chip"));
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    onTestFinished(() => void server.close());
    const at = { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/{name}.webp`, endpoint: "http://127.0.0.1:1" };
    const sha256 = createHash("sha256").update("a chip").digest("hex");
    const chips = [
      { name: "there", sha256 },
      { name: "gone", sha256 },
      { name: "other", sha256: sha256.replace(/^./, "x") },
    ];
    const { effects, said } = listening();
    expect(await Promise.all(chips.map((chip) => chipAtAddress(chip, at, effects)))).toEqual(["there", "missing", "different"]);
    await tellChipsNotThere(chips.slice(0, 1), at, effects);
    await tellChipsNotThere(chips, { ...at, base: null }, effects);
    expect(said).toEqual([]);
    await tellChipsNotThere(chips, at, effects);
    expect(said.join("")).toContain("2 of 3 chips tried are not at");
  });
});

describe("an archive's inputs", () => {
  it("hold a loose shapefile with its parts", () => {
    const path = fileURLToPath(new URL("../../fixtures/setup/footprints/buildings-utm34.shp", import.meta.url));
    const archive = archiveFolder(join(temporaryFolder(), "archive"), "town");
    const inputs = [{ path, sha256: hashOfSource(openBuildings(path)) }];
    expect(copyInputs(archive, inputs, "/campaign.yaml")).toEqual([]);
    const names = archive.files().map((file) => file.path);
    expect(names).toEqual(["cpg", "dbf", "prj", "shp"].map((extension) => `inputs/0-buildings-utm34.${extension}`));
  });
});

describe("a correction", () => {
  it("is told in one line, however long it is", () => {
    expect(correctionText({ what: "question", from: "A?", to: "B?" }, "is now")).toBe('question: "A?" is now "B?"');
    expect(correctionText({ what: "practice", from: null, to: "x".repeat(300) }, "is now")).toBe("practice (see corrections in the lock)");
  });
});

describe("a file whose buildings have no id", () => {
  it("is one fault, that names its fields", async () => {
    const nameless = [0, 1, 2].map((at) => ({ ...building("", 39 + at / 1000, 35, { HOUSE: `h${at}` }), id: undefined }));
    const { errors } = await survey(littleCampaign({}, nameless), listening().effects);
    expect(errors.map(({ message }) => message)).toEqual([expect.stringMatching(/id_field.*HOUSE/)]);
  });
});

describe("coordinates the wrong way round", () => {
  it("of every building may be the frames' bounds", async () => {
    const swapped = [building("h0", 35, 39), building("h1", 35.001, 39)];
    const { errors } = await survey(littleCampaign({}, swapped), listening().effects);
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(/the buildings or the frames have them the wrong way round/),
    ]);
  });
});
