import { type Campaign, describeProblems, parseCampaign } from "pybossa-client-ts/strike-tracker";

/** Reads the Campaign that stands beside the element in the page. Tells in words what is wrong with it. */
export function readCampaign(root: Document, id: string): { ok: true; campaign: Campaign } | { ok: false; problem: string } {
  const text = root.getElementById(id)?.textContent;
  if (text === undefined || text === null) return { ok: false, problem: `#${id} is missing from the page` };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: `#${id} is not JSON` };
  }
  const parsed = parseCampaign(value);
  return parsed.ok ? { ok: true, campaign: parsed.value } : { ok: false, problem: describeProblems(parsed.problems) };
}

/** The task named by a page's path (`/project/<short name>/task/<id>`), or null. */
export function taskOfPath(path: string): number | null {
  const found = /\/project\/[^/]+\/task\/(\d+)\/?$/.exec(path);
  return found ? Number(found[1]) : null;
}
