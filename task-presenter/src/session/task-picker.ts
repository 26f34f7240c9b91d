/** What the picker needs of a PYBOSSA task. */
export interface PickedTask {
  id: number;
}

/** The part of the client that hands out tasks. */
export interface TaskOffice<Task extends PickedTask> {
  newTask(
    projectId: number,
    options: { limit?: number; offset?: number; orderby?: string; desc?: boolean },
  ): Promise<{ kind: "tasks"; tasks: Task[] } | { kind: "none"; retryAfterMs?: number } | { kind: "refused"; message: string }>;
  userProgress(projectId: number): Promise<{ done: number; total: number }>;
}

export type Picked<Task> =
  /** `again` = it was taken before, and the server gives no other one. */
  | { kind: "task"; task: Task; again?: boolean }
  /** Nothing new. `taken` = how many tasks are still offered that were taken before (skipped, or waiting to be sent). */
  | { kind: "none"; taken: number }
  /** Others hold what is left for this volunteer. */
  | { kind: "wait"; milliseconds: number }
  | { kind: "refused"; message: string };

export interface TaskPicker<Task> {
  /** The next task, which the server has stamped as requested. @throws what the client throws */
  next(): Promise<Picked<Task>>;
  /** Marks a task as seen: it is not handed out again. */
  take(id: number): void;
  /** Lets skipped tasks come again. */
  release(ids: Iterable<number>): void;
}

/** Tasks asked for at once: the one to do and the one to load ahead. */
const together = 2;
/** Offsets tried before the very first place is asked. */
const tries = 6;
/** Tasks after which progress is asked again, and what was learnt of the end is forgotten. */
const memory = 10;

/**
 * Hands out tasks so that volunteers are spread over the campaign: Scifabric offers everybody the same first task.
 * A random offset below the least of `spread`, the tasks that this volunteer has not done, and the smallest offset
 * that lately was past the end. Only an empty answer at offset 0 means that nothing is left.
 * @param options.spread over how many tasks volunteers are spread
 * @param options.random uniform in [0, 1)
 * @param options.taken tasks not to hand out: those answered or skipped before
 */
export function createTaskPicker<Task extends PickedTask>(options: {
  client: TaskOffice<Task>;
  projectId: number;
  spread: number;
  random: () => number;
  taken?: Iterable<number>;
}): TaskPicker<Task> {
  const { client, projectId, spread, random } = options;
  const taken = new Set(options.taken ?? []);
  let waiting: Task[] = [];
  let end = Number.POSITIVE_INFINITY;
  let undone = Number.POSITIVE_INFINITY;
  let progress = Promise.resolve(undone);
  let picks = 0;

  const ask = (offset: number, limit: number) => client.newTask(projectId, { limit, offset, orderby: "priority_0", desc: true });

  /** Below which offset to look. What was learnt of the end is old after some picks. */
  function bound(): number {
    if (picks % memory === 0) {
      end = Number.POSITIVE_INFINITY;
      // Asked beside the first task, which does not wait for it.
      progress = client.userProgress(projectId).then(({ done, total }) => Math.max(1, total - done));
      progress.catch(() => undefined);
    }
    picks += 1;
    return Math.max(1, Math.min(spread, undone, end));
  }

  /** Nothing lies at this offset. */
  async function learnEnd(offset: number): Promise<number> {
    end = Math.min(end, offset);
    undone = await progress;
    return Math.max(1, Math.min(spread, undone, end));
  }

  function hand(tasks: Task[]): Picked<Task> | null {
    const fresh = tasks.filter(({ id }) => !taken.has(id));
    const [task, ...rest] = fresh;
    if (task === undefined) return null;
    taken.add(task.id);
    waiting = rest;
    return { kind: "task", task };
  }

  async function next(): Promise<Picked<Task>> {
    const ahead = hand(waiting);
    if (ahead !== null) return ahead;
    waiting = [];
    let below = bound();
    for (let attempt = 0; attempt < tries && below > 1; attempt += 1) {
      const offset = Math.floor(random() * below);
      if (offset === 0) break;
      const answer = await ask(offset, together);
      if (answer.kind === "refused") return answer;
      if (answer.kind === "tasks") {
        const found = hand(answer.tasks);
        if (found !== null) return found;
      } else {
        below = await learnEnd(offset);
      }
    }
    return fromTheTop();
  }

  /** Asks from offset 0, further down only while everything offered was taken before. */
  async function fromTheTop(): Promise<Picked<Task>> {
    let seen = 0;
    for (let offset = 0, limit = together; ; limit = 100) {
      const answer = await ask(offset, limit);
      if (answer.kind === "refused") return answer;
      if (answer.kind === "none") return { kind: "none", taken: seen };
      const found = hand(answer.tasks);
      if (found !== null) return found;
      seen = Math.max(seen, offset + answer.tasks.length);
      if (answer.tasks.length < limit) return { kind: "none", taken: seen };
      offset = limit === together ? 0 : offset + limit;
    }
  }

  return {
    next,
    take: (id) => void taken.add(id),
    release: (ids) => {
      for (const id of ids) taken.delete(id);
    },
  };
}
