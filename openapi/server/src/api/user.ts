import { findRecord, type UserRecord, updateRecord, users } from "../store/index.ts";
import { type Call, refused, userOf } from "./call.ts";
import type { Resource } from "./resource.ts";

/** Users: others see a name, oneself and admins see more. One writes one's own. */
export const userResource: Resource<UserRecord> = {
  name: "user",
  // Without the columns that nobody may search by.
  table: { ...users, columns: users.columns.filter(({ name }) => !["api_key", "passwd_hash", "subadmin"].includes(name)) },
  reserved: [],
  own: null,
  shown: seen,
  update(call, user, changes) {
    const caller = userOf(call);
    if (caller === null || (caller.id !== user.id && !caller.admin)) throw refused(call);
    const { info = user.info, fullname = user.fullname, locale = user.locale } = changes;
    updateRecord(call.backend.database, users, user.id, { info, fullname, locale });
    // As PYBOSSA does: the whole record, key and password hash among it.
    const { api_key, passwd_hash } = findRecord(call.backend.database, users, user.id) ?? user;
    return { ...unused, ...user, api_key, passwd_hash, info, fullname, locale };
  },
};

/** Columns of PYBOSSA's that mean nothing here. */
const unused = {
  ldap: null,
  pro: false,
  privacy_mode: true,
  restrict: false,
  category: null,
  flags: null,
  ckan_api: null,
  newsletter_prompted: false,
  valid_email: true,
  confirmation_email_sent: false,
  subscribed: false,
  consent: true,
  user_pref: null,
  notified_at: null,
};

function seen(call: Call, { id, created, name, fullname, info, locale, email_addr }: UserRecord): object {
  const user = userOf(call);
  if (user === null || (user.id !== id && !user.admin)) return { name, locale };
  return { created, name, fullname, info, n_answers: null, registered_ago: null, rank: null, score: null, locale, id, email_addr };
}
