import { createHmac } from "node:crypto";
import { isIPv4, isIPv6 } from "node:net";

/**
 * A keyed pseudonym for an address, as CryptoPAn gives: for IPv4 a permutation that keeps common prefixes (each bit
 * is flipped or not by a keyed function of the bits before it). Other addresses get an IPv6-shaped digest.
 * Method: Xu, Fan, Ammar and Moon, "Prefix-preserving IP address anonymization", ICNP 2002.
 */
export function createPseudonyms(key: Buffer): (address: string) => string {
  const known = new Map<string, string>();
  return (address) => {
    const found = known.get(address);
    if (found !== undefined) return found;
    const made = isIPv4(address) ? permuted(address, key) : digest(address, key);
    if (known.size >= 20_000) known.clear();
    known.set(address, made);
    return made;
  };
}

function permuted(address: string, key: Buffer): string {
  const bits = address
    .split(".")
    .map((part) => Number(part).toString(2).padStart(8, "0"))
    .join("");
  let out = "";
  for (let at = 0; at < 32; at += 1) {
    const flip = (createHmac("sha256", key).update(bits.slice(0, at)).digest()[0] ?? 0) & 1;
    out += Number(bits[at]) ^ flip;
  }
  return [0, 8, 16, 24].map((at) => Number.parseInt(out.slice(at, at + 8), 2)).join(".");
}

function digest(address: string, key: Buffer): string {
  const hex = createHmac("sha256", key).update(address).digest("hex");
  return (hex.slice(0, 32).match(/.{4}/g) ?? []).join(":");
}

/** An address as text without the IPv4-in-IPv6 prefix; the loopback of both families is one machine. */
export function plainAddress(address: string): string {
  const plain = address.replace(/^::ffff:/i, "");
  return plain === "::1" ? "127.0.0.1" : plain;
}

export function isAddress(text: string): boolean {
  return isIPv4(text) || isIPv6(text);
}
