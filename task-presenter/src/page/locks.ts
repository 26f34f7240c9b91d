/** bloomberg's locks: a task is one volunteer's for a while. */
export interface Locks {
  /** Milliseconds; null = not held, or not known. */
  timeLeft(taskId: number): Promise<number | null>;
  /** Gives a task back, so that others get it at once. */
  release(taskId: number, shortName: string): Promise<void>;
}

const slowest = 15_000;

/** @param origin the page's own: the session's cookie says who holds a task */
export function createLocks(origin: string, fetch: typeof globalThis.fetch): Locks {
  return {
    async timeLeft(taskId) {
      const answer = await fetch(`${origin}/api/task/${taskId}/lock`, { signal: AbortSignal.timeout(slowest) });
      if (!answer.ok) return null;
      const lock: unknown = await answer.json();
      const seconds = typeof lock === "object" && lock !== null && "expires" in lock ? Number(lock.expires) : Number.NaN;
      return Number.isFinite(seconds) ? seconds * 1000 : null;
    },
    async release(taskId, shortName) {
      await fetch(`${origin}/api/task/${taskId}/canceltask`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ projectname: shortName }),
        keepalive: true,
        signal: AbortSignal.timeout(slowest),
      });
    },
  };
}
