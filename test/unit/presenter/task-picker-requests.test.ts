import { createLockPicker, createTaskPicker, type TaskOffice } from "strike-tracker-presenter/session";
import { describe, expect, it } from "vitest";

type Given = Awaited<ReturnType<TaskOffice<{ id: number }>["newTask"]>>;

const none: Given = { kind: "none" };
const tasks = (...ids: number[]): Given => ({ kind: "tasks", tasks: ids.map((id) => ({ id })) });

/** An office that answers from a list, and what it was asked. */
function scripted(given: Given[], progress: { done: number; total: number } | Error = { done: 0, total: 1_000 }) {
  const asked: string[] = [];
  const client: TaskOffice<{ id: number }> = {
    async newTask(project, { limit, offset, orderby, desc }) {
      asked.push(offset === undefined ? `${project}` : `${project} ${offset}+${limit} ${orderby} ${desc}`);
      const reply = given.shift();
      if (reply === undefined) throw new Error("Asked once too often.");
      return reply;
    },
    async userProgress() {
      asked.push("progress");
      if (progress instanceof Error) throw progress;
      return progress;
    },
  };
  return { client, asked };
}

/** Hands out these shares one after another, then 0. */
const shares =
  (...values: number[]) =>
  () =>
    values.shift() ?? 0;

describe("what the task picker asks for", () => {
  const picker = (
    given: Given[],
    random: () => number,
    options: { spread?: number; taken?: number[]; progress?: { done: number; total: number } | Error } = {},
  ) => {
    const { client, asked } = scripted(given, options.progress);
    return { asked, picker: createTaskPicker({ client, projectId: 7, spread: options.spread ?? 100, random, taken: options.taken ?? [] }) };
  };

  it("is two tasks at a random place by priority; the second is handed out without asking", async () => {
    const { asked, picker: made } = picker([tasks(5, 6), tasks(8)], shares(0.5, 0.25));
    expect(await made.next()).toEqual({ kind: "task", task: { id: 5 } });
    expect(await made.next()).toEqual({ kind: "task", task: { id: 6 } });
    expect(await made.next()).toEqual({ kind: "task", task: { id: 8 } });
    expect(asked.filter((line) => line !== "progress")).toEqual(["7 50+2 priority_0 true", "7 25+2 priority_0 true"]);
  });

  it("is nearer the top after a place past the end, and never past what is left for the volunteer", async () => {
    const { asked, picker: made } = picker([none, tasks(3)], shares(0.9, 0.9), { progress: { done: 90, total: 120 } });
    expect(await made.next()).toMatchObject({ kind: "task", task: { id: 3 } });
    // 30 are left: below the first place tried, so the second is sought among them.
    expect(asked).toEqual(["progress", "7 90+2 priority_0 true", "7 27+2 priority_0 true"]);
  });

  it("is the very top after six places that were in vain, and there it ends", async () => {
    const { asked, picker: made } = picker([none, none, none, none, none, none, none], () => 0.999, { spread: 1_000 });
    expect(await made.next()).toEqual({ kind: "none", taken: 0 });
    expect(asked.filter((line) => line !== "progress").map((line) => line.split(" ")[1])).toEqual(
      ["999", "998", "997", "996", "995", "994", "0"].map((offset) => `${offset}+2`),
    );
  });

  it("is further down the list while all that is offered was taken before, a hundred at a time", async () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    const { asked, picker: made } = picker([tasks(1, 2), tasks(...hundred), tasks(101)], () => 0, { taken: hundred });
    expect(await made.next()).toEqual({ kind: "task", task: { id: 101 } });
    expect(asked.filter((line) => line !== "progress").map((line) => line.split(" ")[1])).toEqual(["0+2", "0+100", "100+100"]);
    const over = picker([tasks(1, 2), tasks(1, 2, 3)], () => 0, { taken: [1, 2, 3] });
    expect(await over.picker.next()).toEqual({ kind: "none", taken: 3 });
  });

  it("is the volunteer's progress at every tenth task, whose failure stops nothing", async () => {
    const given = Array.from({ length: 21 }, (_, index) => tasks(index + 1));
    const { asked, picker: made } = picker(given, () => 0, { progress: new Error("down") });
    for (let pick = 0; pick < 21; pick += 1) expect(await made.next()).toMatchObject({ kind: "task", task: { id: pick + 1 } });
    expect(asked.filter((line) => line === "progress")).toHaveLength(3);
  });

  it("is nothing more after a task was taken elsewhere that it had ready", async () => {
    const { picker: made } = picker([tasks(5, 6), tasks(9)], () => 0);
    await made.next();
    made.take(6);
    expect(await made.next()).toEqual({ kind: "task", task: { id: 9 } });
  });
});

describe("where tasks are locked", () => {
  const picker = (...given: Given[]) => {
    const { client, asked } = scripted(given);
    return { asked, picker: createLockPicker({ client, projectId: 7 }) };
  };

  it.each<[string, Given, object]>([
    ["a task", tasks(4), { kind: "task", task: { id: 4 } }],
    ["the end", none, { kind: "none", taken: 0 }],
    ["an empty list", tasks(), { kind: "none", taken: 0 }],
    ["that others hold the rest", { kind: "none", retryAfterMs: 5_000 }, { kind: "wait", milliseconds: 5_000 }],
    ["a refusal", { kind: "refused", message: "Sign in" }, { kind: "refused", message: "Sign in" }],
  ])("the server's word decides: %s", async (_, given, picked) => {
    const { asked, picker: made } = picker(given);
    expect(await made.next()).toEqual(picked);
    expect(asked).toEqual(["7"]);
  });

  it("a task that comes again is marked, until it is released", async () => {
    const { picker: made } = picker(tasks(4), tasks(4), tasks(4), tasks(5));
    expect(await made.next()).toEqual({ kind: "task", task: { id: 4 } });
    expect(await made.next()).toEqual({ kind: "task", task: { id: 4 }, again: true });
    made.release([4]);
    expect(await made.next()).toEqual({ kind: "task", task: { id: 4 } });
    made.take(5);
    expect(await made.next()).toEqual({ kind: "task", task: { id: 5 }, again: true });
  });
});
