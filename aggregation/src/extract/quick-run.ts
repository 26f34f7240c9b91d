import { ByteInterner } from "./byte-interner.ts";
import {
  afterSpace,
  afterString,
  afterValue,
  afterWhole,
  closeBrace,
  colon,
  comma,
  falseWord,
  nullWord,
  openBrace,
  quote,
  standsAt,
  trueWord,
  wholeAt,
  wholePartAt,
  wordAt,
  wordBytes,
} from "./byte-scan.ts";
import { calls, type Extract, verdicts } from "./extract.ts";
import { identityKinds } from "./identity.ts";
import type { Timeline } from "./timelines.ts";

const runKeys = ["id", "task_id", ...identityKinds, "finish_time", "info"].map((name) => wordBytes(name));
const [idKey, taskKey, externalKey, userKey, addressKey, timeKey, infoKey] = runKeys.keys();
const infoKeys = [
  "schema",
  "campaign",
  "building",
  "practice",
  "verdict",
  "last_standing",
  "first_destroyed",
  "frames",
  "active_seconds",
].map((name) => wordBytes(name));
const [schemaKey, campaignKey, buildingKey, practiceKey, verdictKey, lastKey, firstKey, framesKey, secondsKey] = infoKeys.keys();
const verdictWords = verdicts.map(wordBytes);
const callWords = calls.map(wordBytes);
const schemaWord = wordBytes("strike-tracker/answer/1");
const mostJudgements = 1024;
const mostSteps = 64;
const longestStep = 64;
/** So many orders of frames are held ready at a time. */
const mostOrders = 20_000;

interface Step {
  text: Uint8Array;
  /** The text again, four bytes at a time as far as they go: so it is compared. */
  words: Int32Array;
  key: number;
}

/** What `QuickRuns.read` found last. */
export interface QuickRun {
  /** Row of the timelines. */
  task: number;
  /** Set apart: the extract was not filled. */
  practice: boolean;
  identity: { kind: number; from: number; to: number };
  /** Where the finish time's text lies; from = to where there is none. */
  finished: { from: number; to: number };
}

/**
 * Reads task runs out of their bytes, without making objects of them: those alone that are plainly accepted, or practice.
 * All else (escapes, doubled or unknown keys where they matter, whatever would be rejected) it leaves to JSON.parse, so
 * that one place says what is wrong with a run.
 */
export class QuickRuns {
  readonly found: QuickRun = { task: -1, practice: false, identity: { kind: -1, from: 0, to: 0 }, finished: { from: 0, to: 0 } };
  readonly extract: Extract;
  readonly #campaign: Uint8Array;
  readonly #timelines: readonly Timeline[];
  readonly #rowOf: ReadonlyMap<number, number>;
  readonly #frames = new ByteInterner();
  /** For each order of frames the place of each frame by its number; -1 = not in it. */
  readonly #places = new Map<ReadonlyMap<string, number>, Int16Array>();
  /** What stood before each value of the last run, and of its info; key -1 = nobody looks at that value. */
  readonly #runTrail: Step[] = [];
  readonly #infoTrail: Step[] = [];
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  // What the run at hand says.
  #id = -1;
  #row = -1;
  #seen = 0;
  #infoSeen = 0;
  #practice = false;
  #verdict = -1;
  #building = { from: 0, to: 0 };
  #last = -1;
  #first = -1;
  /** Not negative; -1 = not told. */
  #seconds = -1;
  #judged = 0;
  readonly #frame = new Int32Array(mostJudgements);
  readonly #call = new Uint8Array(mostJudgements);

  /**
   * @param timelines by task id, with their rows
   * @param extract filled by `read`
   */
  constructor(campaign: string, timelines: readonly Timeline[], rowOf: ReadonlyMap<number, number>, extract: Extract) {
    this.extract = extract;
    this.#campaign = Uint8Array.from(Buffer.from(campaign));
    this.#timelines = timelines;
    this.#rowOf = rowOf;
    for (const order of new Set(timelines.map(({ place }) => place))) for (const id of order.keys()) this.#intern(id);
  }

