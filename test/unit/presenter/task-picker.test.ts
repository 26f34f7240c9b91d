import { createTaskPicker, type TaskOffice } from "strike-tracker-presenter/session";
import { describe, expect, it } from "vitest";

/** Repeatable numbers in [0, 1). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 12)) >>> 0) / 2 ** 32;
  };
}

/** Scifabric's way of handing out tasks: open ones that this volunteer has not answered, by priority. */
function office(tasks: number, answersWanted: number) {
  const answered = new Map<number, Set<string>>();
  const requests: number[] = [];
  const open = (volunteer: string) =>
    Array.from({ length: tasks }, (_, index) => index + 1).filter((id) => {
      const by = answered.get(id);
      return (by?.size ?? 0) < answersWanted && !by?.has(volunteer);
    });
  return {
    requests,
    answered,
    answer: (volunteer: string, id: number) => answered.set(id, (answered.get(id) ?? new Set()).add(volunteer)),
    for: (volunteer: string): TaskOffice<{ id: number }> => ({
      async newTask(_, { limit = 1, offset = 0, orderby, desc }) {
        expect([orderby, desc]).toEqual(["priority_0", true]);
        requests.push(offset);
        const page = open(volunteer).slice(offset, offset + limit);
        return page.length === 0 ? { kind: "none" } : { kind: "tasks", tasks: page.map((id) => ({ id })) };
      },
      async userProgress() {
        const done = [...answered.values()].filter((by) => by.has(volunteer)).length;
        return { done, total: tasks };
      },
    }),
  };
}

describe("the task picker", () => {
  it("spreads 300 volunteers who come at once", async () => {
    const server = office(10_000, 3);
    const first = new Map<number, number>();
    for (let person = 0; person < 300; person += 1) {
      const picker = createTaskPicker({ client: server.for(`v${person}`), projectId: 1, spread: 1200, random: chance(person + 1) });
      const picked = await picker.next();
      if (picked.kind !== "task") throw new Error("A task was expected.");
      first.set(picked.task.id, (first.get(picked.task.id) ?? 0) + 1);
    }
    expect(first.size).toBeGreaterThan(230);
    // More than the three answers wanted on one task is surplus.
    const surplus = [...first.values()].reduce((sum, count) => sum + Math.max(0, count - 3), 0);
    expect(surplus).toBeLessThanOrEqual(3);
  });

  it("gives one volunteer every task once and ends only at an empty answer for offset 0", async () => {
    const server = office(37, 2);
    const picker = createTaskPicker({ client: server.for("a"), projectId: 1, spread: 1200, random: chance(7) });
    const seen = new Set<number>();
    for (;;) {
      const picked = await picker.next();
      if (picked.kind !== "task") {
        expect(picked).toEqual({ kind: "none", taken: 0 });
        break;
      }
      expect(seen.has(picked.task.id)).toBe(false);
      seen.add(picked.task.id);
      server.answer("a", picked.task.id);
    }
    expect(seen.size).toBe(37);
    expect(server.requests.at(-1)).toBe(0);
  });

  it("drops tasks that come again while their answers wait to be sent", async () => {
    const server = office(5, 1);
    const picker = createTaskPicker({ client: server.for("a"), projectId: 1, spread: 10, random: chance(3), taken: [2] });
    const seen: number[] = [];
    for (let pick = 0; pick < 4; pick += 1) {
      const picked = await picker.next();
      if (picked.kind === "task") seen.push(picked.task.id);
    }
    expect(seen.sort((one, other) => one - other)).toEqual([1, 3, 4, 5]);
    expect(await picker.next()).toEqual({ kind: "none", taken: 5 });
    picker.release([2]);
    expect(await picker.next()).toEqual({ kind: "task", task: { id: 2 } });
  });

  it("finds the last open task although most of the list is past the end", async () => {
    const server = office(500, 1);
    for (let id = 1; id <= 499; id += 1) server.answer("others", id);
    const picker = createTaskPicker({ client: server.for("a"), projectId: 1, spread: 1200, random: chance(11) });
    expect(await picker.next()).toEqual({ kind: "task", task: { id: 500 } });
    expect(server.requests.length).toBeLessThanOrEqual(8);
  });

  it("hands on a refusal", async () => {
    const refused = { kind: "refused" as const, message: "Sign in first" };
    const picker = createTaskPicker({
      client: { newTask: async () => refused, userProgress: async () => ({ done: 0, total: 9 }) },
      projectId: 1,
      spread: 10,
      random: () => 0.9,
    });
    expect(await picker.next()).toEqual(refused);
  });
});
