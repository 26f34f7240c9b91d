import { ending } from "pybossa-client-ts/command";

/** Somebody who runs a command again until it is done, as its messages say. */
export interface Persistence {
  /** How often a command ended with a message. */
  told: Map<string, number>;
  /**
   * @param last called before the last trial, which must end well
   * @throws what a command threw that tells its reader nothing
   */
  untilDone<T>(command: string, run: () => Promise<T>, effects: { again: () => Promise<void>; last: () => Promise<void> }): Promise<T>;
}

const mostTrials = 5;

export function createPersistence(): Persistence {
  const told = new Map<string, number>();
  return {
    told,
    async untilDone(command, run, { again, last }) {
      for (let trial = 1; ; trial += 1) {
        if (trial === mostTrials) await last();
        try {
          return await run();
        } catch (error) {
          const { status, message } = ending(error);
          const says = message.split("\n")[0] ?? "";
          // A status of 1 with a stack is a fault of the program's own.
          if ((status !== 1 && status !== 3) || says === "" || /\n\s+at /.test(message)) throw error;
          if (trial === mostTrials) throw new Error(`${command} ends with ${status} though nothing is wrong: ${message}`, { cause: error });
          told.set(`${command}: ${status}`, (told.get(`${command}: ${status}`) ?? 0) + 1);
          await again();
        }
      }
    },
  };
}
