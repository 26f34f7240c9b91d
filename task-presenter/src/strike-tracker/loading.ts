import type { ReactiveControllerHost } from "lit";
import { type FrameCache, readTraffic } from "../imagery/index.ts";
import { type Network, networkOf } from "../page/network.ts";
import type { Preferences } from "../page/preferences.ts";
import type { Visit } from "../page/visit.ts";
import { Preloader } from "./preload.ts";
import { kept } from "./settings.ts";

/** What pictures are loaded ahead, and what they have cost. */
export function createLoading(host: ReactiveControllerHost, cache: FrameCache, preferences: Preferences) {
  const network = (): Network => networkOf(navigator, readTraffic(), preferences.read(kept.lowData) === "on");
  const preloader = new Preloader(cache, network);
  return {
    /** How many buildings to have ready. */
    enoughAhead: () => (["low", "slow"].includes(network()) ? 1 : 2),
    /** Loads what may be asked for next. */
    follow(visit: Visit | null): void {
      if (visit !== null) preloader.follow(visit);
    },
    /** For the volunteer's choice. */
    data: () => ({
      megabytes: readTraffic().bytes / 1e6,
      network: network(),
      setLowData(on: boolean): void {
        preferences.write(kept.lowData, on ? "on" : "off");
        host.requestUpdate();
      },
    }),
  };
}
