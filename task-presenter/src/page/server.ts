import {
  createPageClient,
  type Dialect,
  NetworkError,
  type PybossaClientOptions,
  PybossaError,
  RateLimitError,
} from "pybossa-client-ts/page";
import { type CampaignState, parseCampaignState } from "pybossa-client-ts/strike-tracker";
import type { OutboxEffects, QueuedAnswer, Requested, SendFailure, TaskOffice } from "../session/index.ts";
import type { OfferedTask } from "../sitting/index.ts";
import { createLocks } from "./locks.ts";

export type { Dialect };

/** The volunteer's server: what the page asks of PYBOSSA. */
export interface Server extends Pick<OutboxEffects, "post" | "correct" | "dispatch" | "request" | "stored"> {
  office: TaskOffice<OfferedTask>;
  /** One task by its id, requested for an answer. */
  openTask(id: number): Promise<OfferedTask>;
  campaignState(): Promise<CampaignState | null>;
  /** How long a locked task is this volunteer's, milliseconds; null = no limit is known. */
  turnOf(taskId: number): Promise<number | null>;
  /** Gives a locked task back. */
  giveBack(taskId: number): Promise<void>;
}

export interface ServerOptions {
  /** The page's own origin: the session's cookie signs a volunteer in. */
  origin: string;
  dialect: Dialect;
  projectId: number;
  shortName: string;
  /** Id of the helping material that holds the campaign's state. */
  stateMaterial: number | null;
  /** In place of the browser's own: for a simulated one. */
  browser?: Pick<PybossaClientOptions, "fetch" | "now" | "random" | "sleep">;
}

export function createServer({ origin, dialect, projectId, shortName, stateMaterial, browser = {} }: ServerOptions): Server {
  const { fetch = (input, init) => globalThis.fetch(input, init) } = browser;
  // Longer waits are the page's: it says so. What was begun goes on when the page is closed.
  const client = createPageClient({
    ...browser,
    endpoint: origin,
    dialect,
    maxWaitMs: 4_000,
    retries: 1,
    fetch: (request) => fetch(request instanceof Request && request.method !== "GET" ? new Request(request, { keepalive: true }) : request),
  });
  const locks = dialect === "bloomberg" ? createLocks(origin, fetch) : null;

  async function request(taskId: number): Promise<Requested> {
    if (locks) {
      const given = await client.newTask(projectId);
      return given.kind === "tasks" && given.tasks.some(({ id }) => id === taskId) ? "mine" : "others";
    }
    // The task's page renews the request; as JSON it is small.
    const address = `${origin}/project/${encodeURIComponent(shortName)}/task/${taskId}`;
    const asked = { method: "GET", url: address };
    let answer: Response;
    try {
      answer = await fetch(address, { headers: { "Content-Type": "application/json" }, signal: AbortSignal.timeout(30_000) });
    } catch (cause) {
      throw new NetworkError("unreachable", asked, { cause });
    }
    if (answer.status === 404) return "gone";
    if (!answer.ok) throw new PybossaError(`the server answered with status ${answer.status}`, asked, answer.status);
    return "mine";
  }

  return {
    office: client,
    async openTask(id) {
      // Whoever signed in since is another person for the server, who has not asked for this task.
      if (!locks) await request(id);
      return client.tasks.get(id);
    },
    async campaignState() {
      if (stateMaterial === null) return null;
      try {
        const parsed = parseCampaignState((await client.helpingMaterials.get(stateMaterial)).info);
        return parsed.ok ? parsed.value : null;
      } catch {
        // Unreadable = go on as last known.
        return null;
      }
    },
    async post(entry) {
      const { id, user_id: userId } = await client.taskRuns.create(bodyOf(entry));
      return { id, userId };
    },
    async correct(entry) {
      await client.taskRuns.update(entry.corrects ?? 0, { info: { ...entry.answer } });
    },
    // PYBOSSA reads the body whatever its type, and a text is sent without asking first.
    dispatch: (entry) => navigator.sendBeacon(`${origin}/api/taskrun`, JSON.stringify(bodyOf(entry))),
    async stored(entry) {
      if (locks) return null;
      const runs = await client.taskRuns.list({ projectId, taskId: entry.taskId, limit: 100 });
      return runs.flatMap(({ info }) => (typeof info === "object" && info !== null && "id" in info ? [String(info.id)] : []));
    },
    request,
    async turnOf(taskId) {
      return (await locks?.timeLeft(taskId)) ?? null;
    },
    async giveBack(taskId) {
      await locks?.release(taskId, shortName);
    },
  };
}

function bodyOf({ projectId, taskId, answer }: QueuedAnswer) {
  return { project_id: projectId, task_id: taskId, info: { ...answer } };
}

/** What a failed request means for what was to be sent or asked. */
export function failureOf(error: unknown): SendFailure {
  if (error instanceof RateLimitError) return { kind: "limited", until: error.until.getTime() };
  if (error instanceof NetworkError) return { kind: "network" };
  // Something else answers in the server's place: a sign-in wall of the network, a proxy.
  if (!(error instanceof PybossaError)) return { kind: "server" };
  const { status, message, method } = error;
  if (status === 429) return { kind: "limited", until: 0 };
  if (status === 401) return { kind: "signed_out" };
  if (status === 403) {
    // bloomberg's word to whoever answers and is not signed in any more.
    if (message === "" && method === "POST") return { kind: "signed_out" };
    if (/request a task/i.test(message)) return { kind: "not_requested" };
    if (/password/i.test(message)) return { kind: "password" };
    if (/enough submissions/i.test(message)) return { kind: "full" };
    if (/invalid task_id/i.test(message)) return { kind: "gone" };
    // Only the usual words say that this volunteer has answered the task before: no other refusal may pass for an arrival.
    return method === "GET" || /permission/i.test(message) ? { kind: "forbidden" } : { kind: "refused", message };
  }
  return status >= 500 ? { kind: "server" } : { kind: "refused", message };
}
