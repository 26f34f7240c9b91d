import { setImmediate } from "node:timers/promises";

const each = 500;

/** Goes through a list and lets signals in on the way: a command that only computes would not hear that it is to stop. */
export async function* inTurns<T>(list: Iterable<T>): AsyncGenerator<T> {
  let count = 0;
  for (const item of list) {
    yield item;
    count++;
    if (count % each === 0) await setImmediate();
  }
}
