import type { PybossaClient, Task } from "pybossa-client-ts";
import { createBloombergClient } from "pybossa-client-ts/bloomberg";
import type { CrowdChoices } from "./crowd.ts";
import type { Volunteer } from "./volunteer.ts";

/** A server on which volunteers sign in, enter the project by its password, and hold one task at a time. */
export interface HeldWork {
  /** Those that nobody uses just now. */
  accounts: { email: string; password: string }[];
  /** The project's password. */
  password: string;
  /** Waits while others hold what is left. */
  sleep: (milliseconds: number) => Promise<void>;
}

/** One volunteer's client, and where its tasks come from. */
export interface Visit {
  client: Pick<PybossaClient, "taskRuns">;
  leave?: () => void;
  picker: {
    next(): Promise<
      | { kind: "task"; task: Task }
      | { kind: "none"; taken: number }
      | { kind: "wait"; milliseconds: number }
      | { kind: "refused"; message: string }
    >;
  };
}

type Place = Pick<CrowdChoices, "endpoint" | "shortName" | "projectId">;

/** The cookies with which the first volunteer opens the project's page. */
export async function firstVisit({ endpoint, shortName }: Place, { accounts, password }: HeldWork): Promise<{ Cookie: string }> {
  const [account] = accounts;
  if (!account) throw new Error("there are no accounts for volunteers");
  const anonymous = createBloombergClient({ endpoint });
  const { cookie } = await anonymous.forms.signIn(account.email, account.password);
  const entered = await createBloombergClient({ endpoint, headers: { Cookie: cookie } }).forms.enter(shortName, password);
  return { Cookie: `${cookie}; ${entered.cookie}` };
}

/** A visit of the account whose turn it is: by session, as a browser's. */
export async function heldVisit(place: Place, { accounts, password }: HeldWork, volunteer: Volunteer): Promise<Visit> {
  const { endpoint, shortName, projectId } = place;
  const account = accounts.shift();
  if (!account) throw new Error("there are no accounts for volunteers");
  const headers = { "X-Real-IP": volunteer.address };
  const { cookie } = await createBloombergClient({ endpoint, headers }).forms.signIn(account.email, account.password);
  const client = createBloombergClient({ endpoint, headers: { ...headers, Cookie: cookie } });
  await client.enterProject(shortName, password);
  return {
    client,
    leave: () => void accounts.push(account),
    picker: {
      async next() {
        const given = await client.newTask(projectId);
        if (given.kind === "refused") return given;
        const [task] = given.kind === "tasks" ? given.tasks : [];
        if (task) return { kind: "task", task };
        const wait = given.kind === "none" ? given.retryAfterMs : undefined;
        return wait === undefined ? { kind: "none", taken: 0 } : { kind: "wait", milliseconds: wait };
      },
    },
  };
}
