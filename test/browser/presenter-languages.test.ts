import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeProblems } from "./axe.ts";
import { townBuilding } from "./presenter-building.ts";
import { type PresenterWorld, presenterWorld } from "./presenter-world.ts";

let world: PresenterWorld;

beforeAll(async () => {
  world = await presenterWorld([await townBuilding(1, 8)], {
    campaign: {
      ...{ languages: ["en", "ar", "fr", "es", "uk"], collect: ["language"], modes: ["guided", "free", "full"] },
      translations: { ar: { title: "تأريخ الدمار في بلدة", question: "أما زال المبنى قائمًا؟" } },
    },
  });
});

afterAll(() => world?.close());

/** What runs out of the window or out of its own box. */
function overflows(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const problems: string[] = [];
    const visit = (root: ParentNode): void => {
      for (const element of root.querySelectorAll<HTMLElement>("*")) {
        if (element.shadowRoot && element.tagName !== "STRIKE-STRIP") visit(element.shadowRoot);
        const { left, right, bottom, width } = element.getBoundingClientRect();
        const name = `${element.tagName} ${element.className} ${element.textContent?.trim().slice(0, 30)}`;
        if (width > 1 && element.matches("button, a, p, h2, legend, .caption") && (left < -1 || right > innerWidth + 1))
          problems.push(name);
        if (width > 1 && element.matches("button") && element.scrollWidth > element.clientWidth + 1) problems.push(`${name} is cut`);
        if (width > 1 && element.matches("nav button, .panel button") && bottom > innerHeight + 1) problems.push(`${name} is below`);
      }
    };
    const root = document.querySelector("strike-tracker")?.shadowRoot;
    if (root) visit(root);
    return problems;
  });
}

const sound = async (page: Page) => [...(await axeProblems(page, "strike-tracker")), ...(await overflows(page))];

describe("languages", () => {
  it("are chosen in Help, remembered, and told with the answer; Arabic runs from right to left, time too", async () => {
    const page = await world.open({ width: 360, height: 640, touch: true });
    await page.goto(`${world.endpoint}/project/town/task/${world.tasks[0]}`);
    await page.getByRole("combobox", { name: "Language" }).selectOption("fr");
    await page.getByRole("button", { name: "Commencer" }).waitFor();
    await page.getByRole("combobox", { name: "Langue" }).selectOption("en");
    await page.getByRole("button", { name: "Start" }).tap();
    await page.getByRole("button", { name: "Help" }).tap();
    await page.getByRole("button", { name: "العربية" }).tap();
    expect(await overflows(page)).toEqual([]);
    // Wide enough that the dialog does not lie over half of a button behind it, which axe would call too small.
    await page.setViewportSize({ width: 800, height: 900 });
    expect(await axeProblems(page, "strike-tracker")).toEqual([]);
    await page.setViewportSize({ width: 360, height: 640 });
    await page.getByRole("button", { name: "إغلاق" }).tap();
    await page.reload();
    await page.getByRole("button", { name: "دُمِّر بينهما" }).waitFor();
    expect(await page.locator("strike-tracker").evaluate(({ lang, dir }: HTMLElement) => [lang, dir])).toEqual(["ar", "rtl"]);
    expect(await sound(page)).toEqual([]);
    const places = await page.getByRole("radio").evaluateAll((frames) => frames.map((frame) => frame.getBoundingClientRect().left));
    expect(places).toEqual([...places].sort((one, other) => other - one));
    // The campaign's own texts too, where it has them.
    await page.getByRole("heading", { name: "تأريخ الدمار في بلدة" }).waitFor();
    await page.getByRole("button", { name: "دُمِّر بينهما" }).tap();
    await page.getByText("أما زال المبنى قائمًا؟").waitFor();
    const shown = () => page.locator("strike-strip [aria-checked=true]").getAttribute("data-frame");
    const before = Number((await shown())?.slice(1));
    expect(await sound(page)).toEqual([]);
    // The left arrow points to later images.
    await page.keyboard.press("ArrowLeft");
    await expect.poll(async () => Number((await shown())?.slice(1))).toBe(before + 1);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "لا أرى" }).tap();
    expect(await sound(page)).toEqual([]);
    await page.getByRole("button", { name: "رجوع" }).tap();
    const send = page.getByRole("button", { name: "إرسال" });
    for (let look = 0; look < 8 && !(await send.isVisible()); look += 1) {
      const frame = await shown();
      await page.getByRole("button", { name: Number(frame?.slice(1)) <= 8 ? "قائم" : "مدمَّر", exact: true }).tap();
      await expect.poll(async () => (await shown()) !== frame || (await send.isVisible())).toBe(true);
    }
    expect(await sound(page)).toEqual([]);
    await send.tap();
    await page.getByText("حُفظت. شكرًا لك.").waitFor();
    expect((await world.runs())[0]?.info).toMatchObject({ language: "ar", last_standing: "f08", first_destroyed: "f09" });
    await page.context().close();
  });

  it("stay English where a catalogue does not come or is not the one built with the script, and say so", async () => {
    const page = await world.open({ width: 360, height: 640, touch: true });
    await page.addInitScript(() => localStorage.setItem("strike-tracker-language", "uk"));
    let broken = true;
    await page.route("**/strike-tracker.uk.json", async (route) => {
      const answer = await route.fetch();
      const text = await answer.text();
      await route.fulfill({ response: answer, body: broken ? text.replace('["', '["X') : text });
    });
    await page.goto(`${world.endpoint}/project/town/task/${world.tasks[0]}`);
    await page.getByRole("button", { name: "Start" }).tap();
    await page.getByRole("button", { name: "Help" }).tap();
    await page.getByText("did not load").waitFor();
    broken = false;
    await page.getByRole("button", { name: "Українська" }).tap();
    await expect.poll(() => page.locator("strike-tracker").getAttribute("lang")).toBe("uk");
    expect(await page.getByText("did not load").count()).toBe(0);
    await page.context().close();
  });

  it.each(["fr", "es", "uk"])("fit a small phone in %s", async (language) => {
    const page = await world.open({ width: 360, height: 640, touch: true });
    await page.addInitScript((chosen) => localStorage.setItem("strike-tracker-language", chosen), language);
    await page.goto(`${world.endpoint}/project/town/task/${world.tasks[0]}`);
    await page.locator("dialog .primary").tap();
    expect(await page.locator("strike-tracker").getAttribute("lang")).toBe(language);
    expect(await sound(page)).toEqual([]);
    await page.locator(".choice.between").tap();
    expect(await sound(page)).toEqual([]);
    await page.locator(".choice.unseen").tap();
    expect(await sound(page)).toEqual([]);
    await page.context().close();
  });
});
