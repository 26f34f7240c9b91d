import type { Output } from "pybossa-client-ts/command";

/** What a command says while it works. */
export type Telling = Pick<Output, "note" | "warn" | "progress">;

/** Says nothing: for callers that only want the outcome. */
export const silent: Telling = { note: () => undefined, warn: () => undefined, progress: () => undefined };
