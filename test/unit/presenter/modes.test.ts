import type { TaskInfo } from "pybossa-client-ts/strike-tracker";
import { describe, expect, it } from "vitest";
import { modesOf, startingMode } from "../../../task-presenter/src/sitting/modes.ts";

const building = (id: string) => ({
  info: { schema: "strike-tracker/task/1", campaign: "town", building: id } as TaskInfo,
  practice: null,
});
const ids = Array.from({ length: 10_000 }, (_, index) => `b${index}`);
const inFull = (id: string, share: number) =>
  ids.filter((name) => startingMode({ id, modes: ["guided"], full_share: share }, building(name), null) === "full");

describe("the share of buildings that are asked in full", () => {
  it("is as large as the campaign says, even of ids that differ only at their end", () => {
    expect(Math.abs(inFull("town", 0.1).length / ids.length - 0.1)).toBeLessThan(0.01);
    expect([inFull("town", 0).length, inFull("town", 1).length]).toEqual([0, ids.length]);
  });

  it("is the same for every volunteer, grows by adding, and is another one in another campaign", () => {
    const [few, more] = [inFull("town", 0.1), new Set(inFull("town", 0.2))];
    expect(few.every((name) => more.has(name))).toBe(true);
    const elsewhere = new Set(inFull("city", 0.1));
    expect(few.filter((name) => elsewhere.has(name)).length).toBeLessThan(few.length / 5);
  });

  it("offers the full way for those buildings, and counts no practice building among them", () => {
    const campaign = { id: "town", modes: ["guided" as const], full_share: 1 };
    expect(modesOf(campaign, building("b1"))).toEqual(["guided", "full"]);
    const practice = {
      number: 1,
      of: 1,
      known: { verdict: "cannot_tell" as const, lastStanding: null, firstDestroyed: null },
      why: "",
      told: false,
    };
    expect(startingMode(campaign, { ...building("b1"), practice }, null)).toBe("guided");
  });
});
