/** Cuts chips for another process, which sends one job at a time. */
import { setTimeout as sleep } from "node:timers/promises";
import { InputError, ServerError } from "pybossa-client-ts/command";
import { createRemote } from "../remote/index.ts";
import { type CutJob, cutChips } from "./cut-chips.ts";
import type { CutterMessage } from "./cutters.ts";

const remote = createRemote({ fetch, sleep: (milliseconds) => sleep(milliseconds) });
const tell = (message: CutterMessage) => process.send?.(message);

process.on("message", (job: CutJob) => {
  cutChips(job, remote, (records) => tell({ records })).then(
    () => tell({ done: true }),
    (error: unknown) => {
      const kind = error instanceof InputError ? "input" : error instanceof ServerError ? "server" : "other";
      const text = error instanceof InputError || error instanceof ServerError ? error.text : { what: String(error) };
      tell({ fault: { kind, text } });
    },
  );
});
// The other process is gone: whatever is cut is on the disk, the rest is its next run's.
process.on("disconnect", () => process.exit());
// An interrupt reaches the whole group; the other process ends this one.
process.on("SIGINT", () => {});
