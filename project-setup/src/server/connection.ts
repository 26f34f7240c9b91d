import { createPybossaClient, type PybossaClient, type PybossaClientOptions } from "pybossa-client-ts";
import { type BloombergClient, createBloombergClient } from "pybossa-client-ts/bloomberg";
import type { Effects, ServerAccess } from "../effects.ts";

/** A client that tells the manager when the server makes it wait. */
export function connect(access: ServerAccess, effects: Effects): PybossaClient {
  return createPybossaClient(clientOptions(access, effects));
}

/** The same for what only bloomberg's server knows. */
export function connectBloomberg(access: ServerAccess, effects: Effects): BloombergClient {
  return createBloombergClient(clientOptions(access, effects));
}

function clientOptions({ endpoint, apiKey }: ServerAccess, { fetch, now, random, sleep, output }: Effects): PybossaClientOptions {
  return {
    endpoint,
    ...(apiKey === undefined ? {} : { apiKey }),
    fetch,
    now,
    random,
    sleep,
    onWait: ({ until, milliseconds, reason }) => {
      const clock = until.toISOString().slice(11, 19);
      const why = reason === "rate-limit" ? "The server allows no more requests for now" : "The server does not answer";
      output.note(`${why}; going on at ${clock} UTC (in ${waitText(milliseconds)}).`);
    },
  };
}

function waitText(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
