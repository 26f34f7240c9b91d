import type { CogScript } from "../imagery/index.ts";

/** The hash of the second script that was built with this one. The build writes it in. */
declare const COG_INTEGRITY: string;

/** This script's own address; "" for an inline script. */
const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";

/** Where the script for GeoTIFFs lies: at the address that the element names, or in this script's folder. Null = nowhere. */
export function cogScriptAt(address: string): CogScript | null {
  const found = address || (script && new URL("strike-tracker-cog.js", script).href);
  return found ? { address: found, integrity: COG_INTEGRITY } : null;
}
