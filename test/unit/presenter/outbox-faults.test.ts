import fc from "fast-check";
import { createOutbox, type Outbox, type OutboxNews, type QueuedAnswer, type SendFailure } from "strike-tracker-presenter/session";
import { expect, it } from "vitest";
import { answer } from "./queued-answer.ts";

/** What becomes of one exchange with the server; `after`: the server did it, and the reply was lost. */
const fates = ["good", "cut-before", "cut-after", "error-before", "error-after", "limited"] as const;
type Fate = (typeof fates)[number];

/** What the volunteer and the browser do; `move` = to another network, where the server takes them for somebody else. */
const acts = ["add", "add-held", "withdraw", "release", "leave", "kill", "move", "wait", "wait-long"] as const;

/** A server as PYBOSSA: one answer a task and address, within the hour after the task was asked for, which the answer uses up. */
function world(fateOf: () => Fate) {
  const hour = 3_600_000;
  const held: { id: string; taskId: number; address: number }[] = [];
  /** By address and task. */
  const asked = new Map<string, number>();
  const disk = new Map<string, QueuedAnswer>();
  const news: OutboxNews[] = [];
  let clock = 1_000_000;
  let address = 0;
  let timer: { at: number; go: () => void } | null = null;
  let outbox: Outbox;

  async function exchange<T>(serve: () => T): Promise<T> {
    const fate = fateOf();
    if (fate === "limited") throw { kind: "limited", until: clock + 60_000 };
    if (fate.endsWith("before")) throw { kind: fate === "cut-before" ? "network" : "server" };
    const reply = serve();
    if (fate.endsWith("after")) throw { kind: fate === "cut-after" ? "network" : "server" };
    return reply;
  }

  function take({ id, taskId }: QueuedAnswer) {
    if (!(clock - (asked.get(`${address}/${taskId}`) ?? -hour) < hour)) throw { kind: "not_requested" };
    if (held.some((run) => run.taskId === taskId && run.address === address)) throw { kind: "forbidden" };
    held.push({ id, taskId, address });
    asked.delete(`${address}/${taskId}`);
    return { id: taskId + 100, userId: null };
  }

  /** A page is opened; what the last one had in memory is gone. */
  function open(): Outbox {
    timer = null;
    let alive = true;
    const mine = createOutbox(
      {
        store: {
          put: async (entry) => void disk.set(entry.id, structuredClone(entry)),
          all: async () => [...disk.values()].map((entry) => structuredClone(entry)),
          remove: async (id) => void disk.delete(id),
          clear: async () => disk.clear(),
        },
        post: (entry) => exchange(() => take(entry)),
        correct: async () => {},
        dispatch: (entry) => {
          // Nobody learns whether it arrived.
          exchange(() => take(entry)).catch(() => undefined);
          return true;
        },
        request: (taskId) =>
          exchange(() => {
            asked.set(`${address}/${taskId}`, clock);
            return "mine";
          }),
        stored: (entry) => exchange(() => held.filter(({ taskId }) => taskId === entry.taskId).map(({ id }) => id)),
        failureOf: (error) => error as SendFailure,
        now: () => clock,
        later: (milliseconds, go) => {
          if (alive) timer = { at: clock + milliseconds, go };
        },
        exclusive: (work) => work(),
      },
      (item) => alive && news.push(item),
    );
    kill = () => (alive = false);
    return mine;
  }
  let kill = () => false;
  outbox = open();

  /** Until nothing goes on that needs no clock. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    ...{ held, disk, news, settle },
    outbox: () => outbox,
    entry: (taskId: number, hold: boolean): QueuedAnswer => {
      asked.set(`${address}/${taskId}`, clock);
      return { id: `id-${taskId}`, projectId: 1, taskId, answer, requestedAt: clock, ...(hold ? { heldUntil: clock + 10_000 } : {}) };
    },
    move: () => {
      address += 1;
    },
    async wait(milliseconds: number) {
      const end = clock + milliseconds;
      while (timer !== null && timer.at <= end) {
        const { at, go } = timer;
        timer = null;
        clock = Math.max(clock, at);
        go();
        await settle();
      }
      clock = end;
    },
    async kill() {
      await settle();
      kill();
      outbox = open();
      await outbox.restore();
      void outbox.flush();
    },
  };
}

it("whatever fails, wherever the volunteer goes, and whenever the page is hidden or killed: each answer that was not taken back is stored once", async () => {
  const plan = fc.record({
    acts: fc.array(fc.constantFrom(...acts), { minLength: 1, maxLength: 14 }),
    fates: fc.array(fc.constantFrom(...fates), { maxLength: 25 }),
  });
  await fc.assert(
    fc.asyncProperty(plan, async ({ acts: done, fates: coming }) => {
      const rest = [...coming];
      const { outbox, entry, held, disk, news, settle, wait, kill, move } = world(() => rest.shift() ?? "good");
      const wanted = new Set<number>();
      let tasks = 0;
      for (const act of done) {
        if (act === "add" || act === "add-held") {
          tasks += 1;
          wanted.add(tasks);
          void outbox().add(entry(tasks, act === "add-held"));
        }
        // Only the last answer can be taken back.
        if (act === "withdraw" && (await outbox().withdraw(`id-${tasks}`))) wanted.delete(tasks);
        if (act === "release") void outbox().release();
        if (act === "leave") outbox().leave();
        if (act === "kill") await kill();
        if (act === "move") move();
        if (act === "wait") await wait(4_000);
        if (act === "wait-long") await wait(4_000_000);
        await settle();
      }
      await wait(10_000_000);
      expect(held.map(({ id }) => id).sort()).toEqual([...wanted].map((task) => `id-${task}`).sort());
      expect([disk.size, outbox().waiting()]).toEqual([0, []]);
      // Nobody is told that their own answer was somebody else's, or too late.
      expect(news.filter(({ kind }) => !["stored", "waiting"].includes(kind))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
