import type { Connection } from "./connection.ts";
import { NetworkError, NotPybossaError, PybossaError, RateLimitError } from "./errors.ts";
import type { TaskRun, TaskRunCreate } from "./resources.ts";

/** An answer that can be found again: its info holds an id of its own, which stays the same when it is sent again. */
export type IdentifiedAnswer = Omit<TaskRunCreate, "info"> & { info: { id: string } & Record<string, unknown> };

export type RefusalReason =
  /** The task was not requested within the hour, or another caller took its place. Ask for it again, then submit again. */
  | "not-requested"
  /** This identity has answered the task before: on scifabric perhaps another person at the same address. */
  | "duplicate"
  /** The task has all the answers that it wants. */
  | "full"
  | "refused";

export type Submission =
  /** The server holds the answer; taskRun is null where it may not be read back. */
  | { kind: "stored"; taskRun: TaskRun | null }
  /** The server does not hold the answer, and will not take it as things are. */
  | { kind: "not-counted"; reason: RefusalReason; message: string }
  /**
   * Nobody can tell yet, since an earlier trial may still be under way. Submit the same answer again later: one that was
   * stored is found, not stored twice.
   */
  | { kind: "unknown"; error: Lost };

type Lost = NetworkError | PybossaError | NotPybossaError;

interface Parts {
  create: (body: TaskRunCreate) => Promise<TaskRun>;
  /** Looks for the answer among the task's runs; null = it is not there. */
  find: (body: IdentifiedAnswer) => Promise<TaskRun | null>;
}

/** What nobody knows of a submission whose answer got lost: a 500, too, may have stored. */
function mayHaveStored(error: unknown): error is Lost {
  if (error instanceof PybossaError) return error.status >= 500;
  return error instanceof NetworkError || (error instanceof NotPybossaError && error.status === 200);
}

/**
 * Whether the server may still be at work on what was lost: nothing came back, or only a proxy's word. A refusal of the
 * same answer, and not finding it, then do not say that it will not be stored.
 */
function mayStillCome(lost: Lost): boolean {
  return lost instanceof NetworkError || (lost instanceof PybossaError && lost.exceptionClass === null);
}

function reasonOf(message: string): RefusalReason {
  if (/request a task/i.test(message)) return "not-requested";
  if (/enough submissions/i.test(message)) return "full";
  return /permission/i.test(message) ? "duplicate" : "refused";
}

/** Sends an answer until it is known what became of it, or the trials are used up. */
export function submission({ retries, dialect, headers, transport }: Connection, { create, find }: Parts) {
  const isBloomberg = () =>
    dialect().then(
      (found) => found === "bloomberg",
      () => null,
    );

  /** The stored answer, null where it is not there, or "unreadable". bloomberg shows volunteers no task runs. */
  async function look(body: IdentifiedAnswer): Promise<TaskRun | null | "unreadable"> {
    try {
      return (await find(body)) ?? ((await isBloomberg()) === false ? null : "unreadable");
    } catch (error) {
      if (error instanceof TypeError || error instanceof RangeError) throw error;
      return "unreadable";
    }
  }

  async function refused(body: IdentifiedAnswer, error: PybossaError, lost: Lost | null, signedIn: boolean): Promise<Submission> {
    const found = await look(body);
    if (found !== null && found !== "unreadable") return { kind: "stored", taskRun: found };
    const reason = reasonOf(error.message);
    // An account's second answer is refused: the first one is the same person's.
    if (found === "unreadable" && reason === "duplicate" && (signedIn || (await isBloomberg()))) return { kind: "stored", taskRun: null };
    if (lost && (found === "unreadable" || mayStillCome(lost))) return { kind: "unknown", error: lost };
    return { kind: "not-counted", reason, message: error.message };
  }

  return async (body: IdentifiedAnswer, signedIn = "Authorization" in headers || "Cookie" in headers): Promise<Submission> => {
    if (typeof body.info.id !== "string" || body.info.id === "") throw new TypeError("info.id must be a text that only this answer has");
    let lost: Lost | null = null;
    // A refusal of another kind ends the trials; what became of an earlier one it does not tell.
    let isOver = false;
    for (let faults = 0; ; faults += 1) {
      try {
        return { kind: "stored", taskRun: await create(body) };
      } catch (error) {
        if (error instanceof PybossaError && error.status === 403) return refused(body, error, lost, signedIn);
        const isTyped = error instanceof NotPybossaError || error instanceof PybossaError || error instanceof RateLimitError;
        if (mayHaveStored(error)) lost = error;
        else if (!lost || !isTyped) throw error;
        else isOver = true;
      }
      const found = await look(body);
      if (found !== null && found !== "unreadable") return { kind: "stored", taskRun: found };
      if (isOver || faults >= retries) return { kind: "unknown", error: lost };
      await transport.backOff("taskrun", faults);
    }
  };
}
