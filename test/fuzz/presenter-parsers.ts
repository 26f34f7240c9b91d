import type { Campaign } from "pybossa-client-ts/strike-tracker";
import {
  answerProblems,
  parseAnswer,
  parseCampaign,
  parseCampaignLock,
  parseCampaignState,
  taskFrames,
} from "pybossa-client-ts/strike-tracker";
import {
  answerOf,
  createOutbox,
  judgeAll,
  nextFrames,
  type QueuedAnswer,
  setVerdict,
  startTimeline,
} from "strike-tracker-presenter/session";
import { chooseLanguage, offeredLanguages, regionOf, wordsIn } from "../../task-presenter/src/i18n/index.ts";
import { addressesOf } from "../../task-presenter/src/page/addresses.ts";
import { queuedAnswers } from "../../task-presenter/src/page/answer-store.ts";
import { taskOfPath } from "../../task-presenter/src/page/campaign-script.ts";
import { createDraftStore } from "../../task-presenter/src/page/draft-store.ts";
import { createJournal } from "../../task-presenter/src/page/journal.ts";
import { readBuilding } from "../../task-presenter/src/sitting/building.ts";
import { draftOf, withDraft } from "../../task-presenter/src/sitting/draft.ts";
import { progressLines, renderOwnAnswers } from "../../task-presenter/src/strike-tracker/own-answers.ts";
import { campaignOfTown } from "../browser/presenter-building.ts";
import { bytesOf, jsonOf, type Parser, textOf } from "./parser.ts";

const campaign: Campaign = campaignOfTown("https://chips.example/{name}.jpg", {});
const names = campaign.frames.map(({ id }) => id).slice(0, 3);
const info = {
  schema: "strike-tracker/task/1",
  campaign: campaign.id,
  building: "b-1",
  frames: names,
  chips: {
    names: names.map((_, at) => `${at}`.repeat(24)),
    outline: [
      [0, 0],
      [1, 0],
      [1, 1],
    ],
    ground_m: 60,
    size_px: 256,
  },
};
const taken = {
  requestedAt: 0,
  startedAt: new Date(0),
  answerId: "3b241101-e2bb-4255-8caf-4136c566a962",
  preferredMode: null,
  random: () => 0.5,
};
const words = wordsIn("en");

function buildingOf(told: unknown) {
  const read = readBuilding({ id: 1, info: told }, campaign, taken);
  return read.ok ? read.building : null;
}

/** Judges all that is asked for, and answers. */
function workedThrough(told: unknown): void {
  const building = buildingOf(told);
  if (!building) return;
  let { timeline } = building;
  for (let step = 0; step <= 2 * timeline.frames.length; step++) {
    const { ask } = nextFrames(timeline);
    if (ask.length === 0) break;
    timeline = judgeAll(timeline, Object.fromEntries(ask.map((id) => [id, "standing" as const])));
  }
  const next = nextFrames(timeline);
  if (next.step !== "check") throw new Error(`the task does not end: ${next.step}`);
  const answer = answerOf(setVerdict(timeline, "cannot_tell"), {
    ...{ id: taken.answerId, building: building.info.building, presenter: "0.1.0", activeSeconds: 1 },
    ...{ campaign, startedAt: new Date(0), submittedAt: new Date(1000) },
  });
  const parsed = parseAnswer(JSON.parse(JSON.stringify(answer)));
  if (!parsed.ok) throw new Error(`an answer that nobody can read: ${JSON.stringify(parsed.problems).slice(0, 300)}`);
  const problems = answerProblems(
    parsed.value,
    taskFrames(building.info).map(({ id }) => id),
  );
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
}

const storage = (value: string) => () => ({ getItem: () => value, setItem: () => undefined, removeItem: () => undefined });

const answer = answerOf(startTimeline(names, { mode: "guided", random: () => 0.5 }), {
  ...{ id: taken.answerId, campaign, building: "b-1", presenter: "0.1.0" },
  ...{ startedAt: new Date(0), submittedAt: new Date(1000), activeSeconds: 1 },
});
const row: QueuedAnswer & { scope: string } = { scope: "s", id: answer.id, projectId: 1, taskId: 2, answer, requestedAt: 1000 };

