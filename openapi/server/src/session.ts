import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** A browser's session: an id that its form tokens are bound to, and who is signed in. */
export interface Session {
  id: string;
  userId: number | null;
}

/** Sessions live in signed cookies, as Flask keeps them; form tokens are bound to the session's id. */
export interface Sessions {
  start(userId: number | null): Session;
  read(cookie: string | undefined): Session | null;
  write(session: Session): string;
  csrfToken(session: Session): string;
  holdsToken(session: Session, token: string): boolean;
  /** A text with a signature, for other cookies; `unseal` gives it back, or null. */
  seal(text: string): string;
  unseal(sealed: string | undefined): string | null;
}

export function createSessions(secret: Buffer): Sessions {
  const sign = (text: string) => createHmac("sha256", secret).update(text).digest("base64url");
  return {
    start: (userId) => ({ id: randomBytes(18).toString("base64url"), userId }),
    read(cookie) {
      const [id = "", user = "", signature = ""] = (cookie ?? "").split(".");
      if (id === "" || !same(sign(`session ${id}.${user}`), signature)) return null;
      return { id, userId: user === "" ? null : Number(user) };
    },
    write: ({ id, userId }) => `${id}.${userId ?? ""}.${sign(`session ${id}.${userId ?? ""}`)}`,
    csrfToken: ({ id }) => sign(`form ${id}`),
    seal: (text) => `${Buffer.from(text).toString("base64url")}.${sign(`sealed ${text}`)}`,
    unseal(sealed) {
      const [content = "", signature = ""] = (sealed ?? "").split(".");
      const text = Buffer.from(content, "base64url").toString();
      return same(sign(`sealed ${text}`), signature) ? text : null;
    },
    holdsToken: ({ id }, token) => same(sign(`form ${id}`), token),
  };
}

function same(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}
