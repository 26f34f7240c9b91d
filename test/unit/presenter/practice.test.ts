import { describe, expect, it } from "vitest";
import { type Dating, likeness } from "../../../task-presenter/src/sitting/index.ts";
import { practiceAt } from "../../../task-presenter/src/sitting/practice.ts";

const frames = ["f01", "f02", "f03", "f04", "f05"];
const dated = (lastStanding: string, firstDestroyed: string): Dating => ({ verdict: "destroyed", lastStanding, firstDestroyed });
const undated = (verdict: Dating["verdict"]): Dating => ({ verdict, lastStanding: null, firstDestroyed: null });

describe("a practice answer", () => {
  it("has the known dates, wider ones that hold them, or others", () => {
    const known = dated("f02", "f03");
    expect(likeness(dated("f02", "f03"), known, frames)).toBe("same");
    expect(likeness(dated("f01", "f03"), known, frames)).toBe("wider");
    expect(likeness(dated("f01", "f05"), known, frames)).toBe("wider");
    expect(likeness(dated("f03", "f04"), known, frames)).toBe("other");
    expect(likeness(dated("f01", "f02"), known, frames)).toBe("other");
  });

  it("without dates is the known one, another one, or none", () => {
    expect(likeness(undated("still_standing"), undated("still_standing"), frames)).toBe("same");
    expect(likeness(undated("still_standing"), dated("f02", "f03"), frames)).toBe("other");
    expect(likeness(undated("wrong_place"), dated("f02", "f03"), frames)).toBe("other");
    expect(likeness(undated("cannot_tell"), dated("f02", "f03"), frames)).toBe("unsure");
  });
});

it("what is known of a practice building follows from its two dates", () => {
  const task = { schema: "strike-tracker/task/1" as const, campaign: "c", building: "b", frames };
  const practice = [
    { task, last_standing: "f02", first_destroyed: "f03", why: "Rubble" },
    { task, last_standing: null, first_destroyed: "f01" },
    { task, last_standing: "f05", first_destroyed: null },
  ];
  expect([0, 1, 2].map((at) => practiceAt({ practice }, at)?.known.verdict)).toEqual(["destroyed", "already_destroyed", "still_standing"]);
  expect(practiceAt({ practice }, 0)).toMatchObject({ number: 1, of: 3, why: "Rubble", told: false });
  expect(practiceAt({ practice }, 3)).toBeNull();
});
