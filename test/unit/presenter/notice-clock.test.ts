import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { wordsIn } from "../../../task-presenter/src/i18n/index.ts";
import type { SittingState } from "../../../task-presenter/src/sitting/index.ts";
import { NoticeClock } from "../../../task-presenter/src/strike-tracker/notice-clock.ts";

const state = (serial: number, kind: NonNullable<SittingState["notice"]>["kind"], waiting: number): SittingState => ({
  notice: { serial, kind, message: "offline", until: 0 },
  ...{ waiting, stuck: waiting > 0, answered: 0, last: null, signedIn: null, building: null, turnEnds: null },
  phase: { kind: "trouble" },
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("says once that an answer waits, however often a try to send it fails, and again when it is another one", () => {
  const host = { addController: () => undefined, removeController: () => undefined, requestUpdate: () => undefined };
  const clock = new NoticeClock({ ...host, updateComplete: Promise.resolve(true) });
  const shown = (sitting: SittingState) => {
    clock.show(sitting);
    // What draws nothing is a symbol to Lit.
    return typeof clock.render(sitting, wordsIn("en"), () => undefined) !== "symbol";
  };
  expect(shown(state(1, "waiting", 1))).toBe(true);
  vi.advanceTimersByTime(11_000);
  expect(shown(state(2, "waiting", 1))).toBe(false);
  expect(shown(state(3, "waiting", 2))).toBe(true);
  vi.advanceTimersByTime(11_000);
  expect(shown(state(4, "stored", 0))).toBe(true);
  expect(shown(state(5, "waiting", 2))).toBe(true);
});