/** What an earlier visit left is sent; nothing but whole answers may reach the server. */
async function sentFrom(rows: unknown): Promise<void> {
  const sent: QueuedAnswer[] = [];
  const outbox = createOutbox(
    {
      store: { put: async () => {}, all: async () => queuedAnswers(rows, "s"), remove: async () => {}, clear: async () => {} },
      post: async (entry) => {
        sent.push(entry);
        return { id: sent.length, userId: null };
      },
      correct: async (entry) => void sent.push(entry),
      dispatch: () => true,
      request: async () => "mine",
      stored: async () => [],
      failureOf: () => ({ kind: "server" }),
      now: () => 2000,
      later: () => {},
      exclusive: (work) => work(),
    },
    () => {},
  );
  await outbox.restore();
  await outbox.flush();
  for (const { id, answer: one } of sent) {
    if (one.id !== id || typeof one.verdict !== "string" || typeof one.frames !== "object") throw new Error("a broken answer was sent");
  }
}

const entry = {
  id: "a",
  taskId: 1,
  at: "2026-01-01T00:00:00Z",
  verdict: "destroyed",
  lastStanding: names[0],
  firstDestroyed: names[1],
  ends: [names[0], names[2]],
};
const own = { words, frames: campaign.frames, waiting: 1, clearing: false, askToClear: () => {}, clear: () => {} };

/** The page itself reads these: nothing may be thrown at all. */
const never = () => false;

export const presenterParsers: Parser[] = [
  {
    name: "task.info",
    seeds: () => [
      bytesOf(info),
      bytesOf({ ...info, frames: JSON.stringify(names), chips: JSON.stringify(info.chips) }),
      bytesOf(JSON.stringify(info)),
    ],
    read: (input) => workedThrough(jsonOf(input)),
    isClear: never,
    words: [...names, '{\\"', "[", "constructor"],
  },
  {
    name: "records",
    seeds: () => [bytesOf(campaign), bytesOf(answer), bytesOf({ schema: "strike-tracker/state/1", state: "paused", message: "x" })],
    read: (input) => {
      const value = jsonOf(input);
      const parsed = parseCampaign(value);
      if (parsed.ok) offeredLanguages(parsed.value.languages);
      return [parseAnswer(value), parseCampaignLock(value), parseCampaignState(value)];
    },
    isClear: never,
  },
  {
    name: "answers that wait (IndexedDB)",
    seeds: () => [bytesOf([row]), bytesOf([row, { ...row, id: "other", scope: "else" }]), bytesOf([{ ...row, heldUntil: 5 }])],
    read: (input) => sentFrom(jsonOf(input)),
    isClear: never,
  },
  {
    name: "draft (sessionStorage)",
    seeds: () => {
      const building = buildingOf(info);
      return [bytesOf(building ? draftOf(building) : null)];
    },
    read: (input) => {
      const building = buildingOf(info);
      if (!building) throw new Error("no building");
      const { timeline, startedAt, note } = withDraft(building, createDraftStore(storage(textOf(input)), "d").read());
      return [nextFrames(timeline), judgeAll(timeline, { [names[0] ?? ""]: "standing" }), startedAt.toISOString(), note.trim()];
    },
    isClear: never,
  },
  {
    name: "own answers (localStorage)",
    seeds: () => [bytesOf([entry]), bytesOf([entry, { ...entry, id: "b", ends: undefined }])],
    read: (input) => {
      const entries = createJournal({ read: () => textOf(input), write: () => {} }, "j").entries();
      return [progressLines(entries, campaign.frames, words.text), renderOwnAnswers({ ...own, entries })];
    },
    isClear: never,
  },
  {
    name: "addresses and languages",
    seeds: () => ["/project/town/task/12", "/project/%2e%2e/task/1", "ar-SY", "en", "uk-UA-x-y", "zh-Hant-TW"].map(bytesOf),
    read: (input) => {
      const text = textOf(input);
      const language = chooseLanguage({ offered: offeredLanguages([text, "en", "ar"]), remembered: text, page: text, browser: [text] });
      regionOf(language, [text]);
      const { project, signIn } = addressesOf(text.replace(/\p{Cs}/gu, ""), taskOfPath(text) ?? undefined);
      if (!project.startsWith("/project/") || !signIn.startsWith("/account/signin?next=%2Fproject%2F")) throw new Error("leads elsewhere");
    },
    isClear: never,
    words: ["/project/", "/task/", "..", "//", "-", "_", "%"],
  },
];
