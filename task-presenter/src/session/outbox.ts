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
}

/** Where answers wait. */
export interface AnswerStore {
  put(entry: QueuedAnswer): Promise<void>;
  all(): Promise<QueuedAnswer[]>;
  remove(id: string): Promise<void>;
}

/** How a send can fail; `failureOf` tells which from what the client throws. */
export type SendFailure =
  | { kind: "network" }
  | { kind: "server" }
  | { kind: "limited"; until: number }
  | { kind: "not_requested" }
  | { kind: "forbidden" }
  | { kind: "signed_out" }
  | { kind: "refused"; message: string };

export interface OutboxEffects {
  store: AnswerStore;
  /** Posts the task run. @throws what `failureOf` reads */
  post(entry: QueuedAnswer): Promise<void>;
  /** Asks for the task again, which renews the hour. */
  request(taskId: number): Promise<void>;
  /** Ids of the answers that the server holds for a task. */
  stored(entry: QueuedAnswer): Promise<string[]>;
  failureOf(error: unknown): SendFailure;
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back later; the outbox keeps one such call. */
  later(milliseconds: number, then: () => void): void;
  /** Runs one at a time across the browser's tabs. */
  exclusive(work: () => Promise<void>): Promise<void>;
}

export type OutboxNews =
  | { kind: "stored"; entry: QueuedAnswer }
  /** The server has another answer of this volunteer, or of somebody at the same address. */
  | { kind: "duplicate"; entry: QueuedAnswer }
  | { kind: "refused"; entry: QueuedAnswer; message: string }
  | { kind: "signed_out"; entry: QueuedAnswer }
  | { kind: "waiting"; why: "network" | "server" | "limited"; until: number }
  | { kind: "not_kept" };

export interface Outbox {
  add(entry: QueuedAnswer): Promise<void>;
  /** Sends what waits. Safe to call at any time. */
  flush(): Promise<void>;
  waiting(): readonly QueuedAnswer[];
  /** Reads what an earlier visit left. */
  restore(): Promise<void>;
}

/** A request for a task is good for an hour; a margin for clocks and slow networks. */
const goodFor = 55 * 60_000;
const firstPause = 2_000;
const longestPause = 5 * 60_000;

/** Sends answers once each, in order, and keeps them until the server is known to hold them. */
export function createOutbox(effects: OutboxEffects, tell: (news: OutboxNews) => void): Outbox {
  const { store, now } = effects;
  let queue: QueuedAnswer[] = [];
  let running: Promise<void> | null = null;
  let again = false;
  let pause = firstPause;
  let notBefore = 0;
  const unsure = new Set<string>();

  async function restore(): Promise<void> {
    const left = await store.all().catch(() => []);
    const known = new Set(queue.map(({ id }) => id));
    queue = [...left.filter(({ id }) => !known.has(id)), ...queue];
  }

  async function add(entry: QueuedAnswer): Promise<void> {
    queue.push(entry);
    try {
      await store.put(entry);
    } catch {
      tell({ kind: "not_kept" });
    }
    await flush();
  }

  function flush(): Promise<void> {
    if (running !== null) {
      again = true;
      return running;
    }
    running = sendUntilQuiet().finally(() => {
      running = null;
    });
    return running;
  }

  async function sendUntilQuiet(): Promise<void> {
    do {
      again = false;
      if (now() < notBefore) return;
      await effects.exclusive(sendAll);
    } while (again);
  }

  async function sendAll(): Promise<void> {
    for (const entry of [...queue]) {
      const failure = await send(entry);
      if (failure === null) {
        pause = firstPause;
        continue;
      }
      if (failure.kind === "signed_out") {
        tell({ kind: "signed_out", entry });
        return;
      }
      if (failure.kind === "network" || failure.kind === "server" || failure.kind === "limited") {
        const until = failure.kind === "limited" ? Math.max(failure.until, now() + 1000) : now() + pause;
        if (failure.kind === "limited") notBefore = until;
        pause = Math.min(longestPause, pause * 2);
        tell({ kind: "waiting", why: failure.kind, until });
        effects.later(until - now(), () => void flush());
        return;
      }
    }
  }

  /** Null once the entry is settled, stored or not. */
  async function send(entry: QueuedAnswer): Promise<SendFailure | null> {
    try {
      // After a fault in the middle of a send the server may hold the answer already.
      if (unsure.has(entry.id) && (await effects.stored(entry)).includes(entry.id)) return settle(entry, { kind: "stored", entry });
      if (now() - entry.requestedAt > goodFor) await renew(entry);
    } catch (error) {
      return effects.failureOf(error);
    }
    const failure = await attempt(entry);
    if (failure?.kind !== "not_requested") return conclude(entry, failure);
    try {
      await renew(entry);
    } catch (error) {
      return effects.failureOf(error);
    }
    return conclude(entry, await attempt(entry));
  }

  async function attempt(entry: QueuedAnswer): Promise<SendFailure | null> {
    try {
      await effects.post(entry);
      return null;
    } catch (error) {
      return effects.failureOf(error);
    }
  }

  async function conclude(entry: QueuedAnswer, failure: SendFailure | null): Promise<SendFailure | null> {
    if (failure === null) return settle(entry, { kind: "stored", entry });
    if (failure.kind === "network" || failure.kind === "server") unsure.add(entry.id);
    if (failure.kind === "refused" || failure.kind === "not_requested") {
      const message = failure.kind === "refused" ? failure.message : "";
      return settle(entry, { kind: "refused", entry, message });
    }
    if (failure.kind !== "forbidden") return failure;
    try {
      const mine = (await effects.stored(entry)).includes(entry.id);
      return await settle(entry, mine ? { kind: "stored", entry } : { kind: "duplicate", entry });
    } catch (error) {
      return effects.failureOf(error);
    }
  }

  async function renew(entry: QueuedAnswer): Promise<void> {
    await effects.request(entry.taskId);
    entry.requestedAt = now();
  }

  async function settle(entry: QueuedAnswer, news: OutboxNews): Promise<null> {
    queue = queue.filter(({ id }) => id !== entry.id);
    unsure.delete(entry.id);
    await store.remove(entry.id).catch(() => undefined);
    tell(news);
    return null;
  }

  return { add, flush, restore, waiting: () => queue };
}
