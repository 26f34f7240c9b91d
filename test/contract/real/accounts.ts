import { readFileSync } from "node:fs";
import { InputError, readCredentials } from "pybossa-client-ts/command";
import { accountNames, type Dialect } from "../replay/staging.ts";
import { NotPlayable } from "./not-playable.ts";

/** The accounts of the recordings that a server has a key for. */
export interface Accounts {
  endpoint: string;
  /** The owner's key. */
  owner: string;
  names: string[];
  has(name: string): boolean;
  /**
   * What stands for a recorded `Authorization` header.
   * @param address where it is sent, which names the project whose secret is meant
   * @throws NotPlayable for an account without a key
   */
  credential(recorded: string, address?: string): string;
  /** Keeps the secret of a project that this run made. */
  setSecret(shortName: string, secret: string): void;
}

const known = ["admin", "owner", "other", "owner2", "plain", "vol1", "vol2", "vol3", "vol4"];

/**
 * The server and its accounts: PYBOSSA_ENDPOINT; the owner's key PYBOSSA_API_KEY; the others' in the file that
 * PYBOSSA_KEYS names, JSON such as `{"vol1": "…"}` or an embedded server's accounts.json.
 * @throws UsageError, InputError
 */
export function readAccounts(environment: Record<string, string | undefined>): Accounts {
  const { endpoint, apiKey } = readCredentials({}, environment, { keyRequired: false });
  const file = environment.PYBOSSA_KEYS;
  const keys = new Map(Object.entries(file ? keysFrom(file) : {}));
  if (apiKey !== undefined) keys.set("owner", apiKey);
  const owner = keys.get("owner");
  if (owner === undefined) {
    throw new InputError({
      what: "no key of a project owner is given",
      advice: "Set PYBOSSA_API_KEY, or `owner` in the file PYBOSSA_KEYS.",
    });
  }
  const secrets = new Map<string, string>();
  return {
    endpoint,
    owner,
    names: [...keys.keys()],
    has: (name) => keys.has(name),
    setSecret: (shortName, secret) => secrets.set(shortName, secret),
    credential(recorded, address = "") {
      if (recorded === "project-secret-key") {
        const [, shortName = ""] = /\/project\/([^/]+)/.exec(address) ?? [];
        const secret = secrets.get(shortName);
        if (secret === undefined) throw new NotPlayable("needs a project's secret that was not told");
        return secret;
      }
      const [, bearer = "", name = ""] = /^(Bearer )?key-(\w+)$/.exec(recorded) ?? [];
      const key = keys.get(name);
      if (key !== undefined) return bearer + key;
      if (known.includes(name)) throw new NotPlayable(`no key of an account like ${name}`);
      return recorded;
    },
  };
}

/** The server's own number of each account that there is a key for, as its profile tells, by the number in the recordings. */
export async function accountIds({ endpoint, has, credential }: Accounts, dialect: Dialect): Promise<Map<number, number>> {
  const ids = new Map<number, number>();
  for (const [at, name] of accountNames[dialect].entries()) {
    if (!has(name)) continue;
    const headers = { Authorization: credential(`key-${name}`), "Content-Type": "application/json" };
    const reply = await fetch(`${endpoint}/account/profile`, { headers, redirect: "manual", signal: AbortSignal.timeout(60_000) });
    const profile: unknown = await reply.json().catch(() => null);
    if (isObject(profile) && isObject(profile.user) && typeof profile.user.id === "number") ids.set(at + 1, profile.user.id);
  }
  return ids;
}

function keysFrom(path: string): Record<string, string> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new InputError({ what: "the file of keys cannot be read", where: path, expected: 'JSON such as {"vol1": "…"}' }, { cause });
  }
  const keys: unknown = isObject(value) && isObject(value.keys) ? value.keys : value;
  if (!isObject(keys)) throw new InputError({ what: "this is no file of keys", where: path, expected: 'JSON such as {"vol1": "…"}' });
  const unfit = Object.entries(keys).find(([name, key]) => !known.includes(name) || typeof key !== "string" || !/^[\x21-\x7e]+$/.test(key));
  if (unfit)
    throw new InputError({ what: "this is no account's key", where: `${path}, ${unfit[0]}`, expected: `a key of ${known.join(", ")}` });
  return Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, String(key)]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