  /** Reads the run that begins at `from` into `found`; returns where it ends, or -1 where it is left to JSON.parse. */
  read(bytes: Uint8Array, from: number, to: number): number {
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    this.#reset();
    const end = this.#members(bytes, from, to, false);
    if (end < 0 || this.#id < 0 || (this.#infoSeen & needed) !== needed) return -1;
    const { found } = this;
    const timeline = this.#timelines[this.#row];
    if (timeline === undefined || timeline.shown !== null || !isText(bytes, this.#building.from, this.#building.to, timeline.building))
      return -1;
    found.task = this.#row;
    found.practice = this.#practice;
    if (this.#practice) return end;
    if (this.#verdict < 0 || found.identity.kind < 0) return -1;
    const places = this.#placesIn(timeline.place);
    const last = this.#last < 0 ? -1 : (places[this.#last] ?? -1);
    const first = this.#first < 0 ? -1 : (places[this.#first] ?? -1);
    if ((this.#last >= 0 && last < 0) || (this.#first >= 0 && first < 0) || (last >= 0 && first >= 0 && last >= first)) return -1;
    const { extract } = this;
    extract.clear();
    if (this.#seconds >= 0) extract.took(this.#seconds);
    for (let j = 0; j < this.#judged; j++) {
      const place = places[this.#frame[j] ?? 0] ?? -1;
      if (place < 0 || !extract.say(place, this.#call[j] ?? 0)) return -1;
    }
    extract.complete(this.#id, this.#verdict, last, first, timeline.frames.length);
    return end;
  }

  #intern(id: string): number {
    const bytes = Buffer.from(id);
    return this.#frames.intern(bytes, 0, bytes.length);
  }

  #placesIn(order: ReadonlyMap<string, number>): Int16Array {
    const known = this.#places.get(order);
    if (known !== undefined) return known;
    if (this.#places.size === mostOrders) this.#places.clear();
    const places = new Int16Array(this.#frames.count).fill(-1);
    for (const [id, place] of order) places[this.#intern(id)] = place;
    this.#places.set(order, places);
    return places;
  }

  #reset(): void {
    const { found } = this;
    found.identity.kind = -1;
    found.finished.from = found.finished.to = 0;
    this.#id = this.#row = this.#verdict = this.#last = this.#first = this.#seconds = -1;
    this.#seen = this.#infoSeen = this.#judged = 0;
    this.#practice = false;
  }

  /**
   * Behind the run's object, or behind its info. Runs of one export have the same keys in the same order: what stood
   * between two values in the last run is tried first.
   */
  #members(bytes: Uint8Array, from: number, to: number, inInfo: boolean): number {
    const trail = inInfo ? this.#infoTrail : this.#runTrail;
    let at = from;
    for (let step = 0; ; step++) {
      const usual = trail[step];
      let key: number;
      if (usual !== undefined && this.#isStep(bytes, at, to, usual)) {
        key = usual.key;
        at += usual.text.length;
      } else {
        const before = at;
        const opening = step === 0 ? openBrace : comma;
        at = afterSpace(bytes, at, to);
        if (step > 0 && at < to && bytes[at] === closeBrace) return at + 1;
        if (at >= to || bytes[at] !== opening) return -1;
        const keyFrom = afterSpace(bytes, at + 1, to) + 1;
        if (keyFrom > to || bytes[keyFrom - 1] !== quote) return -1;
        const keyEnd = afterString(bytes, keyFrom - 1, to);
        if (keyEnd < 0) return -1;
        at = afterSpace(bytes, keyEnd, to);
        if (at >= to || bytes[at] !== colon) return -1;
        at = afterSpace(bytes, at + 1, to);
        key = wordAt(bytes, keyFrom, keyEnd - 1, inInfo ? infoKeys : runKeys);
        if (step < mostSteps && at - before < longestStep) trail[step] = stepOf(bytes.subarray(before, at), key);
      }
      at = inInfo ? this.#infoMember(bytes, key, at, to) : this.#runMember(bytes, key, at, to);
      if (at < 0) return -1;
    }
  }

  #isStep(bytes: Uint8Array, at: number, to: number, { text, words }: Step): boolean {
    const length = text.length;
    if (at + length > to) return false;
    const view = this.#view;
    const whole = words.length;
    for (let w = 0; w < whole; w++) if (view.getInt32(at + 4 * w, true) !== words[w]) return false;
    for (let i = 4 * whole; i < length; i++) if (bytes[at + i] !== text[i]) return false;
    return true;
  }

  #runMember(bytes: Uint8Array, key: number, at: number, to: number): number {
    if (key < 0) return this.#passOver(bytes, at, to);
    if (this.#seen & (1 << key)) return -1;
    this.#seen |= 1 << key;
    if (key === infoKey) return this.#members(bytes, at, to, true);
    if (key === idKey || key === taskKey) {
      const end = afterWhole(bytes, at, to);
      if (end < 0) return -1;
      const value = wholeAt(bytes, at, end);
      if (key === idKey) this.#id = value;
      else this.#row = this.#rowOf.get(value) ?? -1;
      return end;
    }
    if (key === timeKey) {
      const end = afterValue(bytes, at, to);
      if (end > 0 && bytes[at] === quote) {
        this.found.finished.from = at + 1;
        this.found.finished.to = end - 1;
      }
      return end;
    }
    if (standsAt(bytes, at, to, nullWord)) return at + nullWord.length;
    return this.#identity(bytes, key, at, to);
  }

  /** Behind a value that nobody looks at; strings are looked at four bytes at a time. */
  #passOver(bytes: Uint8Array, at: number, to: number): number {
    if (bytes[at] !== quote) return afterValue(bytes, at, to);
    const view = this.#view;
    let i = at + 1;
    for (const most = to - 4; i <= most; i += 4) {
      const word = view.getInt32(i, true);
      const quotes = word ^ 0x22222222;
      const backslashes = word ^ 0x5c5c5c5c;
      // The highest bit of a byte is set where it holds a quote, a backslash or a control character (or stands above one).
      const ends = ((quotes - 0x01010101) & ~quotes) | ((backslashes - 0x01010101) & ~backslashes) | ((word - 0x20202020) & ~word);
      if ((ends & 0x80808080) !== 0) break;
    }
    return afterString(bytes, i - 1, to);
  }

  #identity(bytes: Uint8Array, key: number, at: number, to: number): number {
    const isString = bytes[at] === quote;
    const end = isString ? afterString(bytes, at, to) : afterWhole(bytes, at, to);
    if (end < 0) return -1;
    const from = isString ? at + 1 : at;
    const until = isString ? end - 1 : end;
    if (isString && (until === from || !isPlain(bytes, from, until))) return -1;
    const kind = key === externalKey ? 0 : key === userKey ? 1 : key === addressKey ? 2 : -1;
    const { identity } = this.found;
    if (identity.kind < 0 || kind < identity.kind) {
      identity.kind = kind;
      identity.from = from;
      identity.to = until;
    }
    return end;
  }

  #infoMember(bytes: Uint8Array, key: number, at: number, to: number): number {
    if (key < 0) return this.#passOver(bytes, at, to);
    if (this.#infoSeen & (1 << key)) return -1;
    this.#infoSeen |= 1 << key;
    if (key === framesKey) return this.#judgements(bytes, at, to);
    if (key === secondsKey) {
      const end = afterValue(bytes, at, to);
      this.#seconds = wholePartAt(bytes, at, end);
      return this.#seconds < 0 ? -1 : end;
    }
    if (key === practiceKey) {
      this.#practice = standsAt(bytes, at, to, trueWord);
      if (this.#practice) return at + trueWord.length;
      return standsAt(bytes, at, to, falseWord) ? at + falseWord.length : -1;
    }
    if ((key === lastKey || key === firstKey) && standsAt(bytes, at, to, nullWord)) return at + nullWord.length;
    if (at >= to || bytes[at] !== quote) return -1;
    const end = afterString(bytes, at, to);
    if (end < 0) return -1;
    const [from, until] = [at + 1, end - 1];
    if (key === schemaKey) return until - from === schemaWord.length && standsAt(bytes, from, until, schemaWord) ? end : -1;
    if (key === campaignKey) return until - from === this.#campaign.length && standsAt(bytes, from, until, this.#campaign) ? end : -1;
    if (key === verdictKey) {
      this.#verdict = wordAt(bytes, from, until, verdictWords);
      return this.#verdict < 0 && !this.#practice ? -1 : end;
    }
    if (key === buildingKey) {
      this.#building.from = from;
      this.#building.to = until;
      return end;
    }
    const frame = this.#frames.find(bytes, from, until);
    if (frame < 0) return -1;
    if (key === lastKey) this.#last = frame;
    else this.#first = frame;
    return end;
  }

  #judgements(bytes: Uint8Array, from: number, to: number): number {
    if (from >= to || bytes[from] !== openBrace) return -1;
    let at = afterSpace(bytes, from + 1, to);
    if (at < to && bytes[at] === closeBrace) return at + 1;
    for (;;) {
      if (at >= to || bytes[at] !== quote || this.#judged === mostJudgements) return -1;
      const keyEnd = afterString(bytes, at, to);
      if (keyEnd < 0) return -1;
      const frame = this.#frames.find(bytes, at + 1, keyEnd - 1);
      at = afterSpace(bytes, keyEnd, to);
      if (frame < 0 || at >= to || bytes[at] !== colon) return -1;
      at = afterSpace(bytes, at + 1, to);
      if (at >= to || bytes[at] !== quote) return -1;
      const end = afterString(bytes, at, to);
      if (end < 0) return -1;
      const call = wordAt(bytes, at + 1, end - 1, callWords);
      if (call < 0) return -1;
      this.#frame[this.#judged] = frame;
      this.#call[this.#judged] = call;
      this.#judged += 1;
      at = afterSpace(bytes, end, to);
      if (at >= to) return -1;
      if (bytes[at] === closeBrace) return at + 1;
      if (bytes[at] !== comma) return -1;
      at = afterSpace(bytes, at + 1, to);
    }
  }
}

function stepOf(bytes: Uint8Array, key: number): Step {
  const text = Uint8Array.from(bytes);
  const view = new DataView(text.buffer);
  return { text, words: Int32Array.from({ length: text.length >> 2 }, (_, w) => view.getInt32(4 * w, true)), key };
}

/** Keys of an info without which nothing is accepted. */
const needed = [schemaKey, campaignKey, buildingKey].reduce((mask: number, key) => mask | (1 << (key ?? 0)), 0);

/** Whether bytes are ASCII alone, so that different bytes are different texts. */
function isPlain(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if ((bytes[i] ?? 0) > 0x7f) return false;
  return true;
}

function isText(bytes: Uint8Array, from: number, to: number, text: string): boolean {
  if (text.length !== to - from) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f || code !== bytes[from + i]) return false;
  }
  return true;
}
