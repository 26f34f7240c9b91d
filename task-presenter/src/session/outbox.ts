import type { Answer } from "pybossa-client-ts/strike-tracker";

/** An answer on its way. It is stored before it is sent, and kept until the server is known to have it. */
export interface QueuedAnswer {
  /** The answer's id. */
  id: string;
  projectId: number;
  taskId: number;
  answer: Answer;
  /** When the server was last asked for this task, milliseconds since 1970: it takes answers for an hour after that. */
  requestedAt: number;
  /** Until then it can be taken back and is not sent, milliseconds since 1970. */
  heldUntil?: number;
  /** The id of the task run that this answer replaces. */
  corrects?: number;
}

/** The task run that an answer became. */
export interface StoredRun {
  id: number;
  /** Null for a volunteer who has not signed in. */
  userId: number | null;
}

/** Where answers wait. */
export interface AnswerStore {
  put(entry: QueuedAnswer): Promise<void>;
  all(): Promise<QueuedAnswer[]>;
  remove(id: string): Promise<void>;
  /** Forgets them all. */
  clear(): Promise<void>;
}

/** Whose a task is that was asked for again; `gone` = it was deleted. */
export type Requested = "mine" | "others" | "gone";

/** How a send can fail; `failureOf` tells which from what the client throws. */
export type SendFailure =
  | { kind: "network" }
  | { kind: "server" }
  | { kind: "limited"; until: number }
  | { kind: "not_requested" }
  | { kind: "gone" }
  | { kind: "forbidden" }
  | { kind: "password" }
  | { kind: "full" }
  | { kind: "signed_out" }
  | { kind: "refused"; message: string };

export interface OutboxEffects {
  store: AnswerStore;
  /** Posts the task run. @throws what `failureOf` reads */
  post(entry: QueuedAnswer): Promise<StoredRun>;
  /** Puts the answer in place of the task run that it corrects. @throws what `failureOf` reads */
  correct(entry: QueuedAnswer): Promise<void>;
  /** Sends without waiting for a reply, as the page goes away. False = the browser does not take it. */
  dispatch(entry: QueuedAnswer): boolean;
  /** Asks for the task again, which renews the hour. */
  request(taskId: number): Promise<Requested>;
  /** Ids of the answers that the server holds for a task; null where volunteers may not read them. */
  stored(entry: QueuedAnswer): Promise<string[] | null>;
  failureOf(error: unknown): SendFailure;
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back later; the outbox keeps one such call. */
  later(milliseconds: number, then: () => void): void;
  /** Runs one at a time across the browser's tabs. */
  exclusive(work: () => Promise<void>): Promise<void>;
}

export type OutboxNews =
  | { kind: "stored"; entry: QueuedAnswer; run: StoredRun | null }
  | { kind: "corrected"; entry: QueuedAnswer }
  /** The answer to be corrected is part of a result by now; what was sent first stays. */
  | { kind: "too_late"; entry: QueuedAnswer }
  /** The server has another answer of this volunteer, or of somebody at the same address. */
  | { kind: "duplicate"; entry: QueuedAnswer }
  /** The task has all its answers, was handed to somebody else when its time was over, or was deleted. */
  | { kind: "full" | "turn_over" | "gone"; entry: QueuedAnswer }
  | { kind: "refused"; entry: QueuedAnswer; message: string }
  | { kind: "signed_out"; entry: QueuedAnswer }
  | { kind: "waiting"; why: "network" | "server" | "limited" | "password"; until: number }
  | { kind: "not_kept" };

export interface Outbox {
  add(entry: QueuedAnswer): Promise<void>;
  /** Takes an answer back that was not sent yet. False = it is on its way, or there. */
  withdraw(id: string): Promise<boolean>;
  /** Ends the hold of all answers, and sends them. */
  release(): Promise<void>;
  /** The page may go away now: what is held goes out at once, without waiting for a reply. */
  leave(): void;
  /** Sends what waits. Safe to call at any time. */
  flush(): Promise<void>;
  waiting(): readonly QueuedAnswer[];
  /** Forgets what waits, without sending it. */
  discard(): Promise<void>;
  /** Reads what an earlier visit left. */
  restore(): Promise<void>;
}

