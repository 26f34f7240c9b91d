import { type Pass, passes } from "../infer/index.ts";

/** Places of the array by which the first thread and its helpers tell each other how far they are. */
export const signal = { call: 0, ticket: 1, done: 2, size: 3 } as const;

/** Tickets of a pass begin at its number times this: pass and part are taken in one step, so that who comes late never does a part of another pass. */
const ticketsPerPass = 1 << 20;

/** Opens a pass whose parts may be taken from now on, null: sends helpers home. All parts of the one before must be done. */
export function announce(signals: Int32Array, which: Pass | null): void {
  Atomics.store(signals, signal.done, 0);
  Atomics.store(signals, signal.ticket, (which === null ? passes.length : passes.indexOf(which)) * ticketsPerPass);
  Atomics.add(signals, signal.call, 1);
  Atomics.notify(signals, signal.call);
}

/** Takes the next part of the pass that is open, also where all of it is taken: `part` is beyond the last then. */
export function takePart(signals: Int32Array): { pass: Pass | null; part: number } {
  const ticket = Atomics.add(signals, signal.ticket, 1);
  return { pass: passes[Math.floor(ticket / ticketsPerPass)] ?? null, part: ticket % ticketsPerPass };
}
