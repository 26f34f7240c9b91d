import type { Answer, Campaign, Mode } from "pybossa-client-ts/strike-tracker";
import {
  answerOf,
  datesOf,
  judge,
  judgeAll,
  nextFrames,
  setVerdict,
  startTimeline,
  type TimelineState,
  verdictOf,
} from "strike-tracker-presenter/session";
import { keyOf, mix, type Stream, stream } from "../random.ts";
import { type Eye, openEye, type SeenBuilding } from "./sight.ts";
import type { Volunteer } from "./volunteer.ts";

/** One volunteer's answer for one building, made with the presenter's own timeline. `now` = when it is sent. */
export function answerFor(seed: number, volunteer: Volunteer, building: SeenBuilding, campaign: Campaign, now: Date): Answer {
  const random = stream(seed, `answer:${volunteer.number}:${building.id}`);
  const eye = openEye(seed, volunteer, building);
  const mode: Mode = campaign.modes.includes(volunteer.mode) ? volunteer.mode : (campaign.modes[0] ?? "guided");
  const ids = building.frames.map(({ id }) => id);
  const { state, looks } = work(startTimeline(ids, { mode, random: random.next }), eye, volunteer, random);
  const seconds = Math.round(looks * random.between(3, 11) + random.between(2, 15));
  return answerOf(state, {
    id: uuid(keyOf(seed, `id:${volunteer.number}:${building.id}`)),
    campaign,
    building: building.id,
    presenter: "1.0.0",
    startedAt: new Date(now.getTime() - seconds * 1000),
    submittedAt: now,
    activeSeconds: seconds,
    confidence: confidenceOf(volunteer, state, random),
    chipCheck: "ok",
    viewport: random.pick(["s", "m", "l"]),
    input: random.pick(["touch", "mouse", "keys"]),
    language: "en",
  });
}

/** Follows the timeline's lead until it is done. */
function work(start: TimelineState, eye: Eye, volunteer: Volunteer, random: Stream): { state: TimelineState; looks: number } {
  let state = start;
  let looks = 0;
  let disputes = 0;
  let checked = false;
  const look = (frame: string) => {
    looks++;
    return eye.look(frame);
  };
  for (let turn = 0; turn < 4 * start.frames.length + 40; turn++) {
    const next = nextFrames(state);
    if (next.step === "done") break;
    if (next.step === "settle") {
      // Both are looked at again; who sees the same twice, or tires of it, insists.
      disputes++;
      const again = Object.fromEntries(next.ask.map((id) => [id, disputes > 2 ? (state.judgements[id] ?? "unclear") : look(id)]));
      state = judgeAll(state, again);
    } else if (next.step === "free") {
      const open = forward(state, random);
      state = open === null ? setVerdict(state, verdictOf(state)) : judge(state, open, look(open));
    } else if (next.step === "check") {
      const beside = volunteer.careful && !checked ? besideTheDates(state, random) : [];
      checked = true;
      state = beside.length > 0 ? beside.reduce((all, id) => judge(all, id, look(id)), state) : setVerdict(state, verdictOf(state));
    } else {
      const [frame] = next.ask;
      if (frame === undefined) break;
      state = judge(state, frame, look(frame));
    }
  }
  return { state, looks };
}

/** Free: forward from the first frame, leaving one in ten out; null when the end is reached. */
function forward(state: TimelineState, random: Stream): string | null {
  const last = state.frames.findLastIndex((id) => state.judgements[id] !== undefined);
  for (let at = last + 1; at < state.frames.length; at++) {
    const id = state.frames[at];
    if (id !== undefined && (at === state.frames.length - 1 || !random.chance(0.1))) return id;
  }
  return null;
}

/** One unseen frame on either side of the dates. */
function besideTheDates(state: TimelineState, random: Stream): string[] {
  const { lastStanding, firstDestroyed } = datesOf(state);
  if (lastStanding === null || firstDestroyed === null || random.chance(0.4)) return [];
  const before = state.frames[state.frames.indexOf(lastStanding) - 1];
  const after = state.frames[state.frames.indexOf(firstDestroyed) + 1];
  return [before, after].filter((id) => id !== undefined && state.judgements[id] === undefined).map(String);
}

function confidenceOf(volunteer: Volunteer, state: TimelineState, random: Stream): Answer["confidence"] {
  const unsure = Object.values(state.judgements).filter((said) => said === "obscured" || said === "unclear").length + 2 * state.edits;
  const doubt = unsure * 0.2 + volunteer.error * 2 + 0.3 * random.normal();
  return random.chance(0.12) ? null : doubt < 0.35 ? 3 : doubt < 0.9 ? 2 : 1;
}

/** A version 4 UUID from a key. */
function uuid(key: number): string {
  const hex = [0, 1, 2, 3].map((n) => mix(key, n).toString(16).padStart(8, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
