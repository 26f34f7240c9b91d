import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeProblems } from "./axe.ts";
import { townBuilding } from "./presenter-building.ts";
import { type PresenterWorld, presenterWorld } from "./presenter-world.ts";

let world: PresenterWorld;

beforeAll(async () => {
  world = await presenterWorld(await Promise.all([townBuilding(1, 8), townBuilding(2, 11)]), {
    campaign: { modes: ["guided", "free", "full"] },
  });
});

afterAll(() => world?.close());

describe("ways of working", () => {
  it("free: the strip is scrubbed and two images are marked, by touch; the choice is remembered", async () => {
    const page = await world.open({ width: 360, height: 640, touch: true });
    await page.goto(`${world.endpoint}/project/town/task/${world.tasks[0]}`);
    await page.getByRole("button", { name: "Start" }).tap();
    await page.getByRole("button", { name: "Destroyed in between" }).tap();
    await page.getByRole("button", { name: "More" }).tap();
    await page.getByRole("button", { name: /^Free/ }).tap();
    // Nothing said is lost: both dates are known, so they are shown for correction.
    await page.getByRole("button", { name: "Send" }).waitFor();
    // Nor by a reload; the choice is remembered.
    await page.reload();
    await page.getByRole("button", { name: "Send" }).waitFor();
    await page.getByRole("button", { name: "Undo" }).tap();
    await page.getByText("Find the last image where it stands and the first where it is destroyed.").waitFor();
    expect(await axeProblems(page, "strike-tracker")).toEqual([]);
    await page.getByRole("radio", { name: /^4 June 2017/ }).tap();
    await page.getByRole("button", { name: "Last standing" }).tap();
    await page.getByRole("radio", { name: /^4 June 2017, standing/ }).waitFor();
    await page.getByRole("radio", { name: /^21 June 2017/ }).tap();
    await page.getByRole("button", { name: "First destroyed" }).tap();
    await page.getByText("17 days apart").waitFor();
    await page.getByRole("button", { name: "Send" }).tap();
    await page.getByText("Saved. Thank you.").waitFor();
    expect((await world.runs())[0]?.info).toMatchObject({
      mode: "free",
      last_standing: "f08",
      first_destroyed: "f09",
      frames: { f08: "standing", f09: "destroyed" },
    });
    await page.context().close();
  });

  it("free by keys B and A; full asks for every image; switching keeps what was said", async () => {
    const page = await world.open({ width: 1366, height: 768, touch: false });
    await page.addInitScript(() => localStorage.setItem("strike-tracker-mode", "free"));
    await page.goto(`${world.endpoint}/project/town/task/${world.tasks[1]}`);
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByRole("button", { name: "Neither" }).waitFor();
    await page.keyboard.press("End");
    await page.keyboard.press("a");
    await page.getByRole("radio", { name: /^22 October 2017, destroyed/ }).waitFor();
    await page.keyboard.press("Home");
    await page.keyboard.press("b");
    await page.getByRole("button", { name: "Send" }).waitFor();
    await page.getByRole("button", { name: "More" }).click();
    expect(await axeProblems(page, "strike-tracker")).toEqual([]);
    await page.getByRole("button", { name: /^Full/ }).click();
    for (let frame = 2; frame <= 13; frame += 1) {
      await page.getByRole("img", { name: `image ${frame} of 14` }).waitFor();
      await page.keyboard.press(frame <= 11 ? "1" : "2");
    }
    await page.getByRole("button", { name: "Send" }).press("Enter");
    await page.getByText("Saved. Thank you.").waitFor();
    const info = (await world.runs()).find(({ task_id }) => task_id === world.tasks[1])?.info;
    expect(info).toMatchObject({ mode: "full", last_standing: "f11", first_destroyed: "f12" });
    expect(Object.keys(info?.frames ?? {})).toHaveLength(14);
    await page.context().close();
  });

  it("free: one answer for all images where there are no two dates", async () => {
    const page = await world.open({ width: 360, height: 640, touch: true });
    await page.addInitScript(() => localStorage.setItem("strike-tracker-mode", "free"));
    await page.goto(`${world.endpoint}/project/town/task/${world.tasks[0]}`);
    await page.getByRole("button", { name: "Start" }).tap();
    await page.getByRole("button", { name: "Neither" }).tap();
    expect(await axeProblems(page, "strike-tracker")).toEqual([]);
    await page.getByRole("button", { name: "Still standing" }).tap();
    await page.getByText("Still standing in the last image that you could see.").waitFor();
    await page.context().close();
  });
});
