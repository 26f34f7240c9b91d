import type { ReactiveControllerHost } from "lit";
import type { Arrangement } from "../compare/index.ts";
import { type CogScript, createFrameCache } from "../imagery/index.ts";
import type { Preferences } from "../page/preferences.ts";
import { chooseLooking, readLooking } from "./looking.ts";

export type Seeing = ReturnType<typeof createSeeing>;

/** How the volunteer looks at the pictures now, and the pictures that are loaded. Each change renders the host anew. */
export function createSeeing(host: ReactiveControllerHost, preferences: Preferences, cog: () => CogScript | null) {
  const seeing = {
    cache: createFrameCache({ cog }),
    looking: readLooking(preferences),
    /** Whether the last standing picture is shown instead, in the same view. */
    peeking: false,
    outlineHidden: false,
    /** A picture is held, or let go: the last standing one is shown without the outline; or the outline alone hides. */
    hold(held: boolean, peek = true): void {
      if (peek) seeing.peeking = held;
      seeing.outlineHidden = held;
      host.requestUpdate();
    },
    /** @param asked how many frames are asked about */
    arrange(asked: number, chosen: Arrangement): void {
      seeing.looking = chooseLooking(seeing.looking, asked, chosen, preferences);
      host.requestUpdate();
    },
  };
  return seeing;
}
