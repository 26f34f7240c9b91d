import { type UserRecord, users } from "../store/index.ts";
import { type Call, userOf } from "./call.ts";
import type { Resource } from "./resource.ts";

/** Users: others see a name, oneself and admins see more. Nothing is written here. */
export const userResource: Resource<UserRecord> = {
  name: "user",
  // Without the columns that nobody may search by.
  table: { ...users, columns: users.columns.filter(({ name }) => name !== "api_key" && name !== "passwd_hash") },
  reserved: [],
  own: null,
  shown: seen,
};

function seen(call: Call, { id, created, name, fullname, info, locale, email_addr }: UserRecord): object {
  const user = userOf(call);
  if (user === null || (user.id !== id && !user.admin)) return { name, locale };
  return { created, name, fullname, info, n_answers: null, registered_ago: null, rank: null, score: null, locale, id, email_addr };
}
