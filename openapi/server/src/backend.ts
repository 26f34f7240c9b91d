import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Background } from "./background.ts";
import type { Now } from "./clock.ts";
import type { Caller } from "./identity.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { Session, Sessions } from "./session.ts";
import type { Database } from "./store/index.ts";
import type { Uploads } from "./uploads.ts";

export type Dialect = "scifabric" | "bloomberg";

/** What the handlers work with. */
export interface Backend {
  database: Database;
  now: Now;
  dialect: Dialect;
  rateLimit: RateLimit;
  sessions: Sessions;
  uploads: Uploads;
  background: Background;
  pseudonym(address: string): string;
  /** Whether `X-Real-IP` names the client, as behind a proxy that sets it. */
  trustRealIp: boolean;
}

export interface Environment {
  Bindings: HttpBindings;
  /** `exhausted`: the rate limit counts this request as the last one too many. */
  Variables: { caller: Caller; session: Session | null; exhausted?: boolean; dialect: Dialect };
}

export type RequestContext = Context<Environment>;
