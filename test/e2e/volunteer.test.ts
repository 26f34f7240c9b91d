import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { createPybossaClient } from "pybossa-client-ts";
import { type Answer, answerProblems, parseAnswer } from "pybossa-client-ts/strike-tracker";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserArguments, browserPath } from "../browser-path.ts";
import { createWorld, type World } from "../world.ts";
import { dateBuilding, type Hand, readNote, sendAtOnce } from "./volunteer.ts";

let folder: string;
let world: World;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "volunteer-"));
  world = await createWorld({ folder, buildings: 12, frames: 8, seed: 11 });
  browser = await chromium.launch({ executablePath: browserPath(), args: browserArguments });
});

afterAll(async () => {
  await browser?.close();
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A volunteer's window. Each has an address of its own, so that nobody's answers stand in another's way. */
async function openPage(hand: Hand, address: string): Promise<Page> {
  const touch = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
  const laptop = { viewport: { width: 1366, height: 768 } };
  const context = await browser.newContext({ ...(hand === "touch" ? touch : laptop), extraHTTPHeaders: { "X-Real-IP": address } });
  return context.newPage();
}

/** What the page sent and the server took, once all of it has been answered. */
function sentBy(page: Page): () => Promise<{ task_id: number; info: { id: string } }[]> {
  const sent: Promise<{ task_id: number; info: { id: string } }>[] = [];
  page.on("response", (response) => {
    if (response.request().method() === "POST" && response.url().endsWith("/api/taskrun")) sent.push(response.json());
  });
  return () => Promise.all(sent);
}

/** The stored answer with this id, as the server gives it to anybody. */
async function storedAnswer(id: string): Promise<{ taskId: number; answer: Answer }> {
  const client = createPybossaClient({ endpoint: world.server.endpoint });
  for await (const page of client.taskRuns.pages(world.projectId)) {
    for (const { task_id, info } of page) {
      const answer = parseAnswer(info);
      if (!answer.ok) throw new Error(JSON.stringify(answer.problems));
      if (answer.value.id === id) return { taskId: task_id, answer: answer.value };
    }
  }
  throw new Error(`the server holds no answer ${id}`);
}

function framesOf(taskId: number): string[] {
  const building = world.lock.buildings.find(({ task_id }) => task_id === taskId);
  return [...(building?.frames ?? [])];
}

/** A task whose building is destroyed within its timeline, and its true gap. */
function destroyedTask(nth: number): { taskId: number; gap: number } {
  const inside = world.truth.filter(({ taskId, gap }) => gap > 0 && gap < framesOf(taskId).length);
  const task = inside[nth];
  if (!task) throw new Error("the town has too few buildings that are destroyed within their timeline");
  return task;
}

describe.each<{ hand: Hand; size: string; address: string; nth: number }>([
  { hand: "touch", size: "360x640", address: "198.51.100.7", nth: 0 },
  { hand: "keys", size: "1366x768", address: "198.51.100.8", nth: 1 },
])("a volunteer with $hand at $size", ({ hand, address, nth }) => {
  it("dates a building, and the server holds both frames as they truly are", async () => {
    const { taskId, gap } = destroyedTask(nth);
    const frames = framesOf(taskId);
    const page = await openPage(hand, address);
    const sent = sentBy(page);
    await page.goto(`${world.server.endpoint}/project/${world.shortName}/task/${taskId}`);
    await readNote(page, hand);
    const looks = await dateBuilding(page, { gap, hand });

    const [run, ...more] = await sent();
    expect([run?.task_id, more]).toEqual([taskId, []]);
    const { answer, ...stored } = await storedAnswer(run?.info.id ?? "");
    expect(stored.taskId).toBe(taskId);
    expect(answer.verdict).toBe("destroyed");
    expect(answer.last_standing).toBe(frames[gap - 1]);
    expect(answer.first_destroyed).toBe(frames[gap]);
    expect(answerProblems(answer, frames)).toEqual([]);
    expect(Object.keys(answer.frames).length).toBeLessThanOrEqual(looks + 1);
    expect(answer.manifest).toBe(world.lock.campaign.manifest);
    expect(answer.chips_differ).toEqual([]);
    expect(answer.note).toBeNull();
    await page.context().close();
  });

  it("is given the next building, and goes on from the campaign's first page", async () => {
    const page = await openPage(hand, address.replace("100", "101"));
    const sent = sentBy(page);
    await page.goto(world.volunteerUrl);
    await readNote(page, hand);
    await sendAtOnce(page);
    for (let building = 0; building < 2; building++) {
      // Whatever building it is, the volunteer sees it standing in every image.
      await dateBuilding(page, { gap: 99, hand });
      await page.getByRole("button", { name: "Send" }).waitFor({ state: "hidden" });
    }
    const runs = await sent();
    expect(new Set(runs.map(({ task_id }) => task_id)).size).toBe(2);
    for (const { task_id, info } of runs) {
      const { taskId, answer } = await storedAnswer(info.id);
      expect(taskId).toBe(task_id);
      expect(answer.verdict).toBe("still_standing");
      expect(answer.last_standing).toBe(framesOf(taskId).findLast((frame) => answer.frames[frame] === "standing"));
    }
    await page.context().close();
  });
});
