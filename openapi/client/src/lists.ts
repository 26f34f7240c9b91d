import { NotPybossaError } from "./errors.ts";
import { present } from "./shapes.ts";

/** Parameters of every list. */
export interface ListOptions {
  /** Rows, 100 at most; the server's default is 20. */
  limit?: number | undefined;
  /** Rows to skip; the server ignores it with lastId. */
  offset?: number | undefined;
  /** Only rows with a higher id, by ascending id. */
  lastId?: number | undefined;
  /** A column. */
  orderby?: string | undefined;
  desc?: boolean | undefined;
}

export const pageSize = 100;

/** The query of a list; `all=1`, since with a key PYBOSSA otherwise lists the key owner's projects only. */
export function listQuery({ limit, offset, lastId, orderby, desc }: ListOptions) {
  return { all: 1 as const, ...present({ limit, offset, last_id: lastId, orderby, desc }) };
}

/**
 * All rows by ascending id, page by page. Rows that the caller may not read are left out after the page was cut, so
 * that a page may be short; the end is an empty page.
 */
export async function* keysetPages<T extends { id: number }>(
  fetchPage: (lastId: number) => Promise<T[]>,
  lastId = 0,
): AsyncGenerator<T[], void> {
  for (let last = lastId; ; ) {
    const page = await fetchPage(last);
    if (page.length === 0) return;
    const highest = Math.max(...page.map(({ id }) => id));
    if (highest <= last) throw new NotPybossaError("the server's pages do not go on: it ignores last_id", { method: "GET", url: "" }, 200);
    last = highest;
    yield page;
  }
}
