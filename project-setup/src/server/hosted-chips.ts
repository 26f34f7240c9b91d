import { createHash } from "node:crypto";
import type { LockChip } from "pybossa-client-ts/strike-tracker";
import type { Effects } from "../effects.ts";

export type HostedChip = Pick<LockChip, "name" | "sha256">;

/** Whether a chip's address gives the picture that was cut. @param base the Campaign's chips_base; a path starts from the server */
export async function chipAtAddress(
  { name, sha256 }: HostedChip,
  { base, endpoint }: { base: string; endpoint: string },
  { fetch }: Pick<Effects, "fetch">,
): Promise<"there" | "missing" | "different"> {
  const address = new URL(base.replace("{name}", name), `${endpoint}/`);
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(30_000) });
    if (!response.ok) return "missing";
    const bytes = new Uint8Array(await response.arrayBuffer());
    return createHash("sha256").update(bytes).digest("hex") === sha256 ? "there" : "different";
  } catch {
    return "missing";
  }
}

/** So many of a list by chance, in its order. */
export function drawn<T>(list: readonly T[], count: number, random: () => number): T[] {
  let left = Math.min(count, list.length);
  return list.filter((_, at) => {
    if (random() * (list.length - at) >= left) return false;
    left--;
    return true;
  });
}

const tried = 5;

/** Looks for a few chips where volunteers will, and tells if they are not there. @param base null = there are no chips */
export async function tellChipsNotThere(
  chips: readonly HostedChip[],
  { base, endpoint }: { base: string | null; endpoint: string },
  effects: Pick<Effects, "fetch" | "random" | "output">,
): Promise<void> {
  if (base === null) return;
  const found = await Promise.all(drawn(chips, tried, effects.random).map((chip) => chipAtAddress(chip, { base, endpoint }, effects)));
  const lacking = found.filter((state) => state !== "there").length;
  if (lacking === 0) return;
  effects.output.warn(
    `${lacking} of ${found.length} chips tried are not at ${base} as they were cut, and volunteers would see nothing of them: copy the folder of chips there, then strike-setup verify.`,
  );
}
