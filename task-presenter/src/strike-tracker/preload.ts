import type { FrameCache } from "../imagery/index.ts";
import type { Visit } from "../page/visit.ts";
import { framesAhead } from "../session/index.ts";
import { framePicture } from "../sitting/index.ts";

/** Loads what may be asked for next, of the building in hand before those that come after it. */
export function preloadFrames({ campaign, sitting }: Visit, cache: FrameCache): void {
  const { building } = sitting.state();
  for (const next of [...(building === null ? [] : [building]), ...sitting.ahead()]) {
    for (const id of framesAhead(next.timeline)) cache.load(framePicture(next, campaign, id), next.ground.side).catch(() => undefined);
  }
}
