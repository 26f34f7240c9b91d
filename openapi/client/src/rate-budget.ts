/** What is left of a resource's requests in the present window. */
export interface Budget {
  /** Requests of a window by the server's word; one less is usable. */
  limit: number;
  /** 1 = the next request will be refused. */
  remaining: number;
  /** Start of the next window, by this computer's clock. */
  reset: Date;
}

/**
 * Reads X-RateLimit-*, or null where they are absent or hidden (scripts of another origin cannot see them).
 * The server's clock may differ from ours: where its Date can be read, Reset is moved by the difference.
 * @param now milliseconds since 1970
 */
export function budgetOf(headers: Headers, now: number): Budget | null {
  const [limit, remaining, reset] = ["Limit", "Remaining", "Reset"].map((name) => Number(headers.get(`X-RateLimit-${name}`) ?? Number.NaN));
  if (limit === undefined || remaining === undefined || reset === undefined || Number.isNaN(limit + remaining + reset)) return null;
  const serverNow = Date.parse(headers.get("Date") ?? "");
  const skew = Number.isNaN(serverNow) ? 0 : now - serverNow;
  return { limit, remaining, reset: new Date(reset * 1000 + skew) };
}

/** The budget that an address draws on: one for each resource, and none for pages, which are not limited. */
export function resourceOf(path: string): string {
  return /\/api\/project\/[^/]+\/(\w+)$/.exec(path)?.[1] ?? /\/api\/(\w+)(?:\/[^/]+)?$/.exec(path)?.[1] ?? "page";
}
