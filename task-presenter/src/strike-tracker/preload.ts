import type { FrameCache, FramePicture } from "../imagery/index.ts";
import type { Network } from "../page/network.ts";
import type { Visit } from "../page/visit.ts";
import { framesAhead } from "../session/index.ts";
import { type Building, framePicture } from "../sitting/index.ts";

/** Pictures loaded ahead on a slow network. */
const fewAhead = 3;

/** A picture to load, and the side of its square on the ground in metres. */
interface Wanted {
  picture: FramePicture;
  ground: number;
  /** Whether only the browser keeps a copy: few decoded pictures fit into a phone. */
  warm: boolean;
}

/**
 * Loads pictures before they are asked for, one after another: the two ends, the middle, both quarter points; then the
 * same of the next buildings; and on a fast network the rest of this building and of the next, to be dated offline.
 */
export class Preloader {
  private readonly cache: FrameCache;
  private readonly network: () => Network;
  private readonly tried = new Set<string>();
  private queue: Wanted[] = [];
  private running = false;
  private task: number | null = null;

  constructor(cache: FrameCache, network: () => Network) {
    this.cache = cache;
    this.network = network;
  }

  /** Follows what is in hand; stops loading what belonged to a building that is left. */
  follow(visit: Visit): void {
    const { building } = visit.sitting.state();
    this.queue = this.wanted(visit);
    if (building !== null && this.task !== null && building.taskId !== this.task) {
      this.tried.clear();
      const kept = [building, ...visit.sitting.ahead()].flatMap((each) => pictures(visit, each, each.timeline.frames));
      this.cache.cancelAllBut(
        kept.map(({ picture }) => picture),
        building.ground.side,
      );
    }
    if (building !== null) this.task = building.taskId;
    if (!this.running) void this.run(visit);
  }

  private wanted(visit: Visit): Wanted[] {
    const network = this.network();
    const { building } = visit.sitting.state();
    const mine = building === null ? [] : pictures(visit, building, framesAhead(building.timeline));
    if (network === "low") return [];
    // What is shown comes first and is not counted.
    if (network === "slow") return mine.slice(0, 2 + fewAhead);
    const ahead = visit.sitting.ahead();
    const [next] = ahead;
    const whole = network === "fast" ? [building, next] : [];
    return [
      ...mine,
      ...ahead.flatMap((each) => pictures(visit, each, framesAhead(each.timeline))),
      ...whole.flatMap((each) => (each ? pictures(visit, each, each.timeline.frames, true) : [])),
    ];
  }

  private async run(visit: Visit): Promise<void> {
    this.running = true;
    for (let next = this.take(); next !== undefined; next = this.take()) {
      const { picture, ground, warm } = next;
      const loading = warm ? this.cache.warm(picture) : this.cache.load(picture, ground);
      await loading.catch(() => undefined);
    }
    this.running = false;
    if (visit.sitting.state().building !== null) visit.sitting.prepare();
  }

  /** The next picture that was not asked for yet; none while the page is out of view. */
  private take(): Wanted | undefined {
    if (document.visibilityState === "hidden") return undefined;
    const next = this.queue.find((each) => !this.tried.has(nameOf(each)));
    if (next) this.tried.add(nameOf(next)).add(nameOf({ ...next, warm: true }));
    return next;
  }
}

function nameOf({ picture, warm }: Wanted): string {
  return `${warm} ${picture.src}`;
}

function pictures({ campaign }: Visit, building: Building, frames: readonly string[], warm = false): Wanted[] {
  return frames.map((id) => ({ picture: framePicture(building, campaign, id), ground: building.ground.side, warm }));
}
