import type { Afterwards, Answer, Campaign } from "pybossa-client-ts/strike-tracker";
import { datesOf, latestStanding, type TimelineState, verdictOf } from "./timeline.ts";

/** What an answer tells beside the judgements. What the campaign's `collect` does not name is not sent. */
export interface AnswerContext {
  /** A UUID, kept when the answer is sent again. */
  id: string;
  campaign: Pick<Campaign, "id" | "manifest" | "collect">;
  building: string;
  /** The presenter's version. */
  presenter: string;
  startedAt: Date;
  submittedAt: Date;
  /** Seconds with the page in view and in use. */
  activeSeconds: number;
  confidence?: Answer["confidence"];
  practice?: boolean;
  /** Metres east and north by which the outline was moved. */
  nudge?: readonly [number, number] | null;
  /** Only of a building that was destroyed. */
  afterwards?: Afterwards | null;
  chipCheck?: Answer["chip_check"];
  chipsDiffer?: readonly string[];
  note?: string | null;
  /** Seconds by frame id. */
  frameSeconds?: Readonly<Record<string, number>> | null;
  language?: string | null;
  viewport?: Answer["viewport"];
  input?: Answer["input"];
}

/** The largest answer in bytes of JSON. */
export const answerBytes = 4096;

/** The complete Answer record. Frames that were not looked at are absent. */
export function answerOf(state: TimelineState, context: AnswerContext): Answer {
  const verdict = verdictOf(state);
  const { lastStanding, firstDestroyed } = datesOf(state);
  const asked = (part: Campaign["collect"][number]) => context.campaign.collect.includes(part);
  const answer: Answer = {
    schema: "strike-tracker/answer/1",
    id: context.id,
    campaign: context.campaign.id,
    building: context.building,
    verdict,
    last_standing: verdict === "destroyed" ? lastStanding : verdict === "still_standing" ? latestStanding(state) : null,
    first_destroyed: verdict === "destroyed" || verdict === "already_destroyed" ? firstDestroyed : null,
    frames: byTime(state),
    afterwards: verdict === "destroyed" || verdict === "already_destroyed" ? (context.afterwards ?? null) : null,
    confidence: context.confidence ?? null,
    note: asked("note") ? context.note?.trim().slice(0, 1000) || null : null,
    mode: state.mode,
    edits: state.edits,
    practice: context.practice ?? false,
    nudge: moved(context.nudge),
    started_at: context.startedAt.toISOString(),
    submitted_at: context.submittedAt.toISOString(),
    active_seconds: Math.max(0, Math.round(context.activeSeconds)),
    frame_seconds: asked("frame_seconds") && context.frameSeconds ? wholeSeconds(context.frameSeconds) : null,
    manifest: context.campaign.manifest,
    chip_check: context.chipCheck ?? "not_verified",
    chips_differ: [...(context.chipsDiffer ?? [])],
    presenter: context.presenter,
    language: asked("language") ? (context.language ?? null) : null,
    viewport: asked("viewport") ? (context.viewport ?? null) : null,
    input: asked("input") ? (context.input ?? null) : null,
  };
  return fitting(answer);
}

/** Metres to the centimetre; null where nothing was moved. */
function moved(nudge: AnswerContext["nudge"]): Answer["nudge"] {
  const [east, north] = nudge ?? [0, 0];
  return east === 0 && north === 0 ? null : [east, north].map((metres) => Math.round(metres * 100) / 100);
}

function byTime({ frames, judgements }: TimelineState): Answer["frames"] {
  const said: Answer["frames"] = {};
  for (const id of frames) {
    const judgement = judgements[id];
    if (judgement !== undefined) said[id] = judgement;
  }
  return said;
}

function wholeSeconds(seconds: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(seconds).map(([id, spent]) => [id, Math.max(0, Math.round(spent))]));
}

/** Leaves out what matters least until the answer fits. */
function fitting(answer: Answer): Answer {
  const size = (candidate: Answer) => new TextEncoder().encode(JSON.stringify(candidate)).length;
  if (size(answer) <= answerBytes) return answer;
  const lean = { ...answer, frame_seconds: null };
  if (size(lean) <= answerBytes) return lean;
  const over = size(lean) - answerBytes;
  // A character takes at most six bytes in JSON, so this cut is enough.
  const kept = (lean.note ?? "").slice(0, Math.max(0, (lean.note ?? "").length - over));
  return { ...lean, note: kept === "" ? null : kept };
}
