import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeProblems } from "./axe.ts";
import type { PresenterWorld } from "./presenter-world.ts";
import { sendingStates } from "./sending-states.ts";
import { type PresenterState, states, statesWorld } from "./states.ts";

const worlds = new Map<PresenterState["dialect"], PresenterWorld>();
/** A folder for pictures of all states, to look at. */
const pictures = process.env.STATE_PICTURES;

beforeAll(async () => {
  worlds.set(undefined, await statesWorld()).set("bloomberg", await statesWorld("bloomberg"));
  if (pictures) mkdirSync(pictures, { recursive: true });
});

afterAll(async () => {
  for (const world of worlds.values()) await world.close();
});

const phone = { width: 360, height: 640 };
const laptop = { width: 1366, height: 768 };

async function reach(state: PresenterState): Promise<Page> {
  const world = worlds.get(state.dialect);
  if (!world) throw new Error("No world.");
  const page = await world.open({ ...phone, touch: true, newcomer: state.newcomer ?? false });
  if (state.dialect) await world.signIn(page, "vol1");
  await state.before?.(page, world);
  await page.goto(world.address);
  if (state.reach) await state.reach(page, world);
  else await page.locator("dialog[open]").waitFor();
  return page;
}

/** Changes the language as Help does, without leaving the state. */
async function speakArabic(page: Page): Promise<void> {
  await page.locator("strike-tracker").evaluate(async (element) => {
    await (Reflect.get(element, "language") as { speak(language: string): Promise<void> }).speak("ar");
  });
  await expect.poll(() => page.locator("strike-tracker").getAttribute("dir")).toBe("rtl");
}

async function picture(page: Page, { name }: PresenterState, which: string): Promise<void> {
  if (!pictures) return;
  await page.waitForTimeout(250);
  await page.screenshot({ path: `${pictures}/${name.replace(/\W+/g, "-")}-${which}.png` });
}

/** Controls under 44 px, and whatever runs out of the window sideways. */
function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const problems: string[] = [];
    const visit = (root: ParentNode): void => {
      for (const element of root.querySelectorAll<HTMLElement>("*")) {
        if (element.shadowRoot) visit(element.shadowRoot);
        const { left, right, width, height } = element.getBoundingClientRect();
        if (width <= 1 || height <= 1) continue;
        const name = `${element.tagName} ${element.className} ${element.textContent?.trim().slice(0, 30)}`;
        const scrolls = element.closest(".scroller") !== null;
        if (!scrolls && element.matches("button, a, p, h1, h2, h3, li, dd, legend") && (left < -1 || right > innerWidth + 1))
          problems.push(`${name} runs out`);
        if (element.matches("button, a.button, .row") && (width < 43.5 || height < 43.5)) problems.push(`${name} is ${width} x ${height}`);
      }
    };
    const root = document.querySelector("strike-tracker")?.shadowRoot;
    if (root) visit(root);
    return problems;
  });
}

describe.each([...states, ...sendingStates])("$name", (state) => {
  it("is accessible on a phone and in 320 px, and in Arabic on both sizes", async () => {
    const page = await reach(state);
    await picture(page, state, "en");
    expect(await axeProblems(page, "strike-tracker")).toEqual([]);
    // As wide as 1280 px at 400 %.
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await misfits(page)).toEqual([]);
    await speakArabic(page);
    await page.setViewportSize(phone);
    await picture(page, state, "ar");
    expect(await misfits(page)).toEqual([]);
    await page.setViewportSize(laptop);
    await picture(page, state, "ar-laptop");
    expect(await axeProblems(page, "strike-tracker")).toEqual([]);
    expect(await misfits(page)).toEqual([]);
    await page.context().close();
  });
});
