import { setTimeout as sleep } from "node:timers/promises";
import { createPageClient } from "pybossa-client-ts/page";
import { answerOf, createOutbox, createTaskPicker, judgeAll, type QueuedAnswer, startTimeline } from "strike-tracker-presenter/session";
import { failureOf } from "../../../task-presenter/src/page/server.ts";
import type { Stream } from "../../synthetic/random.ts";

/** How tasks are asked for: as the presenter does, or as PYBOSSA's own script, which takes what it is offered first. */
export type Scheduling = "spread" | "plain";

export interface Shift {
  endpoint: string;
  projectId: number;
  scheduling: Scheduling;
  /** Over how many tasks volunteers are spread. */
  spread: number;
  /** Milliseconds that a volunteer looks at one building: least and most. */
  think: readonly [number, number];
  /** When everybody stops, on performance.now's clock. */
  until: number;
  /** Told of every request that was answered: what it asked for, and milliseconds. */
  onRequest: (resource: "newtask" | "taskrun" | "other", milliseconds: number) => void;
  /** Told of the id of every answer that the server acknowledged. */
  onStored: (answerId: string) => void;
}

/** One volunteer at an address of their own, with the client, picker and outbox of the presenter. */
export async function volunteer(shift: Shift, number: number, random: Stream): Promise<void> {
  const { projectId, think, until } = shift;
  const address = `198.18.${number >> 8}.${number & 255}`;
  const client = createPageClient({
    endpoint: shift.endpoint,
    dialect: "scifabric",
    maxWaitMs: 4_000,
    retries: 1,
    headers: { "X-Real-IP": address },
    fetch: async (input, init) => {
      const begun = performance.now();
      const answer = await fetch(input, init);
      const { method, url } = input instanceof Request ? input : { method: "GET", url: String(input) };
      const resource = url.includes("/newtask") ? "newtask" : method === "POST" ? "taskrun" : "other";
      shift.onRequest(resource, performance.now() - begun);
      return answer;
    },
  });
  const kept = new Map<string, QueuedAnswer>();
  const outbox = createOutbox(
    {
      store: {
        put: async (entry) => void kept.set(entry.id, entry),
        all: async () => [...kept.values()],
        remove: async (id) => void kept.delete(id),
        clear: async () => kept.clear(),
      },
      post: async ({ taskId, answer }) => {
        const { id, user_id: userId } = await client.taskRuns.create({ project_id: projectId, task_id: taskId, info: { ...answer } });
        return { id, userId };
      },
      correct: () => Promise.reject(new Error("nobody corrects")),
      dispatch: () => false,
      request: async (id) => ((await client.tasks.get(id)).id === id ? "mine" : "gone"),
      stored: async ({ taskId }) =>
        (await client.taskRuns.list({ projectId, taskId, limit: 100 })).flatMap(({ info }) =>
          typeof info === "object" && info !== null && "id" in info ? [String(info.id)] : [],
        ),
      failureOf,
      now: Date.now,
      later: (milliseconds, then) => void setTimeout(then, milliseconds).unref(),
      exclusive: (work) => work(),
    },
    (news) => {
      if (news.kind === "stored") shift.onStored(news.entry.id);
    },
  );
  const picker = createTaskPicker({ client, projectId, spread: shift.spread, random: random.next });
  const next = async () => {
    if (shift.scheduling === "spread") {
      const picked = await picker.next();
      return picked.kind === "task" ? picked.task : null;
    }
    const given = await client.newTask(projectId);
    return given.kind === "tasks" ? (given.tasks[0] ?? null) : null;
  };
  // People do not all open the page in the same second.
  await sleep(random.between(0, think[1]));
  while (performance.now() < until) {
    const task = await next();
    if (task === null) break;
    await sleep(Math.min(random.between(...think), Math.max(0, until - performance.now())));
    const answer = answerTo(task.id);
    await outbox.add({ id: answer.id, projectId, taskId: task.id, requestedAt: Date.now(), answer });
  }
  await outbox.flush();
}

const frames = Array.from({ length: 14 }, (_, at) => `f${String(at + 1).padStart(2, "0")}`);
const campaign = { id: "launch", manifest: `sha256:${"0".repeat(64)}`, collect: [] };

/** An answer of five looks at fourteen images, as most are. */
function answerTo(taskId: number): QueuedAnswer["answer"] {
  const start = startTimeline(frames, { mode: "guided", random: () => 0.5 });
  const said = { f01: "standing", f07: "standing", f10: "standing", f11: "destroyed", f14: "destroyed" } as const;
  return answerOf(judgeAll(start, said), {
    ...{ id: crypto.randomUUID(), campaign, building: `b-${taskId}`, presenter: "0.1.0", activeSeconds: 41 },
    ...{ startedAt: new Date(Date.now() - 41_000), submittedAt: new Date() },
  });
}
