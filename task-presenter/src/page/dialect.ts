import type { Dialect } from "./server.ts";

/**
 * Which PYBOSSA this page is of: as the element says, or by its `window.pybossa`, whose calls for locks only bloomberg
 * has. Asking the server would take a request of every volunteer.
 * @param said the element's attribute; anything else than a dialect's name is passed over
 */
export function dialectOfPage(page: Window, said: string): Dialect {
  if (said === "bloomberg" || said === "scifabric") return said;
  const { pybossa } = page as { pybossa?: unknown };
  const isBloomberg = typeof pybossa === "object" && pybossa !== null && "cancelTask" in pybossa;
  return isBloomberg ? "bloomberg" : "scifabric";
}
