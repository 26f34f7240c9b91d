import { createHmac } from "node:crypto";

const letters = "abcdefghjkmnpqrstuvwxyz23456789";

/**
 * The building's public id: a keyed hash (HMAC-SHA-256) of the manager's id. It is the same at every run, and says
 * nothing about the place to anyone without the secret. 12 signs of 31 leave one chance in ten thousand million of
 * two equal ones among 10,000 buildings. It starts with "b-", so that no CSV reader takes it for a number.
 */
export function opaqueId(secret: string, campaign: string, managerId: string): string {
  const digest = createHmac("sha256", secret).update(`${campaign}\n${managerId}`).digest();
  let id = "b-";
  for (let at = 0; at < 12; at++) id += letters[(digest[at] ?? 0) % letters.length] ?? "a";
  return id;
}
