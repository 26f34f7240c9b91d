import type { Output } from "pybossa-client-ts/command";

/** What the commands need of the world around them. */
export interface Effects {
  output: Output;
  fetch: typeof fetch;
  /** Milliseconds since 1970. */
  now: () => number;
  /** In [0, 1); spreads retries only. */
  random: () => number;
  sleep: (milliseconds: number) => Promise<void>;
  /** Unforeseeable bytes, for the campaign's secret. */
  randomBytes: (count: number) => Uint8Array;
}

/** The server and the key of the project's owner. */
export interface ServerAccess {
  endpoint: string;
  apiKey: string | undefined;
}
