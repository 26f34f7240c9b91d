import type { Mode } from "pybossa-client-ts/strike-tracker";
import { type Stream, stream } from "../random.ts";

/**
 * How somebody works. expert, good, sloppy: the same way of seeing, with rising noise; random: without looking;
 * constant: always the same; bot: one wrong answer that all bots share.
 */
export type Kind = "expert" | "good" | "sloppy" | "random" | "constant" | "bot";

export interface Volunteer {
  number: number;
  /** Where the requests come from. */
  address: string;
  /** Shares the address with somebody who came before. */
  shares: boolean;
  /** Has an account on the server, where there is one left. */
  registered: boolean;
  kind: Kind;
  /** perceptual: each frame is seen anew, with noise. displacement: one change point is held in mind, a little off. */
  process: "perceptual" | "displacement";
  /** Chance to misread a clear, good frame. */
  error: number;
  /** Chance to take a damaged building for a destroyed one. */
  strictness: number;
  /** Whether the frames beside the found dates are looked at too. */
  careful: boolean;
  mode: Mode;
  /** Buildings after which this volunteer leaves. */
  stamina: number;
}

const kinds: [Kind, number][] = [
  ["good", 0.56],
  ["expert", 0.16],
  ["sloppy", 0.19],
  ["random", 0.035],
  ["constant", 0.035],
  ["bot", 0.02],
];

const errors: Record<Kind, [number, number]> = {
  expert: [0.005, 0.02],
  good: [0.02, 0.08],
  sloppy: [0.1, 0.24],
  random: [0.5, 0.5],
  constant: [0.5, 0.5],
  bot: [0.5, 0.5],
};

/** The n-th volunteer of a crowd. Most answer a few buildings and leave; a few do most of the work. */
export function volunteerOf(seed: number, number: number): Volunteer {
  const random = stream(seed, `volunteer:${number}`);
  const kind = kindOf(random.next());
  const [low, high] = errors[kind];
  const shares = number > 3 && random.chance(0.07);
  const mode = random.next();
  return {
    number,
    address: addressOf(shares ? number - 1 - random.below(3) : number),
    shares,
    registered: number % 11 === 0,
    kind,
    process: random.chance(0.65) ? "perceptual" : "displacement",
    error: random.between(low, high),
    strictness: random.between(0.02, 0.5),
    careful: kind === "expert" || (kind === "good" && random.chance(0.5)),
    mode: kind === "bot" || mode < 0.74 ? "guided" : mode < 0.94 ? "free" : "full",
    stamina: staminaOf(random),
  };
}

/** A Pareto tail: the middle volunteer does four buildings, one in fifty does fifty or more. */
function staminaOf(random: Stream): number {
  return Math.min(120, Math.floor(2.2 / (1 - random.next()) ** 0.8));
}

function kindOf(share: number): Kind {
  let left = share;
  for (const [kind, part] of kinds) {
    left -= part;
    if (left < 0) return kind;
  }
  return "good";
}

/** An address of the range that is set apart for tests (198.18.0.0/15). */
function addressOf(number: number): string {
  return `198.${18 + (Math.floor(number / 62_500) % 2)}.${Math.floor(number / 250) % 250}.${(number % 250) + 1}`;
}
