import { createOutbox, type OutboxNews, type QueuedAnswer, type SendFailure } from "strike-tracker-presenter/session";
import { describe, expect, it } from "vitest";
import { answer } from "./queued-answer.ts";

/** What the server does at each post: takes it, fails, or takes it and loses the reply. */
type Reply = "ok" | "lost" | SendFailure;

function world(replies: Reply[] = [], options: { unreadable?: boolean; mine?: boolean; userId?: number } = {}) {
  const held = new Map<number, string[]>();
  const disk = new Map<string, QueuedAnswer>();
  const news: OutboxNews[] = [];
  const log: string[] = [];
  const pending: { at: number; go: () => void }[] = [];
  let clock = 1_000_000;
  const outbox = createOutbox(
    {
      store: {
        put: async (entry) => void disk.set(entry.id, entry),
        all: async () => [...disk.values()],
        remove: async (id) => void disk.delete(id),
        clear: async () => disk.clear(),
      },
      post: async (entry) => {
        log.push(`post ${entry.taskId}`);
        const reply = replies.shift() ?? "ok";
        if (typeof reply === "object") throw reply;
        held.set(entry.taskId, [...(held.get(entry.taskId) ?? []), entry.id]);
        if (reply === "lost") throw { kind: "network" };
        return { id: 100 + entry.taskId, userId: options.userId ?? null };
      },
      correct: async (entry) => {
        log.push(`correct ${entry.corrects}`);
        const reply = replies.shift() ?? "ok";
        if (typeof reply === "object") throw reply;
      },
      dispatch: (entry) => {
        log.push(`dispatch ${entry.taskId}`);
        held.set(entry.taskId, [...(held.get(entry.taskId) ?? []), entry.id]);
        return true;
      },
      request: async (taskId) => {
        log.push(`request ${taskId}`);
        return options.mine === false ? "others" : "mine";
      },
      stored: async (entry) => (options.unreadable ? null : (held.get(entry.taskId) ?? [])),
      failureOf: (error) => error as SendFailure,
      now: () => clock,
      // The outbox keeps one such call.
      later: (milliseconds, go) => void pending.splice(0, 1, { at: clock + milliseconds, go }),
      exclusive: (work) => work(),
    },
    (item) => news.push(item),
  );
  const pass = async () => {
    const next = pending.shift();
    if (next === undefined) return;
    clock = Math.max(clock, next.at);
    next.go();
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  };
  const entry = (taskId: number, age = 0): QueuedAnswer => ({
    id: `id-${taskId}`,
    projectId: 1,
    taskId,
    answer,
    requestedAt: clock - age,
  });
  return { outbox, held, disk, news, log, pending, pass, entry, kinds: () => news.map(({ kind }) => kind) };
}

