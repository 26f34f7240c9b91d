import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError, writeFileAtomic } from "pybossa-client-ts/command";

/** Where the secret of a campaign's opaque building ids lies. */
export function secretPath(folder: string, campaign: string): string {
  return join(folder, `${campaign}.secret`);
}

/** The secret, or null where there is none yet. @throws InputError where the file holds something else */
export function readSecret(path: string): string | null {
  if (!existsSync(path)) return null;
  const text = readFileSync(path, "utf8").trim();
  if (!/^[0-9a-f]{64}$/.test(text)) {
    throw new InputError({
      what: "this file does not hold the campaign's secret",
      where: path,
      expected: "64 hex digits",
      advice: "Put the file back from your backup.",
    });
  }
  return text;
}

/** Makes the secret (32 random bytes, file mode 0600) where there is none. */
export function ensureSecret(path: string, randomBytes: (count: number) => Uint8Array): string {
  const known = readSecret(path);
  if (known !== null) return known;
  const secret = Buffer.from(randomBytes(32)).toString("hex");
  writeFileAtomic(path, `${secret}\n`, { mode: 0o600 });
  return secret;
}
