import type { Campaign, Verdict } from "pybossa-client-ts/strike-tracker";
import { datesOf, latestStanding, type TimelineState, verdictOf } from "../session/index.ts";
import type { Building } from "./building.ts";

/** A dated answer, or one without dates. Frame ids. */
export interface Dating {
  readonly verdict: Verdict;
  readonly lastStanding: string | null;
  readonly firstDestroyed: string | null;
}

/** A building to learn on: what is known of it, and whether the volunteer has answered and is being told. */
export interface Practice {
  /** Counted from 1. */
  readonly number: number;
  readonly of: number;
  readonly known: Dating;
  /** The team's words on what to look at; "" = none. */
  readonly why: string;
  readonly told: boolean;
}

/**
 * How a practice answer stands to what is known: `same` dates, `wider` dates that hold the known ones, another (`other`)
 * answer, or `unsure` where the volunteer could not tell.
 */
export type Likeness = "same" | "wider" | "other" | "unsure";

/** The practice building at a place of the campaign's list, or null behind its end. */
export function practiceAt({ practice }: Pick<Campaign, "practice">, at: number): Practice | null {
  const entry = practice[at];
  if (entry === undefined) return null;
  const { last_standing: lastStanding, first_destroyed: firstDestroyed } = entry;
  const verdict = lastStanding === null ? "already_destroyed" : firstDestroyed === null ? "still_standing" : "destroyed";
  return { number: at + 1, of: practice.length, known: { verdict, lastStanding, firstDestroyed }, why: entry.why ?? "", told: false };
}

/** What a timeline's judgements say, as it would be sent. */
export function datingOf(timeline: TimelineState): Dating {
  const verdict = verdictOf(timeline);
  const { lastStanding, firstDestroyed } = datesOf(timeline);
  return {
    verdict,
    lastStanding: verdict === "destroyed" ? lastStanding : verdict === "still_standing" ? latestStanding(timeline) : null,
    firstDestroyed: verdict === "destroyed" || verdict === "already_destroyed" ? firstDestroyed : null,
  };
}

/** Compares a practice answer with what is known. @param frames the building's frame ids by time */
export function likeness(given: Dating, known: Dating, frames: readonly string[]): Likeness {
  if (given.verdict === "cannot_tell") return "unsure";
  if (given.verdict !== known.verdict) return "other";
  if (given.verdict !== "destroyed") return "same";
  const [last, first, knownLast, knownFirst] = [given.lastStanding, given.firstDestroyed, known.lastStanding, known.firstDestroyed].map(
    (id) => frames.indexOf(id ?? ""),
  ) as [number, number, number, number];
  if (last === knownLast && first === knownFirst) return "same";
  return last <= knownLast && first >= knownFirst ? "wider" : "other";
}

/** The frames to show while the volunteer is told: those of the known dates, or the end at which it was known. */
export function toldFrames({ practice, timeline }: Building): readonly string[] {
  const { lastStanding = null, firstDestroyed = null } = practice?.known ?? {};
  const ends = [lastStanding, firstDestroyed].filter((id) => id !== null);
  return ends.length > 0 ? ends : timeline.frames.slice(0, 1);
}
