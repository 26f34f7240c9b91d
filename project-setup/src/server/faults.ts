import { NetworkError, NotPybossaError, PybossaError } from "pybossa-client-ts";
import { ServerError } from "pybossa-client-ts/command";
import { keyRefused } from "./project.ts";

/**
 * Runs work on a server, and tells the client's faults as a manager needs them: where, and what to do.
 * @throws ServerError, or whatever else the work throws
 */
export async function toldFaults<T>(endpoint: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw faultOf(endpoint, cause);
  }
}

function faultOf(endpoint: string, cause: unknown): unknown {
  if (cause instanceof NetworkError) {
    return new ServerError(
      { what: cause.message, where: endpoint, advice: "Is PYBOSSA_ENDPOINT right? Run the same command again to go on." },
      { cause },
    );
  }
  if (cause instanceof NotPybossaError) {
    return new ServerError(
      {
        what: `this is not a PYBOSSA server: ${cause.message}`,
        where: cause.url || endpoint,
        advice: "Set PYBOSSA_ENDPOINT to the server's own address, without a path of a project.",
      },
      { cause },
    );
  }
  if (!(cause instanceof PybossaError)) return cause;
  if (cause.status === 401) return keyRefused(endpoint, cause);
  const refused = cause.status === 403 ? "Does this key belong to the project's owner?" : "Run the same command again to go on.";
  return new ServerError(
    { what: `the server refused (${cause.status}): ${cause.message}`, where: `${cause.method} ${cause.url}`, advice: refused },
    { cause },
  );
}
