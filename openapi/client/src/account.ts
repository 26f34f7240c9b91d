import type { Connection } from "./connection.ts";

/**
 * Tells a key that the server does not know. Scifabric takes a wrong key for no key at all, so that reading goes on as an
 * anonymous caller, who sees no draft; bloomberg answers 401 to every call, which is thrown there.
 */
export function knowsKey({ endpoint, headers, dialect, transport }: Connection): () => Promise<boolean> {
  return async () => {
    if (!("Authorization" in headers)) return false;
    if ((await dialect()) === "bloomberg") return true;
    const { response, data } = await transport.send(
      async ({ fetch, signal }) => {
        // Exactly this type makes PYBOSSA answer JSON, on a GET too.
        const json = { "Content-Type": "application/json", ...headers };
        const answer = await fetch(new Request(`${endpoint}/account/profile`, { headers: json, redirect: "manual", signal }));
        return { response: answer, data: await answer.text() };
      },
      { redirects: true },
    );
    const next = response.headers.get("Location") ?? data;
    return !/\/account\/signin|not_signed_in/.test(response.ok && /"user"\s*:/.test(data) ? "" : next);
  };
}
