import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createPainter, type Picture } from "../../synthetic/imagery/index.ts";
import { planTownModel } from "../../synthetic/index.ts";
import type { Acquisition } from "../../synthetic/town/acquisitions.ts";

// A coarse pixel keeps the pictures small; the painter is the same.
const pixel = 0.7;
const model = planTownModel({ seed: 5, buildings: 6, frames: 4 });
const painter = createPainter(model.plan, model.fates, pixel);
const plain: Acquisition = {
  id: "plain",
  time: Date.UTC(2020, 3, 1, 8),
  platform: "synthetic-1",
  gsd: 0.4,
  offNadir: 10,
  viewAzimuth: 90,
  sunAzimuth: 140,
  sunElevation: 55,
  cloud: 0,
  haze: 0,
  shift: [0, 0],
  valid: [
    { x: 0, y: 0 },
    { x: model.plan.side, y: 0 },
    { x: model.plan.side, y: model.plan.side },
    { x: 0, y: model.plan.side },
  ],
  date: 0,
};
const still = painter.picture(plain);

describe("a picture", () => {
  it("is the same for the same seed, pixel by pixel", () => {
    const again = createPainter(model.plan, model.fates, pixel).picture(plain);
    expect(sha256(again)).toBe(sha256(still));
    expect(sha256(still)).toBe("d9d2add6aea3c04942bc791fac68e7d23069dcd0b4857e58e34e58155ebc6a52");
  });

  it("moves on the ground by the declared shift", () => {
    // 2.8 m east and 1.4 m north are 4 pixels to the right and 2 up.
    const moved = painter.picture({ ...plain, shift: [2.8, 1.4] });
    const scores = new Map<string, number>();
    for (let dx = -6; dx <= 6; dx++) for (let dy = -6; dy <= 6; dy++) scores.set(`${dx},${dy}`, difference(still, moved, dx, dy));
    const best = [...scores].sort((a, b) => a[1] - b[1])[0];
    expect(best?.[0]).toBe("4,-2");
  });

  it("leans roofs away from the satellite, further for a greater angle", () => {
    const upright = painter.picture({ ...plain, offNadir: 0 });
    const leaning = painter.picture({ ...plain, offNadir: 30 });
    const further = painter.picture({ ...plain, offNadir: 36 });
    const change = difference(upright, leaning, 0, 0);
    expect(change).toBeGreaterThan(3);
    expect(difference(upright, further, 0, 0)).toBeGreaterThan(change);
    // Seen from the east, what is high moves west: fits better when the upright picture is moved west.
    expect(difference(upright, leaning, -3, 0)).toBeLessThan(difference(upright, leaning, 3, 0));
  });

  it("hides as much as the declared cloud", () => {
    const cloudy = painter.picture({ ...plain, cloud: 0.3 });
    const { side } = model.plan;
    const everything = [
      { x: 0, y: 0 },
      { x: side, y: 0 },
      { x: side, y: side },
      { x: 0, y: side },
    ];
    expect(cloudy.hidden(everything)).toBeCloseTo(0.3, 2);
    expect(still.hidden(everything)).toBe(0);
    const brighter = brighterShare(still, cloudy);
    expect(brighter).toBeGreaterThan(0.22);
    expect(brighter).toBeLessThan(0.45);
  });

  it("holds no pixels beyond a cut edge, and none are black inside", () => {
    const { side, apron } = model.plan;
    const cut = painter.picture({
      ...plain,
      valid: [
        { x: 0, y: 0 },
        { x: side / 2, y: 0 },
        { x: side / 2, y: side },
        { x: 0, y: side },
      ],
    });
    const edge = Math.round((side / 2 - apron) / pixel);
    let wrong = 0;
    for (let y = 0; y < cut.height; y++) {
      for (let x = 0; x < cut.width; x++) {
        const black = cut.rgb[(y * cut.width + x) * 3] === 0;
        if (Math.abs(x - edge) > 1 && black !== x > edge) wrong++;
      }
    }
    expect(wrong).toBe(0);
  });

  it("shows a destroyed building otherwise than a standing one", () => {
    const building = model.plan.buildings.find(({ managerId, number }) => managerId !== null && model.fates[number]?.kind === "destroyed");
    if (!building) throw new Error("no destroyed building in this town");
    const at = model.fates[building.number]?.destroyedAt ?? 0;
    const change = (before: number, after: number) => {
      const one = painter.picture({ ...plain, time: before });
      const two = painter.picture({ ...plain, time: after });
      const x = Math.round((building.centre.x - model.plan.apron) / pixel);
      const y = Math.round((building.centre.y - model.plan.apron) / pixel);
      return difference(one, two, 0, 0, { x: x - 4, y: y - 4, width: 8, height: 8 });
    };
    const day = 86_400_000;
    expect(change(at - day, at)).toBeGreaterThan(4 * change(at - 2 * day, at - day) + 4);
  });
});

function sha256({ rgb }: Picture): string {
  return createHash("sha256").update(rgb).digest("hex");
}

/** Mean difference of the green band between one picture and another that is moved by dx, dy pixels. */
function difference(
  one: Picture,
  two: Picture,
  dx: number,
  dy: number,
  box = { x: 12, y: 12, width: one.width - 24, height: one.height - 24 },
): number {
  let sum = 0;
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) {
      sum += Math.abs((one.rgb[(y * one.width + x) * 3 + 1] ?? 0) - (two.rgb[((y + dy) * two.width + x + dx) * 3 + 1] ?? 0));
    }
  }
  return sum / (box.width * box.height);
}

/** The share of pixels that are clearly brighter in the second picture. */
function brighterShare(one: Picture, two: Picture): number {
  let brighter = 0;
  for (let at = 1; at < one.rgb.length; at += 3) if ((two.rgb[at] ?? 0) > (one.rgb[at] ?? 0) + 12) brighter++;
  return brighter / (one.rgb.length / 3);
}
