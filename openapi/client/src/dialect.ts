import { NotPybossaError, PybossaError } from "./errors.ts";
import type { Transport } from "./transport.ts";

/** The two PYBOSSAs: Scifabric/pybossa and bloomberg/pybossa. */
export type Dialect = "scifabric" | "bloomberg";

interface Asking {
  endpoint: string;
  headers: Record<string, string>;
  transport: Transport;
}

/**
 * Tells the dialect by an address that only bloomberg knows, and refuses to all but admins. Says nothing about servers
 * that are no PYBOSSA: the next call tells those.
 * @throws NetworkError, PybossaError, RateLimitError where the server does not answer the question
 */
export async function dialectOf({ endpoint, headers, transport }: Asking): Promise<Dialect> {
  try {
    await transport.exchange(new Request(`${endpoint}/api/completedtask?limit=0`, { headers, redirect: "manual" }));
    return "bloomberg";
  } catch (error) {
    if (error instanceof PybossaError && [401, 403].includes(error.status)) return "bloomberg";
    if (error instanceof NotPybossaError && error.status === 404) return "scifabric";
    throw error;
  }
}
