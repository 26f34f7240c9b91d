import { userOf } from "../api/call.ts";
import type { Resource } from "../api/resource.ts";
import { userResource } from "../api/user.ts";
import { findRecord, type UserRecord, users } from "../store/index.ts";

/** Users: volunteers see themselves alone; admins and subadmins see everybody, with e-mail address and rights. */
export const bloombergUserResource: Resource<UserRecord> = {
  ...userResource,
  signedIn: true,
  mayRead(call, { id }) {
    const user = userOf(call);
    return user !== null && (user.id === id || user.admin || user.subadmin);
  },
  shown({ backend }, { id, created, name, fullname, info, locale, email_addr, admin }) {
    // `subadmin` is no column that one may search by.
    const subadmin = findRecord(backend.database, users, id)?.subadmin ?? false;
    const standing = { n_answers: null, registered_ago: null, rank: null, score: null };
    return { created, name, fullname, info, ...standing, locale, id, email_addr, admin, subadmin, pro: false, enabled: true };
  },
};
