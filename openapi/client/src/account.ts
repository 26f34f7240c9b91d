import type { Connection } from "./connection.ts";
import { textOf } from "./transport.ts";

/**
 * Tells a key that the server does not know. Scifabric takes a wrong key for no key at all, so that reading goes on as an
 * anonymous caller, who sees no draft; bloomberg answers 401 to every call, which is thrown there.
 */
export async function knowsKey({ endpoint, headers, dialect, transport }: Connection): Promise<boolean> {
  if (!("Authorization" in headers)) return false;
  if ((await dialect()) === "bloomberg") return true;
  // Exactly this type makes PYBOSSA answer JSON, on a GET too.
  const json = { "Content-Type": "application/json", ...headers };
  const profile = new Request(`${endpoint}/account/profile`, { headers: json, redirect: "manual" });
  const { response, body } = await transport.exchange(profile, true);
  const text = textOf(body);
  const next = response.headers.get("Location") ?? text;
  return !/\/account\/signin|not_signed_in/.test(response.ok && /"user"\s*:/.test(text) ? "" : next);
}
