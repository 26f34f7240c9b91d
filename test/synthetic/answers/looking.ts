import type { Stream } from "../random.ts";
import type { Process, Scenario } from "./scenario.ts";
import type { Scene } from "./scenes.ts";
import type { Volunteer } from "./volunteers.ts";

export type Call = "standing" | "destroyed" | "obscured" | "unclear" | "missing" | "load_failed";
/** What one volunteer calls a frame; the same frame always the same. */
export type Look = (frame: number) => Call;

export function makeLook(who: Volunteer, scene: Scene, scenario: Scenario, process: Process, random: Stream): Look {
  const seen = new Map<number, Call>();
  const judge = judgeOf(who, scene, scenario, process, random);
  return (k) => {
    const before = seen.get(k);
    if (before !== undefined) return before;
    const call = unseen(who, scene, k, random) ?? judge(k);
    seen.set(k, call);
    return call;
  };
}

function unseen(who: Volunteer, scene: Scene, k: number, random: Stream): Call | null {
  if (random.chance(who.phone ? 0.02 : 0.005)) return "load_failed";
  const sight = scene.sight[k];
  if (who.kind === "constant") return null;
  if (sight === "no_data") return random.chance(0.9) ? "missing" : null;
  if (sight === "blind" && random.chance(who.honest)) return random.chance(0.75) ? "obscured" : "unclear";
  if (sight === "poor" && random.chance(0.12 * who.honest)) return "unclear";
  return random.chance(0.008) ? "unclear" : null;
}

function judgeOf(who: Volunteer, scene: Scene, scenario: Scenario, process: Process, random: Stream): Look {
  const frames = scene.frames.length;
  const from =
    (gap: number): Look =>
    (k) =>
      k < gap ? "standing" : "destroyed";
  if (who.kind === "constant") return from(Math.round(who.habit * frames));
  if (who.kind === "random")
    return process === "perceptual" && random.chance(0.5)
      ? () => (random.chance(0.5) ? "destroyed" : "standing")
      : from(random.below(frames + 1));
  if (process === "displacement") {
    const held = heldGap(who, scene, scenario, random);
    return (k) => {
      const blurred = scene.sight[k] === "poor" ? 0.06 : 0.012;
      const call = k < held ? "standing" : "destroyed";
      return random.chance(blurred * scenario.jitter) ? (call === "standing" ? "destroyed" : "standing") : call;
    };
  }
  const mood = scenario.mood * random.normal();
  const noise = who.noise * scenario.noise;
  return (k) => {
    const blind = scene.sight[k] === "blind" || scene.sight[k] === "no_data";
    const damage = blind ? 0.12 : (k < scene.gap ? 0 : 1) + (scene.shift[k] ?? 0);
    return damage + noise * (scene.noise[k] ?? 1) * random.normal() > who.criterion + mood ? "destroyed" : "standing";
  };
}

/** The moment of change that a volunteer has in mind: the apparent one, or one beside it. */
function heldGap(who: Volunteer, scene: Scene, scenario: Scenario, random: Stream): number {
  let held = scene.apparent;
  const near = [held - 2, held - 1, held, held + 1].filter((k) => (scene.sight[k] ?? "clear") !== "clear").length;
  if (random.chance(Math.min(0.9, who.strays * scenario.jitter * (1 + 0.1 * near)))) {
    let length = 1;
    while (length < 5 && random.chance(0.34)) length += 1;
    held += random.chance(who.late) ? length : -length;
  }
  return Math.max(0, Math.min(scene.frames.length, held));
}
