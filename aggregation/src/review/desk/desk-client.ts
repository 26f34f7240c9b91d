import type { Decision } from "pybossa-client-ts/strike-tracker";
import type { DecisionInput } from "../decision.ts";
import type { DeskAgreement, DeskBuilding, DeskRecord } from "../desk-record.ts";

/** The desk's server, as its page sees it. All throw an Error whose message is for the reviewer. */
export const deskClient = {
  desk: () => ask<DeskRecord>("api/desk"),
  building: (task: number) => ask<DeskBuilding>(`api/buildings/${task}`),
  agreement: () => ask<DeskAgreement>("api/agreement"),
  decide: (task: number, decision: DecisionInput) => ask<Decision>(`api/buildings/${task}`, decision),
};

async function ask<T>(path: string, body?: unknown): Promise<T> {
  let response: Response;
  try {
    response = await fetch(
      path,
      body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) },
    );
  } catch {
    throw new Error("The desk does not answer. Is strike-aggregate review still running? What you wrote is kept on this page.");
  }
  // The server is part of the same program; its types are this page's own.
  const value = (await response.json()) as T & { message?: string };
  if (!response.ok) throw new Error(value.message ?? `The desk answered ${response.status}.`);
  return value;
}
