import { differences } from "./differences.ts";
import { type Exchange, type Scenario, type Setting, type Staging, sender } from "./scenario.ts";

export interface Played {
  at: number;
  note: string;
  /** Empty when the embedded server answers as the real one did. */
  differences: string[];
}

/** Sets a scenario up and sends its requests in order; those left out are neither sent nor compared. */
export async function play(
  stage: Setting,
  exchanges: Exchange[],
  scenario: Scenario,
  leftOut: ReadonlyMap<number, string>,
): Promise<Played[]> {
  await stage.setUp(scenario.setUp ?? (() => undefined), scenario.options);
  const { send, resend } = sender(stage);
  const played: Played[] = [];
  for (const [at, exchange] of exchanges.entries()) {
    if (leftOut.has(at)) continue;
    const staging: Staging = scenario.exchanges?.[at] ?? {};
    await staging.before?.(send, stage, resend);
    const response = await resend(exchange, staging);
    played.push({ at, note: exchange.note, differences: compared(exchange, response, await response.text(), stage) });
  }
  return played;
}

/**
 * How a server's answer differs from the recorded one.
 * @param answer the text of the answer, and of a `Location`, as the recorded server would have worded them
 */
export function compared(
  { request, response: recorded }: Exchange,
  response: Response,
  answer: string,
  stage: Setting,
  plain: (text: string) => string = (text) => text,
): string[] {
  const { endpoint } = stage.server();
  const recordedEndpoint = `http://127.0.0.1:${stage.dialect === "bloomberg" ? 5001 : 5002}`;
  const text = plain(answer).replaceAll(endpoint, recordedEndpoint);
  if (response.status !== recorded.status)
    return [`status ${recorded.status} was recorded, here ${response.status}: ${text.slice(0, 200)}`];
  const type = (header: string | null | undefined) => (header ?? "").split(";")[0];
  if (
    recorded.status < 300 &&
    recorded.status !== 204 &&
    type(response.headers.get("content-type")) !== type(recorded.headers["Content-Type"])
  ) {
    return [`${recorded.headers["Content-Type"]} was recorded, here ${response.headers.get("content-type")}`];
  }
  const location = plain(response.headers.get("location") ?? "").replace(endpoint, recordedEndpoint);
  if (recorded.headers.Location !== undefined && location !== recorded.headers.Location)
    return [`leads to ${location}, not ${recorded.headers.Location}`];
  if (recorded.json === undefined) return [];
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return ["the answer is no JSON"];
  }
  if (request.path.startsWith("/api/") || !isObject(recorded.json) || !isObject(json)) return differences(recorded.json, json);
  // Of pages a program reads these keys; the rest is for the theme.
  const read = ["code", "template", "form", "csrf", "status", "next"];
  const kept = (page: Record<string, unknown>) => Object.fromEntries(Object.entries(page).filter(([key]) => read.includes(key)));
  return differences(kept(recorded.json), kept(json));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
