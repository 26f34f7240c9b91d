import type { Flag, Status } from "../infer/index.ts";

/** A whole number with thousands set apart. */
export function number(value: number, digits = 0): string {
  return value.toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** An expected count: a whole number where it is large or whole. */
export function expectedNumber(value: number): string {
  return value >= 100 || Math.abs(value - Math.round(value)) < 0.05 ? number(Math.round(value)) : number(value, 1);
}

export function percent(share: number): string {
  return `${Math.round(share * 100)}\u00a0%`;
}

export function days(value: number): string {
  const shown = value >= 10 ? number(Math.round(value)) : number(value, Number.isInteger(value) ? 0 : 1);
  return shown === "1" ? "1 day" : `${shown} days`;
}

/** A day in UTC, for instance 10 Jun 2017. */
export function date(time: number): string {
  return new Date(time).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
}

/** A stretch of time whose ends may be open. */
export function stretch(from: number | null, to: number | null): string {
  if (from === null) return to === null ? "not known" : `by ${date(to)}`;
  if (to === null) return `after ${date(from)}`;
  const sameYear = new Date(from).getUTCFullYear() === new Date(to).getUTCFullYear();
  return `${sameYear ? date(from).slice(0, -5) : date(from)} – ${date(to)}`;
}

export const statusWords: Record<Status, string> = {
  destroyed: "Destroyed",
  destroyed_before: "Destroyed before the first image",
  standing_throughout: "Standing throughout",
  unclear: "Unclear",
  disputed: "Disputed",
  not_a_building: "Not a building",
};

export const flagWords: Record<Flag, string> = {
  contested: "volunteers disagree",
  multi_modal: "two windows are likely",
  cloud_gap: "an image in the window could not be seen",
  guard_touched: "some answers set aside",
  reversal: "seen standing again later",
  few_answers: "few answers",
  published_date: "an image without its own date",
};
