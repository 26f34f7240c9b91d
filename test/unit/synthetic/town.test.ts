import { describe, expect, it } from "vitest";
import { planTownModel } from "../../synthetic/index.ts";
import { stream } from "../../synthetic/random.ts";
import { truthOf } from "../../synthetic/sidecars/truth-file.ts";
import { conditionAt, trueGap } from "../../synthetic/town/history.ts";

const model = planTownModel({ seed: 7, buildings: 60, frames: 14 });
const asked = model.plan.buildings.filter(({ managerId }) => managerId !== null);

describe("random numbers", () => {
  it("are the same everywhere", () => {
    const numbers = stream(7, "a");
    expect(Array.from({ length: 3 }, () => Math.round(numbers.next() * 1e6))).toEqual([54716, 856012, 682589]);
  });

  it("of one name do not move those of another", () => {
    const alone = stream(7, "building:1").next();
    stream(7, "frame:3").next();
    expect(stream(7, "building:1").next()).toBe(alone);
    expect(stream(7, "building:2").next()).not.toBe(alone);
    expect(stream(8, "building:1").next()).not.toBe(alone);
  });

  it("are spread evenly", () => {
    const numbers = stream(3, "even");
    const counts = new Array<number>(10).fill(0);
    for (let n = 0; n < 20_000; n++) {
      const at = Math.floor(numbers.next() * 10);
      counts[at] = (counts[at] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });
});

describe("the plan of the town", () => {
  it("asks about as many buildings as wanted, each with its own id and far enough from the edge for a chip", () => {
    expect(new Set(asked.map(({ managerId }) => managerId)).size).toBe(60);
    for (const { outline } of asked) {
      for (const { x, y } of outline) {
        expect(Math.min(x, y, model.plan.side - x, model.plan.side - y)).toBeGreaterThan(48 + model.plan.apron);
      }
    }
  });

  it("has buildings that do not overlap", () => {
    const centres = model.plan.buildings.map(({ centre }) => centre);
    const tooNear = centres.filter((a, n) => centres.slice(n + 1).some((b) => Math.abs(a.x - b.x) + Math.abs(a.y - b.y) < 3));
    expect(tooNear).toEqual([]);
  });

  it("keeps its buildings when there are more frames", () => {
    const more = planTownModel({ seed: 7, buildings: 60, frames: 30 });
    expect(more.plan).toEqual(model.plan);
  });

  it("is another one for another seed", () => {
    expect(planTownModel({ seed: 8, buildings: 60, frames: 14 }).plan.buildings).not.toEqual(model.plan.buildings);
  });
});

describe("the acquisitions", () => {
  it("are on the wanted number of dates, with a second one on one of them, by time", () => {
    const times = model.acquisitions.map(({ time }) => time);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(times.map((time) => new Date(time).toISOString().slice(0, 10))).size).toBe(14);
    expect(times.length).toBe(15);
    expect(new Set(model.acquisitions.map(({ id }) => id)).size).toBe(15);
  });

  it("have the sun where it stands on a morning at 35 degrees north", () => {
    const spring = model.acquisitions.find(({ time }) => new Date(time).getUTCMonth() === 3);
    expect(spring?.sunElevation).toBeGreaterThan(50);
    expect(spring?.sunElevation).toBeLessThan(68);
    expect(spring?.sunAzimuth).toBeGreaterThan(120);
    expect(spring?.sunAzimuth).toBeLessThan(180);
  });
});

describe("what becomes of the buildings", () => {
  const times = model.acquisitions.map(({ time }) => time);
  const first = Math.min(...times);
  const last = Math.max(...times);

  it("holds every kind of fate, the hard ones in small shares", () => {
    const large = planTownModel({ seed: 11, buildings: 300, frames: 14 });
    const kinds = new Map<string, number>();
    for (const { number, managerId } of large.plan.buildings) {
      const kind = large.fates[number]?.kind ?? "none";
      if (managerId !== null) kinds.set(kind, (kinds.get(kind) ?? 0) + 1 / 300);
    }
    expect(kinds.get("destroyed")).toBeGreaterThan(0.3);
    expect(kinds.get("never")).toBeGreaterThan(0.2);
    for (const kind of ["before", "damaged", "gradual", "rebuilt"]) {
      expect(kinds.get(kind), kind).toBeGreaterThan(0.005);
      expect(kinds.get(kind), kind).toBeLessThan(0.12);
    }
  });

  it("gives times that fit the kind", () => {
    for (const { kind, destroyedAt, damagedAt, rebuiltAt } of model.fates) {
      if (kind === "never" || kind === "damaged") expect(destroyedAt).toBeNull();
      else if (kind === "before") expect(destroyedAt).toBeLessThan(first);
      else {
        expect(destroyedAt).toBeGreaterThan(first);
        expect(destroyedAt).toBeLessThan(last);
        expect((destroyedAt ?? 0) % 1000).toBe(0);
      }
      if (kind === "gradual") expect(damagedAt).toBeLessThan(destroyedAt ?? 0);
      if (kind === "rebuilt") expect(rebuiltAt).toBeGreaterThan(destroyedAt ?? 0);
    }
  });

  it("clusters strikes in space and time", () => {
    const struck = model.plan.buildings.flatMap(({ centre, number }) => {
      const at = model.fates[number]?.destroyedAt ?? null;
      return at !== null && at > first ? [{ centre, at }] : [];
    });
    const near = struck.filter((a) =>
      struck.some(
        (b) => b !== a && Math.abs(a.at - b.at) < 3_600_000 && Math.abs(a.centre.x - b.centre.x) + Math.abs(a.centre.y - b.centre.y) < 45,
      ),
    );
    expect(near.length / struck.length).toBeGreaterThan(0.6);
  });

  it("agrees with its own gaps", () => {
    for (const building of asked) {
      const fate = model.fates[building.number];
      if (!fate) throw new Error("a building without a fate");
      const truth = truthOf(building, fate, model.acquisitions, {});
      const standing = model.acquisitions.filter(({ time }) => ["standing", "damaged"].includes(conditionAt(fate, time)));
      expect(truth.gap).toBe(standing.length);
      expect(truth.gap).toBe(trueGap(fate, times));
      expect(truth.standingLastFrame).toBe(standing.at(-1)?.id ?? null);
      if (truth.destroyedAt === null) expect(truth.destroyedFirstFrame).toBeNull();
      else
        expect(truth.destroyedFirstFrame).toBe(
          model.acquisitions.find(({ time }) => time >= Date.parse(truth.destroyedAt ?? ""))?.id ?? null,
        );
    }
  });

  it("counts a frame of the very second as destroyed", () => {
    const fate = { kind: "destroyed", destroyedAt: 2000, damagedAt: null, rebuiltAt: null } as const;
    expect(trueGap(fate, [1000, 2000, 3000])).toBe(1);
    expect(conditionAt(fate, 2000)).toBe("destroyed");
  });
});
