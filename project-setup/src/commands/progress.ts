import type { Task, TaskRun } from "pybossa-client-ts";

/** The answers of one day. */
export interface DayCount {
  /** UTC. */
  day: string;
  answers: number;
}

/** What a campaign's tasks and answers add up to. */
export interface Progress {
  tasks: number;
  /** Tasks that have as many answers as they need, counted here: the server's own state is not reliable. */
  completed: number;
  task_runs: number;
  /** Answers beyond what their task needs. */
  surplus: number;
  volunteers: number;
  /** Answers that are still wanted. */
  missing: number;
  /** Of all answers wanted, in percent. */
  percent: number;
  per_day: DayCount[];
  /** Answers in the last 24 hours. */
  last_day: number;
  /** At the rate of the last 24 hours; null where there were none. */
  days_left: number | null;
  /** Tasks that the server still hands out although they have enough answers. */
  ongoing_with_enough: number;
  /** Tasks that the server calls completed with fewer answers than they need. */
  completed_with_too_few: number;
  /** Addresses from which two people answered at the same time. */
  shared_addresses: number;
  /** Tasks that the server stops handing out within two weeks, or has. */
  expiring: number;
}

interface Counted {
  wanted: number;
  completed: boolean;
  expires: number;
}

const dayMs = 86_400_000;

/** Counts tasks and answers as they come in. */
export class ProgressCounter {
  readonly #tasks = new Map<number, Counted>();
  readonly #answers = new Map<number, number>();
  readonly #volunteers = new Set<string>();
  readonly #days = new Map<string, number>();
  readonly #times: number[] = [];
  readonly #stays = new Map<string, [start: number, end: number][]>();
  #runs = 0;
  #lastRun = 0;

  /** The highest id among the task runs so far. */
  get lastRun(): number {
    return this.#lastRun;
  }

  forgetTasks(): void {
    this.#tasks.clear();
  }

  addTask({ id, n_answers, state, expiration }: Task): void {
    this.#tasks.set(id, {
      wanted: n_answers ?? 0,
      completed: state === "completed",
      expires: typeof expiration === "string" ? timeOf(expiration) : Number.NaN,
    });
  }

  addRun({ id, task_id, user_id, user_ip, external_uid, created, finish_time }: TaskRun): void {
    this.#runs++;
    this.#lastRun = Math.max(this.#lastRun, id);
    if (task_id !== null) this.#answers.set(task_id, (this.#answers.get(task_id) ?? 0) + 1);
    this.#volunteers.add(user_id != null ? `account ${user_id}` : external_uid != null ? `external ${external_uid}` : `address ${user_ip}`);
    const finished = timeOf(finish_time ?? "");
    if (Number.isNaN(finished)) return;
    this.#times.push(finished);
    const day = new Date(finished).toISOString().slice(0, 10);
    this.#days.set(day, (this.#days.get(day) ?? 0) + 1);
    if (user_id == null && external_uid == null && user_ip != null) {
      const stays = this.#stays.get(user_ip) ?? [];
      stays.push([timeOf(created ?? ""), finished]);
      this.#stays.set(user_ip, stays);
    }
  }

  /** @param now milliseconds since 1970 */
  result(now: number): Progress {
    let completed = 0;
    let surplus = 0;
    let missing = 0;
    let wantedInAll = 0;
    let enough = 0;
    let tooFew = 0;
    let expiring = 0;
    for (const [id, { wanted, completed: closed, expires }] of this.#tasks) {
      const given = this.#answers.get(id) ?? 0;
      wantedInAll += wanted;
      surplus += Math.max(0, given - wanted);
      missing += Math.max(0, wanted - given);
      if (given >= wanted) completed++;
      if (given >= wanted && !closed) enough++;
      if (given < wanted && closed) tooFew++;
      if (!closed && expires < now + 14 * dayMs) expiring++;
    }
    const lastDay = this.#times.filter((time) => time > now - dayMs).length;
    return {
      tasks: this.#tasks.size,
      completed,
      task_runs: this.#runs,
      surplus,
      volunteers: this.#volunteers.size,
      missing,
      percent: wantedInAll === 0 ? 0 : Math.round((1000 * (wantedInAll - missing)) / wantedInAll) / 10,
      per_day: [...this.#days].map(([day, answers]) => ({ day, answers })).sort((a, b) => (a.day < b.day ? -1 : 1)),
      last_day: lastDay,
      days_left: missing === 0 ? 0 : lastDay === 0 ? null : Math.round((10 * missing) / lastDay) / 10,
      ongoing_with_enough: enough,
      completed_with_too_few: tooFew,
      shared_addresses: [...this.#stays.values()].filter(overlap).length,
      expiring,
    };
  }
}

/** PYBOSSA writes UTC without a zone. */
function timeOf(text: string): number {
  return Date.parse(/Z$|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);
}

/**
 * Whether answers overlap in time: one person has one task in hand, and prefetching makes the next one begin before the
 * last is sent, so that only three at once tell two people.
 */
function overlap(stays: readonly [start: number, end: number][]): boolean {
  const edges = stays
    .filter(([start, end]) => end > start && end - start < 3_600_000)
    .flatMap(([start, end]) => [
      { at: start, by: 1 },
      { at: end, by: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.by - b.by);
  let open = 0;
  for (const { by } of edges) {
    open += by;
    if (open > 2) return true;
  }
  return false;
}
