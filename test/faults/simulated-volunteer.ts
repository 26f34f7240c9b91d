import { createPybossaClient } from "pybossa-client-ts";
import { type Campaign, parseTaskInfo, taskFrames } from "pybossa-client-ts/strike-tracker";
import {
  createLockPicker,
  type createOutbox,
  createTaskPicker,
  type OutboxNews,
  type QueuedAnswer,
} from "strike-tracker-presenter/session";
import { createServer, failureOf } from "../../task-presenter/src/page/server.ts";
import { answerFor } from "../synthetic/crowd/answering.ts";
import { volunteerOf } from "../synthetic/crowd/volunteer.ts";
import { stream } from "../synthetic/random.ts";
import type { Dialect, Visitor } from "./campaign-stage.ts";

export interface VolunteerChoices {
  endpoint: string;
  dialect: Dialect;
  projectId: number;
  shortName: string;
  campaign: Campaign;
  visitor: Visitor;
  /** Where the project has one. */
  password: string | null;
  seed: number;
  number: number;
  clock: { now: number };
  fetch: typeof fetch;
  /** The page's outbox. */
  createOutbox: typeof createOutbox;
}

/** An answer that a volunteer gave, and what the page said of it last. */
export interface GivenAnswer {
  id: string;
  taskId: number;
  /** Null: nothing yet. */
  told: OutboxNews["kind"] | null;
}

export interface SimulatedVolunteer {
  answers: readonly GivenAnswer[];
  /** Does the next thing: enters, asks for a task and answers it, or sends what waits. @returns false once nothing is left to do */
  step(): Promise<boolean>;
  /** Sends what waits, as a volunteer who comes back. @returns how many answers still wait */
  comeBack(): Promise<number>;
}

/** After so many tasks a volunteer leaves; after so many refusals, or trials to send what waits, too. */
const mostTasks = 3;
const mostRefusals = 6;
const mostSends = 20;

/** A volunteer whose browser is simulated, and whose page is not: the presenter's own server, picker and outbox. */
export function createVolunteer(choices: VolunteerChoices): SimulatedVolunteer {
  const { endpoint, dialect, projectId, shortName, campaign, clock, number, seed, password } = choices;
  const random = stream(seed, `faults:${number}`);
  const fetch = browserFetch(choices.visitor, choices.fetch);
  const sleep = async (milliseconds: number) => {
    clock.now += milliseconds;
  };
  const browser = { fetch, sleep, now: () => clock.now, random: random.next };
  const server = createServer({ origin: endpoint, dialect, projectId, shortName, stateMaterial: null, browser });
  const client = server.office;
  const picker =
    dialect === "bloomberg"
      ? createLockPicker({ client, projectId })
      : createTaskPicker({ client, projectId, spread: campaign.spread, random: random.next });
  const kept = new Map<string, QueuedAnswer>();
  const answers: GivenAnswer[] = [];
  let wakeAt = 0;
  let isInside = password === null;
  let tasks = 0;
  let refusals = 0;
  let sends = 0;

  const hear = (news: OutboxNews) => {
    if (news.kind === "waiting" && news.why === "password") isInside = false;
    for (const answer of answers) {
      const isMeant = "entry" in news ? news.entry.id === answer.id : kept.has(answer.id);
      if (isMeant) answer.told = news.kind;
    }
  };
  const openPage = () =>
    choices.createOutbox(
      {
        ...server,
        dispatch: () => false,
        failureOf,
        now: () => clock.now,
        later: (milliseconds) => {
          wakeAt = clock.now + milliseconds;
        },
        exclusive: (work) => work(),
        store: {
          put: async (entry) => void kept.set(entry.id, { ...entry }),
          all: async () => [...kept.values()].map((entry) => ({ ...entry })),
          remove: async (id) => void kept.delete(id),
          clear: async () => kept.clear(),
        },
      },
      hear,
    );
  let outbox = openPage();

  async function send(): Promise<void> {
    sends += 1;
    clock.now = Math.max(clock.now, wakeAt);
    if (random.chance(0.3)) {
      // The page was closed, and is opened again.
      outbox = openPage();
      await outbox.restore();
    }
    await outbox.flush();
  }

  async function enter(): Promise<void> {
    await createPybossaClient({ endpoint, dialect, fetch, sleep, now: () => clock.now }).forms.enter(shortName, password ?? "");
    isInside = true;
  }

  async function work(): Promise<void> {
    const picked = await picker.next();
    if (picked.kind === "wait") clock.now += picked.milliseconds;
    if (picked.kind === "refused") throw new Refused(picked.message);
    if (picked.kind === "wait" || picked.kind === "none") {
      refusals += 1;
      return;
    }
    tasks += 1;
    const { id: taskId, info } = picked.task;
    const task = parseTaskInfo(info);
    if (!task.ok) throw new Error(`task ${taskId} cannot be read: ${JSON.stringify(task)}`);
    const seen = { condition: "standing", hidden: 0, difficulty: 0.2 } as const;
    const frames = taskFrames(task.value).map(({ id }, at) => ({
      id,
      sight: at < 2 ? seen : { ...seen, condition: "destroyed" as const },
    }));
    const building = { id: task.value.building, frames };
    const answer = answerFor(seed, volunteerOf(seed, number), building, campaign, new Date(clock.now));
    // A task that comes again is answered by the same answer.
    if (!answers.some(({ id }) => id === answer.id)) answers.push({ id: answer.id, taskId, told: null });
    await outbox.add({ id: answer.id, projectId, taskId, answer, requestedAt: clock.now });
  }

  return {
    answers,
    async step() {
      const isTired = tasks >= mostTasks || refusals >= mostRefusals;
      if (sends >= mostSends || (isTired && outbox.waiting().length === 0)) return false;
      try {
        if (!isInside) await enter();
        else if (outbox.waiting().length > 0) await send();
        else await work();
      } catch (error) {
        // The page tells it, and has a button to try again.
        const failure = error instanceof Refused ? { kind: "refused" } : failureOf(asClientError(error));
        if (failure.kind === "password") isInside = false;
        if (failure.kind === "limited") clock.now += 900_000;
        refusals += 1;
      }
      return true;
    },
    async comeBack() {
      for (let times = 0; times < 20 && outbox.waiting().length > 0; times += 1) {
        if (!isInside) await enter();
        await send();
      }
      return outbox.waiting().length;
    },
  };
}

class Refused extends Error {}

const clientErrors = ["PybossaError", "NetworkError", "NotPybossaError", "RateLimitError"];

/** @throws the error itself where the client has no type for it */
function asClientError(error: unknown): unknown {
  if (error instanceof Error && clientErrors.includes(error.name)) return error;
  throw error;
}

/** Sends as one browser does: from its address, with its cookies. */
function browserFetch({ address, cookie }: Visitor, sent: typeof fetch): typeof fetch {
  const jar = new Map<string, string>();
  const keep = (line: string) => {
    const [, name, value] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) jar.set(name, value);
  };
  if (cookie !== undefined) keep(cookie);
  return async (input, init) => {
    const request = new Request(input, init);
    request.headers.set("X-Real-IP", address);
    if (jar.size > 0) request.headers.set("Cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await sent(request);
    for (const line of response.headers.getSetCookie()) keep(line);
    return response;
  };
}
