import { strToU8, zipSync } from "fflate";

/** A ZIP with one deflated entry, as PYBOSSA's exporter makes it. */
export function zipOf(name: string, text: string): Uint8Array {
  return zipSync({ [name]: strToU8(text) });
}
