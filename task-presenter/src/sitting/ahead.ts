import type { Picked, TaskPicker } from "../session/index.ts";
import type { Building, OfferedTask } from "./building.ts";

/** What the server has next: a building, one that cannot be read, or why there is none. */
export type Offer =
  | { kind: "building"; building: Building; again: boolean }
  | { kind: "bad_task"; problem: string }
  | Exclude<Picked<OfferedTask>, { kind: "task" }>;

/** Buildings asked for before they are needed, so that the next one is there at once, and offline too. */
export interface Ahead {
  /** Asks for more, one after another, until there are enough. */
  fill(): void;
  /** The next building. @throws what the client throws */
  take(): Promise<Offer>;
  /** A building to be shown before all others. */
  putBack(building: Building): void;
  buildings(): readonly Building[];
}

export interface AheadOptions {
  picker: TaskPicker<OfferedTask>;
  /** How many buildings to have ready; 0 where the server gives one at a time. */
  enough: () => number;
  read: (task: OfferedTask, requestedAt: number) => { ok: true; building: Building } | { ok: false; problem: string };
  now: () => number;
  /** One more building is known. */
  onReady: () => void;
}

export function createAhead({ picker, enough, read, now, onReady }: AheadOptions): Ahead {
  let ready: Offer[] = [];
  let asking: Promise<Offer> | null = null;

  async function ask(): Promise<Offer> {
    const requestedAt = now();
    const picked = await picker.next();
    if (picked.kind !== "task") return picked;
    const found = read(picked.task, requestedAt);
    return found.ok
      ? { kind: "building", building: found.building, again: picked.again === true }
      : { kind: "bad_task", problem: found.problem };
  }

  function fill(): void {
    if (asking !== null || ready.length >= enough()) return;
    const mine = ask();
    asking = mine;
    mine.then(
      (offer) => {
        asking = null;
        if (offer.kind !== "building" && offer.kind !== "bad_task") return;
        ready.push(offer);
        onReady();
        fill();
      },
      () => {
        asking = null;
      },
    );
  }

  return {
    fill,
    async take() {
      const first = ready.shift();
      if (first !== undefined) return first;
      if (asking === null) return ask();
      const offer = await asking;
      return ready.shift() ?? offer;
    },
    putBack: (building) => {
      ready = [{ kind: "building", building, again: false }, ...ready];
    },
    buildings: () => ready.flatMap((offer) => (offer.kind === "building" ? [offer.building] : [])),
  };
}
