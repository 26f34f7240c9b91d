import type { Judgement } from "pybossa-client-ts/strike-tracker";
import { keyOf, mix, type Stream, stream } from "../random.ts";
import type { Condition } from "../town/history.ts";
import type { Volunteer } from "./volunteer.ts";

/** What a frame offers to the eye at one building. */
export interface Sight {
  condition: Condition;
  /** Share of the building that clouds hide, 0..1. */
  hidden: number;
  /** How hard the frame is to read, 0 = sharp and upright .. 1. */
  difficulty: number;
}

/** One building of the crowd's world: its frames by time. */
export interface SeenBuilding {
  id: string;
  frames: { id: string; sight: Sight }[];
}

/** How one volunteer judges the frames of one building; asked twice, a look may differ. */
export interface Eye {
  look(frame: string): Judgement;
}

const illusionShare = 0.08;

/** The eye of a volunteer on a building. Illusions are shared: they come from the building and frame alone. */
export function openEye(seed: number, volunteer: Volunteer, building: SeenBuilding): Eye {
  const random = stream(seed, `eye:${volunteer.number}:${building.id}`);
  const byId = new Map(building.frames.map(({ id, sight }, index) => [id, { sight, index }]));
  if (volunteer.kind === "random") return { look: () => (random.chance(0.5) ? "standing" : "destroyed") };
  if (volunteer.kind === "constant") return { look: () => (volunteer.number % 2 === 0 ? "standing" : "destroyed") };
  if (volunteer.kind === "bot") {
    const wrong = mix(keyOf(seed, "bots"), keyOf(1, building.id)) % (building.frames.length + 1);
    return { look: (frame) => ((byId.get(frame)?.index ?? 0) < wrong ? "standing" : "destroyed") };
  }
  const illusion = illusionOf(seed, building);
  const held = heldChange(volunteer, building, random);
  // A mood shifts all of one answer the same way.
  const mood = 0.6 + 0.8 * random.next();
  return {
    look(frame) {
      const found = byId.get(frame);
      if (!found) return "missing";
      const { sight, index } = found;
      const veil = sight.hidden + 0.12 * random.normal();
      if (sight.hidden > 0.02 && veil > 0.55) return random.chance(0.93) ? "obscured" : random.chance(0.6) ? "unclear" : "standing";
      const standing = volunteer.process === "displacement" ? index < held : looksStanding(sight, volunteer, random);
      const misread = illusion === frame ? random.chance(0.8) : random.chance(mood * volunteer.error * (0.5 + 2.4 * sight.difficulty));
      if (!misread && random.chance(0.05 * sight.difficulty)) return "unclear";
      return standing !== misread ? "standing" : "destroyed";
    },
  };
}

function looksStanding({ condition, hidden }: Sight, volunteer: Volunteer, random: Stream): boolean {
  if (condition === "damaged") return !random.chance(volunteer.strictness);
  // The sight of a ruin half under a cloud is easily missed.
  if (condition === "destroyed") return random.chance(0.35 * hidden);
  return true;
}

/** Where a volunteer who thinks in one change point believes it to be: a frame's index. */
function heldChange(volunteer: Volunteer, { frames }: SeenBuilding, random: Stream): number {
  const first = frames.findIndex(({ sight }) => sight.condition === "destroyed");
  const damaged = frames.findIndex(({ sight }) => sight.condition === "damaged");
  const mistaken = damaged >= 0 && random.chance(volunteer.strictness);
  const at = mistaken ? damaged : first < 0 ? frames.length : first;
  if (at === 0 || at === frames.length || !random.chance(0.1 + 1.5 * volunteer.error)) return at;
  const step = (random.chance(0.75) ? 1 : 2) * (random.chance(0.6) ? 1 : -1);
  return Math.max(0, Math.min(frames.length, at + step));
}

/** In some buildings a frame beside the change deceives everybody: dust, a shadow, a wall that still stands. */
function illusionOf(seed: number, { id, frames }: SeenBuilding): string | null {
  const random = stream(seed, `illusion:${id}`);
  if (!random.chance(illusionShare)) return null;
  const first = frames.findIndex(({ sight }) => sight.condition === "destroyed");
  const at = first < 0 ? random.below(frames.length) : first - (random.chance(0.5) ? 1 : 0);
  return frames[at]?.id ?? null;
}