describe("the outbox", () => {
  it("keeps an answer until the server has it", async () => {
    const { outbox, disk, entry, kinds, held } = world();
    await outbox.add(entry(7));
    expect(kinds()).toEqual(["stored"]);
    expect([disk.size, outbox.waiting().length]).toEqual([0, 0]);
    expect(held.get(7)).toEqual(["id-7"]);
  });

  it("sends again with the same id after a network fault, and once only when just the reply was lost", async () => {
    const { outbox, disk, entry, kinds, held, pass, log } = world([{ kind: "network" }, "lost"]);
    await outbox.add(entry(7));
    expect(disk.size).toBe(1);
    await pass();
    await pass();
    expect(held.get(7)).toEqual(["id-7"]);
    expect(log.filter((line) => line.startsWith("post"))).toHaveLength(2);
    expect(kinds()).toEqual(["waiting", "waiting", "stored"]);
  });

  it("waits longer after each server error and never calls the answer stored", async () => {
    const { outbox, entry, news, pass, disk } = world(Array.from({ length: 4 }, () => ({ kind: "server" as const })));
    await outbox.add(entry(7));
    for (let turn = 0; turn < 3; turn += 1) await pass();
    expect(news.every((item) => item.kind === "waiting" && item.why === "server")).toBe(true);
    const waits = news.map((item) => (item.kind === "waiting" ? item.until : 0));
    const gaps = waits.slice(1).map((until, index) => until - (waits[index] ?? 0));
    expect(gaps).toEqual([4000, 8000, 16_000]);
    expect(disk.size).toBe(1);
  });

  it("waits until the rate limit's reset", async () => {
    const { outbox, entry, news, pending } = world([{ kind: "limited", until: 1_300_000 }]);
    await outbox.add(entry(7));
    expect(news).toEqual([{ kind: "waiting", why: "limited", until: 1_300_000 }]);
    expect(pending[0]?.at).toBe(1_300_000);
  });

  it("tells a duplicate from an answer that arrived", async () => {
    const other = world([{ kind: "forbidden" }]);
    other.held.set(7, ["somebody"]);
    await other.outbox.add(other.entry(7));
    expect(other.kinds()).toEqual(["duplicate"]);
    const mine = world([{ kind: "forbidden" }]);
    mine.held.set(7, ["id-7"]);
    await mine.outbox.add(mine.entry(7));
    expect(mine.kinds()).toEqual(["stored"]);
    expect(mine.disk.size).toBe(0);
  });

  it("asks for the task again when the request is old, or when the server says so", async () => {
    const old = world();
    await old.outbox.add(old.entry(7, 3_600_000));
    expect(old.log).toEqual(["request 7", "post 7"]);
    const forgotten = world([{ kind: "not_requested" }]);
    await forgotten.outbox.add(forgotten.entry(7));
    expect(forgotten.log).toEqual(["post 7", "request 7", "post 7"]);
    expect(forgotten.kinds()).toEqual(["stored"]);
  });

  it("sends what an earlier visit left, if it had not arrived", async () => {
    const { outbox, disk, entry, kinds, held, log } = world();
    disk.set("id-3", entry(3));
    disk.set("id-4", entry(4));
    held.set(4, ["id-4"]);
    await outbox.restore();
    expect(outbox.waiting()).toHaveLength(2);
    await outbox.flush();
    expect([kinds(), log]).toEqual([["stored", "stored"], ["post 3"]]);
  });

  it("keeps the answer when the volunteer must sign in, and says when one is refused for good", async () => {
    const out = world([{ kind: "signed_out" }]);
    await out.outbox.add(out.entry(7));
    expect(out.kinds()).toEqual(["signed_out"]);
    expect(out.disk.size).toBe(1);
    const refused = world([{ kind: "refused", message: "Invalid task_id" }, "ok"]);
    await refused.outbox.add(refused.entry(7));
    await refused.outbox.add(refused.entry(8));
    expect(refused.kinds()).toEqual(["refused", "stored"]);
  });

  it("holds an answer as long as it can be taken back, and then sends it", async () => {
    const { outbox, disk, entry, log, pass, pending } = world();
    await outbox.add({ ...entry(7), heldUntil: 1_010_000 });
    expect([log, disk.size, pending[0]?.at]).toEqual([[], 1, 1_010_000]);
    expect(await outbox.withdraw("id-7")).toBe(true);
    expect([disk.size, outbox.waiting().length]).toEqual([0, 0]);
    await pass();
    expect(log).toEqual([]);
    await outbox.add({ ...entry(8), heldUntil: 1_020_000 });
    await pass();
    expect(log).toEqual(["post 8"]);
    expect(await outbox.withdraw("id-8")).toBe(false);
  });

  it("does not take back what may have arrived", async () => {
    const { outbox, entry, held } = world(["lost"]);
    await outbox.add(entry(7));
    expect(await outbox.withdraw("id-7")).toBe(false);
    expect(held.get(7)).toEqual(["id-7"]);
  });

  it("sends what is held when the page goes away, and looks up what became of it if it stays", async () => {
    const { outbox, entry, log, held, pass, kinds } = world();
    await outbox.add({ ...entry(7), heldUntil: 1_010_000 });
    outbox.leave();
    outbox.leave();
    expect(log).toEqual(["dispatch 7"]);
    await pass();
    expect([log, held.get(7), kinds()]).toEqual([["dispatch 7"], ["id-7"], ["stored"]]);
  });

  it("leaves an old answer to the next visit when the page goes away", async () => {
    const { outbox, entry, log, disk } = world();
    await outbox.add({ ...entry(7, 3_500_000), heldUntil: 1_010_000 });
    outbox.leave();
    expect([log, disk.size]).toEqual([[], 1]);
  });

  it("does not send what another tab has sent or taken back", async () => {
    const { outbox, entry, log, disk } = world();
    disk.set("id-7", entry(7));
    await outbox.restore();
    disk.clear();
    await outbox.flush();
    expect([log, outbox.waiting()]).toEqual([[], []]);
  });

  it("replaces a stored answer, and says when a result holds it already", async () => {
    const { outbox, entry, log, kinds } = world(["ok", { kind: "network" }, "ok", { kind: "forbidden" }], { userId: 5 });
    await outbox.add(entry(7));
    await outbox.add({ ...entry(7), corrects: 107 });
    await outbox.flush();
    await outbox.add({ ...entry(7), corrects: 107 });
    expect(log).toEqual(["post 7", "correct 107", "correct 107", "correct 107"]);
    expect(kinds()).toEqual(["stored", "waiting", "corrected", "too_late"]);
  });

  it("takes a second answer's refusal for an arrival where everybody has an account", async () => {
    const { outbox, entry, kinds, pass } = world(["lost", { kind: "not_requested" }, { kind: "forbidden" }], { unreadable: true });
    await outbox.add(entry(7));
    await pass();
    expect(kinds()).toEqual(["waiting", "stored"]);
  });

  it("says when somebody else has the task, it has all its answers, or it was deleted", async () => {
    const over = world([{ kind: "not_requested" }], { unreadable: true, mine: false });
    await over.outbox.add(over.entry(7));
    expect(over.kinds()).toEqual(["turn_over"]);
    const deleted = world([{ kind: "gone" }]);
    await deleted.outbox.add(deleted.entry(7));
    expect([deleted.kinds(), deleted.disk.size]).toEqual([["gone"], 0]);
    const full = world([{ kind: "full" }], { unreadable: true });
    await full.outbox.add(full.entry(7));
    expect(full.kinds()).toEqual(["full"]);
  });
});
