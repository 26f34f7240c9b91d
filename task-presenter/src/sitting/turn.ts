import type { SittingEffects } from "./effects.ts";

/** How long before the end of a turn it is told, milliseconds. */
const warning = 120_000;
/** A building that was given back keeps its place so long; handed out again meanwhile, its turn starts anew then. */
const afterglow = 5_000;

export interface TurnEvents {
  /** Whether something else is before the volunteer by now. */
  isOver(): boolean;
  /** The server's time for this building ends then, milliseconds since 1970. */
  ends(moment: number): void;
  endsSoon(moment: number): void;
  /** Somebody else has the building now. */
  lost(): void;
}

/** Follows the time that a server gives for one building, and asks for the building again when it is over. */
export async function followTurn(
  effects: Pick<SittingEffects, "turnOf" | "requestTask" | "later" | "now">,
  taskId: number,
  events: TurnEvents,
): Promise<void> {
  const left = await effects.turnOf(taskId).catch(() => null);
  if (left === null || events.isOver()) return;
  const moment = effects.now() + left;
  if (left > afterglow) {
    events.ends(moment);
    effects.later(Math.max(0, left - warning), () => {
      if (!events.isOver()) events.endsSoon(moment);
    });
  }
  effects.later(Math.max(1000, left), () => void askAgain(effects, taskId, events));
}

async function askAgain(...[effects, taskId, events]: Parameters<typeof followTurn>): Promise<void> {
  if (events.isOver()) return;
  const whose = await effects.requestTask(taskId).catch(() => "mine");
  if (events.isOver()) return;
  if (whose === "mine") await followTurn(effects, taskId, events);
  else events.lost();
}
