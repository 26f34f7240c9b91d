import { getCookie } from "hono/cookie";
import type { Backend, RequestContext } from "./backend.ts";
import { isAddress, plainAddress } from "./pseudonym.ts";
import type { Session } from "./session.ts";
import { recordOf, users } from "./store/index.ts";

export interface User {
  id: number;
  name: string;
  fullname: string;
  email: string;
  apiKey: string;
  admin: boolean;
  subadmin: boolean;
  created: string;
}

/** Who makes a request: perhaps a user, always the pseudonym of an address. */
export interface Caller {
  user: User | null;
  address: string;
}

/** The identity that answers are counted by: a user, an outside id, or else an address. */
export type Identity = ({ column: "user_id"; value: number } | { column: "user_ip" | "external_uid"; value: string }) & {
  /** The same as one text. */
  key: string;
};

export function identityOf(caller: Caller, externalUid: string | null): Identity {
  if (externalUid !== null) return { column: "external_uid", value: externalUid, key: `external_uid:${externalUid}` };
  if (caller.user) return { column: "user_id", value: caller.user.id, key: `user:${caller.user.id}` };
  return { column: "user_ip", value: caller.address, key: `ip:${caller.address}` };
}

/**
 * The caller, as PYBOSSA finds it: the whole value of the Authorization header is the key and wins over `api_key`
 * in the query; a known key wins over the session; an unknown one counts for nothing.
 */
export function callerOf(backend: Backend, context: RequestContext): { caller: Caller; session: Session | null } {
  const session = backend.sessions.read(getCookie(context, "session"));
  const key = context.req.header("authorization") ?? context.req.query("api_key");
  const byKey = key === undefined ? null : findUser(backend, "api_key", key);
  const user = byKey ?? (session?.userId == null ? null : findUser(backend, "id", session.userId));
  return { caller: { user, address: backend.pseudonym(clientAddress(backend, context)) }, session };
}

function clientAddress(backend: Backend, context: RequestContext): string {
  const told = backend.trustRealIp ? context.req.header("x-real-ip")?.trim() : undefined;
  if (told !== undefined && isAddress(told)) return plainAddress(told);
  return plainAddress(context.env.incoming.socket.remoteAddress ?? "127.0.0.1");
}

export function findUser(backend: Backend, column: "api_key" | "id" | "email_addr" | "name", value: string | number): User | null {
  const row = backend.database.get(`SELECT * FROM user WHERE ${column} = ?`, [value]);
  if (row === null) return null;
  const { id, name, fullname, email_addr, api_key, admin, subadmin, created } = recordOf(users, row);
  return {
    id: Number(id),
    name: String(name),
    fullname: String(fullname),
    email: String(email_addr),
    apiKey: String(api_key),
    admin: admin === true,
    subadmin: subadmin === true,
    created: String(created),
  };
}