/** A request for a task is good for an hour; a margin for clocks and slow networks. */
const goodFor = 55 * 60_000;
const firstPause = 2_000;
const longestPause = 5 * 60_000;
/** After answers left without waiting for a reply, it is looked up what became of them. */
const lookAfter = 3_000;

/** Sends answers once each, in order, and keeps them until the server is known to hold them. */
export function createOutbox(effects: OutboxEffects, tell: (news: OutboxNews) => void): Outbox {
  const { store, now } = effects;
  let queue: QueuedAnswer[] = [];
  let running: Promise<void> | null = null;
  let again = false;
  let failed = false;
  let pause = firstPause;
  /** No request before this, whoever asks. */
  let notBefore = 0;
  /** The next try of its own accord. */
  let retryAt = 0;
  /** The entry that is being sent. */
  let underWay = "";
  const unsure = new Set<string>();
  const onDisk = new Set<string>();

  async function restore(): Promise<void> {
    const left = await store.all().catch(() => []);
    const known = new Set(queue.map(({ id }) => id));
    for (const { id } of left) {
      onDisk.add(id);
      // It may have been under way when that visit ended.
      unsure.add(id);
    }
    queue = [...left.filter(({ id }) => !known.has(id)), ...queue];
  }

  async function add(entry: QueuedAnswer): Promise<void> {
    queue.push(entry);
    try {
      await store.put(entry);
      onDisk.add(entry.id);
    } catch {
      tell({ kind: "not_kept" });
    }
    await flush();
  }

  async function withdraw(id: string): Promise<boolean> {
    if (underWay === id || unsure.has(id) || !queue.some((entry) => entry.id === id)) return false;
    await forget(id);
    return true;
  }

  function release(): Promise<void> {
    for (const entry of queue) delete entry.heldUntil;
    return flush();
  }

  function leave(): void {
    for (const entry of queue) {
      const { id, corrects, requestedAt } = entry;
      delete entry.heldUntil;
      // An old request must be renewed first, which takes a reply.
      if (corrects !== undefined || unsure.has(id) || underWay === id || now() - requestedAt > goodFor) continue;
      if (effects.dispatch(entry)) unsure.add(id);
    }
    if (unsure.size > 0) notBefore = Math.max(notBefore, now() + lookAfter);
    wake();
  }

  function flush(): Promise<void> {
    if (running !== null) {
      again = true;
      return running;
    }
    running = sendUntilQuiet().finally(() => {
      running = null;
      wake();
    });
    return running;
  }

  const isHeld = ({ heldUntil = 0 }: QueuedAnswer) => heldUntil > now();

  async function sendUntilQuiet(): Promise<void> {
    do {
      again = false;
      if (now() < notBefore || !queue.some((entry) => !isHeld(entry))) return;
      failed = false;
      await effects.exclusive(sendAll);
      // After a failure the next try has its time.
    } while (again && !failed);
  }

  /** Comes back when the next answer may be sent. */
  function wake(): void {
    const moments = queue.map(({ heldUntil = 0 }) => Math.max(heldUntil, notBefore, retryAt));
    if (moments.length === 0) return;
    effects.later(Math.max(0, Math.min(...moments) - now()), () => void flush());
  }

  async function sendAll(): Promise<void> {
    for (const entry of [...queue]) {
      if (isHeld(entry)) continue;
      underWay = entry.id;
      const failure = await send(entry).finally(() => {
        underWay = "";
      });
      if (failure === null) {
        pause = firstPause;
        retryAt = 0;
        continue;
      }
      retryAt = now() + (failure.kind === "signed_out" ? longestPause : pause);
      if (failure.kind === "limited") notBefore = Math.max(failure.until, now() + 1000);
      pause = Math.min(longestPause, pause * 2);
      failed = true;
      tell(trouble(entry, failure));
      return;
    }
  }

  function trouble(entry: QueuedAnswer, { kind }: SendFailure): OutboxNews {
    if (kind === "signed_out") return { kind, entry };
    if (kind === "limited") return { kind: "waiting", why: kind, until: notBefore };
    return { kind: "waiting", why: kind === "network" || kind === "password" ? kind : "server", until: retryAt };
  }

  /** Null once the entry is settled, stored or not. */
  async function send(entry: QueuedAnswer): Promise<SendFailure | null> {
    try {
      if (!(await isStillWanted(entry))) return null;
      if (entry.corrects !== undefined) return await sendCorrection(entry);
      // After a fault in the middle of a send the server may hold the answer already.
      if (unsure.has(entry.id) && (await effects.stored(entry))?.includes(entry.id))
        return await settle(entry, { kind: "stored", entry, run: null });
      const lost = now() - entry.requestedAt > goodFor ? await renew(entry) : null;
      return lost === null ? await post(entry) : await settle(entry, lost);
    } catch (error) {
      return effects.failureOf(error);
    }
  }

  /** Another tab may have sent the answer, or its volunteer have taken it back. */
  async function isStillWanted(entry: QueuedAnswer): Promise<boolean> {
    const { id } = entry;
    if (!queue.includes(entry)) return false;
    if (!onDisk.has(id)) return true;
    const left = await store.all().catch(() => null);
    if (left === null || left.some((other) => other.id === id)) return true;
    await forget(id);
    return false;
  }

  async function post(entry: QueuedAnswer): Promise<SendFailure | null> {
    for (let renewed = false; ; renewed = true) {
      const result = await attempt(entry);
      if ("run" in result) return settle(entry, { kind: "stored", entry, run: result.run });
      const { failure } = result;
      if (failure.kind === "network" || failure.kind === "server") unsure.add(entry.id);
      if (failure.kind === "refused") return settle(entry, { kind: "refused", entry, message: failure.message });
      if (failure.kind === "gone") return settle(entry, { kind: "gone", entry });
      if (failure.kind === "not_requested" && !renewed) {
        // Its stamp is used up too where the answer arrived and only the reply was lost.
        if (unsure.has(entry.id) && (await effects.stored(entry))?.includes(entry.id))
          return settle(entry, { kind: "stored", entry, run: null });
        const lost = await renew(entry);
        if (lost !== null) return settle(entry, lost);
        continue;
      }
      if (failure.kind !== "forbidden" && failure.kind !== "full" && failure.kind !== "not_requested") return failure;
      const held = await effects.stored(entry);
      // Where answers cannot be read everybody has an account: one's own first answer is there.
      const mine = held === null ? failure.kind === "forbidden" : held.includes(entry.id);
      const lost = failure.kind === "forbidden" ? "duplicate" : failure.kind === "full" ? "full" : "turn_over";
      return settle(entry, mine ? { kind: "stored", entry, run: null } : { kind: lost, entry });
    }
  }

  async function attempt(entry: QueuedAnswer): Promise<{ run: StoredRun } | { failure: SendFailure }> {
    try {
      return { run: await effects.post(entry) };
    } catch (error) {
      return { failure: effects.failureOf(error) };
    }
  }

  async function sendCorrection(entry: QueuedAnswer): Promise<SendFailure | null> {
    try {
      await effects.correct(entry);
      return await settle(entry, { kind: "corrected", entry });
    } catch (error) {
      const failure = effects.failureOf(error);
      const isOver = ["forbidden", "refused", "full", "not_requested", "gone"].includes(failure.kind);
      return isOver ? settle(entry, { kind: "too_late", entry }) : failure;
    }
  }

  /** Null, or why the answer cannot be sent any more. */
  async function renew(entry: QueuedAnswer): Promise<OutboxNews | null> {
    const whose = await effects.request(entry.taskId);
    if (whose !== "mine") return { kind: whose === "gone" ? "gone" : "turn_over", entry };
    entry.requestedAt = now();
    return null;
  }

  async function settle(entry: QueuedAnswer, news: OutboxNews): Promise<null> {
    await forget(entry.id);
    tell(news);
    return null;
  }

  async function forget(id: string): Promise<void> {
    queue = queue.filter((entry) => entry.id !== id);
    unsure.delete(id);
    onDisk.delete(id);
    await store.remove(id).catch(() => undefined);
  }

  async function discard(): Promise<void> {
    queue = [];
    await store.clear().catch(() => undefined);
  }

  return { add, withdraw, release, leave, flush, restore, discard, waiting: () => queue };
}
