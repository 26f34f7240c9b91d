import { compared } from "../replay/play.ts";
import { exchangesOf, leftOut, recordingsOf, scenarioOf } from "../replay/recordings.ts";
import { type Exchange, type Setting, sender } from "../replay/scenario.ts";
import type { Dialect } from "../replay/staging.ts";
import { stepsOf } from "../replay/world.ts";
import { type Accounts, accountIds } from "./accounts.ts";
import { createForeignStage } from "./foreign-stage.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import { NotPlayable } from "./not-playable.ts";
import { politeFetch } from "./transport.ts";

/** What became of one recorded exchange on a server. */
export interface Outcome {
  file: string;
  at: number;
  note: string;
  /** Why it was not sent; null where it was. */
  notPlayed: string | null;
  differences: string[];
  /** Whether something that an earlier exchange of the recording wrote is missing. */
  lacks: boolean;
}

export interface ForeignPlay {
  outcomes: Outcome[];
  /** What of the recordings' set-up the server did not take. */
  notSetUp: string[];
  /** Projects that could not be deleted. */
  kept: number[];
}

export interface ForeignOptions {
  accounts: Accounts;
  dialect: Dialect;
  /** Put after the name of each project that is made. */
  suffix: string;
  only?: (file: string) => boolean;
  isStopped?: () => boolean;
  say: (line: string) => void;
}

/** Plays a dialect's recordings on a server of that dialect, and deletes what it made. */
export async function playForeign({ accounts, dialect, suffix, only, isStopped, say }: ForeignOptions): Promise<ForeignPlay> {
  const files = recordingsOf(dialect).filter(only ?? (() => true));
  const play: ForeignPlay = { outcomes: [], notSetUp: [], kept: [] };
  const ids = await accountIds(accounts, dialect);
  const names = new Set(files.flatMap((file) => namesIn(dialect, file)));
  for (const file of files) {
    // Each recording has ids and names of its own, so that one cannot reach another's records.
    const ledger = createLedger(`${suffix}${files.indexOf(file)}`, names);
    for (const [recorded, actual] of ids) ledger.learn("user", recorded, actual);
    const stage = createForeignStage(dialect, ledger, accounts, say);
    try {
      const failed = await stage.setUp(scenarioOf(dialect, file)?.setUp ?? (() => undefined));
      play.notSetUp.push(...failed.map((what) => `${file}, ${what}`));
      await playFile(file, stage, ledger, accounts, play.outcomes, { isStopped: isStopped ?? (() => false), say });
    } finally {
      play.kept.push(...(await stage.cleanUp()));
    }
    if (isStopped?.()) break;
    const here = play.outcomes.filter((each) => each.file === file);
    say(`${file}: ${here.filter(({ notPlayed }) => notPlayed === null).length} of ${here.length} played`);
  }
  return play;
}

async function playFile(
  file: string,
  stage: Setting,
  ledger: Ledger,
  accounts: Accounts,
  outcomes: Outcome[],
  { isStopped, say }: { isStopped: () => boolean; say: (line: string) => void },
): Promise<void> {
  const scenario = scenarioOf(stage.dialect, file) ?? {};
  const omitted = leftOut(stage.dialect, file);
  const polite = politeFetch(stage.server().endpoint, ledger, accounts, say);
  const { send, resend } = sender(stage, polite.fetch);
  let broken: string | null = null;
  let lacks = false;
  for (const [at, exchange] of exchangesOf(stage.dialect, file).entries()) {
    if (isStopped()) return;
    const outcome: Outcome = {
      file,
      at,
      note: exchange.note,
      notPlayed: omitted.get(at) ?? unfit(exchange) ?? broken,
      differences: [],
      lacks,
    };
    outcomes.push(outcome);
    const writes = exchange.request.method !== "GET" && exchange.response.status < 400;
    if (outcome.notPlayed !== null) {
      lacks ||= writes;
      continue;
    }
    const staging = scenario.exchanges?.[at] ?? {};
    polite.begin();
    let isReady = false;
    try {
      await staging.before?.(send, stage, resend);
      isReady = true;
      const response = await resend(exchange, staging);
      outcome.differences = await judged(exchange, response, stage, ledger);
    } catch (error) {
      if (!(error instanceof NotPlayable)) throw error;
      outcome.notPlayed = error.message;
      lacks ||= writes;
      // What could not be prepared is missing from here on.
      if (!isReady && !error.message.includes("rate limit")) broken = `comes after one that ${error.message}`;
    }
  }
}

async function judged(exchange: Exchange, response: Response, stage: Setting, ledger: Ledger): Promise<string[]> {
  const plain = (text: string) => text.replaceAll(ledger.suffix, "");
  const text = await response.text();
  const { json: recorded } = exchange.response;
  const actual = jsonOf(text);
  const [, resource = ""] = /^\/api\/(\w+)$/.exec(exchange.request.path) ?? [];
  if (exchange.request.method === "POST" && response.ok) ledger.learn(resource, idOf(recorded), idOf(actual));
  ledger.learnNamed(recorded, actual);
  // Lists of this run's own projects hold records of its own alone, of which the server itself makes the results.
  if (/(^|&)(project_id|task_id)=\d/.test(exchange.request.query) && Array.isArray(recorded) && Array.isArray(actual)) {
    for (const [at, each] of recorded.entries()) ledger.learn(resource, idOf(each), idOf(actual[at]));
  }
  if (recorded === undefined) return compared(exchange, response, text, stage, plain);
  const expected: Exchange = { ...exchange, response: { ...exchange.response, json: ledger.expected(recorded) } };
  return compared(expected, response, text, stage, plain);
}

/** Why an exchange says nothing of another server. */
function unfit({ request: { method, path, query }, response: { status } }: Exchange): string | null {
  if (status === 429) return "uses up the server's rate limit";
  const isNarrow = /(^|&)((project_id|task_id|id)=\d|short_name=|limit=0)/.test(query);
  if (/(^|&)(created|updated|finish_time|from_finish_time|to_finish_time)=/.test(query)) return "asks by the time of the recording";
  if (method === "GET" && /^\/api\/\w+$/.test(path) && status === 200 && !isNarrow) return "lists everybody's records";
  return null;
}

/** The short names that a recording makes or finds. */
function namesIn(dialect: Dialect, file: string): string[] {
  const staged = stepsOf(scenarioOf(dialect, file)?.setUp ?? (() => undefined));
  const made = exchangesOf(dialect, file).map(({ request: { body } }) => (body as { short_name?: unknown } | null)?.short_name);
  return [...staged.map((step) => (step.kind === "project" ? step.name : undefined)), ...made].filter(
    (name): name is string => typeof name === "string" && name !== "",
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function idOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "id" in value ? value.id : undefined;
}
