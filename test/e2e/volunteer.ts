import type { Locator, Page } from "playwright-core";

/** How a volunteer works the page: with a finger, or with the keys alone. */
export type Hand = "touch" | "keys";

/** What the volunteer knows: the building stands up to and including image number `gap`, counted from 1. */
export interface Knowledge {
  gap: number;
  hand: Hand;
  /** Called before each act with the page as the volunteer sees it. */
  onStep?: (step: string) => Promise<void>;
}

const imageName = /image (\d+) of (\d+)/;

/**
 * Dates the building that is open, truthfully, through the page as a person sees it: reads which images are shown
 * from their names, answers what is asked, and sends.
 * @returns how many questions were answered
 */
export async function dateBuilding(page: Page, { gap, hand, onStep }: Knowledge): Promise<number> {
  const send = page.getByRole("button", { name: "Send" });
  let answered = 0;
  for (; answered < 40; answered++) {
    await page.getByRole("img", { name: imageName }).first().waitFor();
    if (await send.isVisible()) break;
    const shown = await shownImages(page);
    const [first = 0, last = first] = shown;
    const choice =
      shown.length === 2 ? endsChoice(gap, first, last) : first <= gap ? { name: "Standing", key: "1" } : { name: "Destroyed", key: "2" };
    const button = page.getByRole("button", { name: new RegExp(`^${choice.name}`) }).first();
    await onStep?.(shown.length === 2 ? "ends" : `image-${first}`);
    await press(page, button, choice.key, hand);
  }
  await onStep?.("check");
  await press(page, send, "Enter", hand);
  await page.getByText("Saved. Thank you.").waitFor();
  return answered;
}

/** Sends at once: a test that is not about the ten seconds in which an answer can be taken back need not wait for them. */
export async function sendAtOnce(page: Page): Promise<void> {
  await page.locator("strike-tracker").evaluate((tracker) => Reflect.set(tracker, "holdSeconds", 0));
}

/** Closes the content note, which comes before the first image, the tutorial after it, and leaves practice where there is any. */
export async function readNote(page: Page, hand: Hand): Promise<void> {
  const choose = async (name: string) => {
    const button = page.getByRole("button", { name });
    await button.waitFor();
    if (hand === "touch") await button.tap();
    else await button.press("Enter");
    await button.waitFor({ state: "hidden" });
  };
  await choose("Start");
  const over = page.getByRole("button", { name: "Skip the tutorial" });
  await over.waitFor();
  if (hand === "touch") await over.tap();
  else await page.keyboard.press("Escape");
  await over.waitFor({ state: "hidden" });
  await page.getByRole("img", { name: imageName }).first().waitFor();
  const practice = page.getByRole("heading", { name: /^Practice 1 of/ });
  if (!(await practice.isVisible())) return;
  const more = page.getByRole("button", { name: "More" });
  if (hand === "touch") await more.tap();
  else await more.press("Enter");
  await choose("Leave practice");
  await practice.waitFor({ state: "hidden" });
}

async function press(page: Page, button: Locator, key: string, hand: Hand): Promise<void> {
  await button.waitFor();
  if (hand === "touch") await button.tap();
  else await page.keyboard.press(key);
}

async function shownImages(page: Page): Promise<number[]> {
  const names = await page
    .getByRole("img", { name: imageName })
    .evaluateAll((images) => images.map((image) => image.getAttribute("aria-label") ?? ""));
  return names.map((name) => Number(imageName.exec(name)?.[1]));
}

function endsChoice(gap: number, first: number, last: number): { name: string; key: string } {
  if (gap >= last) return { name: "Still standing", key: "1" };
  return gap < first ? { name: "Already destroyed", key: "3" } : { name: "Destroyed in between", key: "2" };
}
