import type { Traffic } from "../imagery/index.ts";

/**
 * How freely pictures may be loaded ahead. low: only what is shown, as the volunteer chose; slow: a little, since the
 * device asks for less data or the network is slow; good: what is likely to be wanted; fast: whole buildings, for a
 * network that may be gone in a minute.
 */
export type Network = "low" | "slow" | "good" | "fast";

/** Bytes a second, about 500 kbit/s: below, pictures for later would delay the one that is wanted now. */
const slowBelow = 60_000;
const fastFrom = 200_000;

/** What some browsers tell of their network. */
interface Connection {
  saveData?: boolean;
  effectiveType?: string;
}

/** @param low the volunteer's choice */
export function networkOf(navigator: Navigator, traffic: Traffic, low: boolean): Network {
  if (low) return "low";
  const { connection } = navigator as { connection?: Connection };
  const told = connection?.saveData === true || /2g|3g/.test(connection?.effectiveType ?? "");
  const { speed } = traffic;
  if (told || (speed !== null && speed < slowBelow)) return "slow";
  return speed !== null && speed >= fastFrom ? "fast" : "good";
}
