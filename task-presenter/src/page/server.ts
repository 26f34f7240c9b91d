import { createPageClient, NetworkError, PybossaError, RateLimitError } from "pybossa-client-ts/page";
import { type CampaignState, parseCampaignState } from "pybossa-client-ts/strike-tracker";
import type { OutboxEffects, QueuedAnswer, SendFailure, TaskOffice } from "../session/index.ts";
import type { OfferedTask } from "../sitting/index.ts";

/** The volunteer's server: what the page asks of PYBOSSA. */
export interface Server extends Pick<OutboxEffects, "post" | "request" | "stored"> {
  office: TaskOffice<OfferedTask>;
  openTask(id: number): Promise<OfferedTask>;
  campaignState(): Promise<CampaignState | null>;
}

/**
 * @param options.origin the page's own origin: the session's cookie signs a volunteer in
 * @param options.stateMaterial id of the helping material that holds the campaign's state
 */
export function createServer(options: { origin: string; projectId: number; shortName: string; stateMaterial: number | null }): Server {
  const { origin, projectId, shortName, stateMaterial } = options;
  // Longer waits are the page's: it says so.
  const client = createPageClient({ endpoint: origin, maxWaitMs: 4_000, retries: 1 });
  return {
    office: client,
    openTask: (id) => client.tasks.get(id),
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
    async post(entry: QueuedAnswer) {
      await client.taskRuns.create({ project_id: projectId, task_id: entry.taskId, info: { ...entry.answer } });
    },
    async stored(entry: QueuedAnswer) {
      const runs = await client.taskRuns.list({ projectId, taskId: entry.taskId, limit: 100 });
      return runs.flatMap(({ info }) => (typeof info === "object" && info !== null && "id" in info ? [String(info.id)] : []));
    },
    async request(taskId: number) {
      // The task's page renews the request; as JSON it is small.
      const address = `${origin}/project/${encodeURIComponent(shortName)}/task/${taskId}`;
      const answer = await fetch(address, { headers: { "Content-Type": "application/json" }, signal: AbortSignal.timeout(30_000) });
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    },
  };
}

/** What a failed request means for what was to be sent or asked. */
export function failureOf(error: unknown): SendFailure {
  if (error instanceof RateLimitError) return { kind: "limited", until: error.until.getTime() };
  if (error instanceof NetworkError) return { kind: "network" };
  // Something else answers in the server's place: a sign-in wall of the network, a proxy.
  if (!(error instanceof PybossaError)) return { kind: "server" };
  if (error.status === 429) return { kind: "limited", until: 0 };
  if (error.status === 401) return { kind: "signed_out" };
  if (error.status === 403) {
    if (/request a task/i.test(error.message)) return { kind: "not_requested" };
    return /invalid/i.test(error.message) ? { kind: "refused", message: error.message } : { kind: "forbidden" };
  }
  return error.status >= 500 ? { kind: "server" } : { kind: "refused", message: error.message };
}
