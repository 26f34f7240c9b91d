/** What one volunteer said of one frame, as a number for typed arrays. */
export const calls = ["standing", "destroyed", "obscured", "unclear", "missing", "load_failed"] as const;
export const standing = 0;
export const destroyed = 1;
/** Could not be seen: calls from here on say nothing about standing or destroyed. */
export const unseen = 2;

export const verdicts = ["destroyed", "already_destroyed", "still_standing", "cannot_tell", "wrong_place"] as const;
const [destroyedVerdict, already, still, cannotTell, wrongPlace] = verdicts.keys();

/** So many frames fit into a statement beside its call. */
export const mostFrames = 2 ** 13 - 1;
const none = -1;
/** Where an answer does not tell how long it took. */
export const unknownSeconds = 2 ** 16 - 1;

/** One volunteer's answer in its normal form. It is filled anew for each task run, so that millions leave nothing behind. */
export class Extract {
  run = none;
  /** Index into `verdicts`. */
  verdict = 0;
  /** The gaps that the answer's own dates leave open, both included; -1 = it tells no dates. */
  first = none;
  last = none;
  /** How long the volunteer was at it: whole seconds, at most 65,534; `unknownSeconds` = not told. */
  seconds = unknownSeconds;
  /** Judgements that were no judgement, or of a frame outside the timeline. */
  dropped = 0;
  /** Statements by time, each of another frame; `statements` holds so many. */
  count = 0;
  readonly statements = new Uint16Array(mostFrames);

  clear(): void {
    this.run = this.first = this.last = none;
    this.verdict = this.dropped = this.count = 0;
    this.seconds = unknownSeconds;
  }

  /**
   * Adds a judgement of the frame at a place of the timeline.
   * @returns false where that frame is judged already
   */
  say(place: number, call: number): boolean {
    const { statements } = this;
    let at = this.count;
    while (at > 0 && placeOf(statements[at - 1] ?? 0) > place) at -= 1;
    if (at > 0 && placeOf(statements[at - 1] ?? 0) === place) return false;
    if (at < this.count) statements.copyWithin(at + 1, at, this.count);
    statements[at] = (place << 3) | call;
    this.count += 1;
    return true;
  }

  /** @param seconds not negative */
  took(seconds: number): void {
    this.seconds = Math.min(Math.floor(seconds), unknownSeconds - 1);
  }

  /**
   * Adds what follows from the verdict and the volunteer's own marks, once all judgements are in.
   * @param lastStanding,firstDestroyed places in the timeline; -1 = not set
   * @param frames of the timeline
   * @param shown the frames' places in the order in which they were shown, where dates that were corrected since changed it
   */
  complete(
    run: number,
    verdict: number,
    lastStanding: number,
    firstDestroyed: number,
    frames: number,
    shown: readonly number[] | null = null,
  ): void {
    this.run = run;
    this.verdict = verdict;
    const judged = this.count > 0;
    if (!judged) this.#sayMarks(lastStanding, firstDestroyed, frames, shown);
    if (verdict === wrongPlace) this.count = 0;
    if (shown === null || (judged && verdict === destroyedVerdict)) this.#setInterval(lastStanding, firstDestroyed, frames);
    else this.#setInterval(Math.max(lastStanding, this.#lastPlace(standing)), earlier(firstDestroyed, this.#firstPlace(destroyed)), frames);
  }

  /**
   * An answer without judgements falls back on its dates: standing on the two frames up to last_standing, destroyed on
   * the two from first_destroyed. With one frame on each side the volunteers' error rates could not be told apart.
   * Such an answer speaks for all frames that were shown before last_standing and behind first_destroyed: where the order
   * has changed since, the second frame is the one of them that is now the nearest to the change.
   */
  #sayMarks(lastStanding: number, firstDestroyed: number, frames: number, shown: readonly number[] | null): void {
    if (lastStanding >= 0 && this.verdict !== already) {
      const before = shown === null ? lastStanding - 1 : Math.max(none, ...shown.slice(0, shown.indexOf(lastStanding)));
      if (before >= 0) this.say(before, standing);
      this.say(lastStanding, standing);
    }
    if (firstDestroyed >= 0 && this.verdict !== still) {
      const behind = shown === null ? firstDestroyed + 1 : Math.min(frames, ...shown.slice(shown.indexOf(firstDestroyed) + 1));
      this.say(firstDestroyed, destroyed);
      if (behind < frames) this.say(behind, destroyed);
    }
  }

  /** Gap g lies between frames g and g + 1, counted from 1. */
  #setInterval(lastStanding: number, firstDestroyed: number, frames: number): void {
    if (this.verdict === cannotTell || this.verdict === wrongPlace) return;
    const last = lastStanding >= 0 ? lastStanding : this.#lastPlace(standing);
    const first = firstDestroyed >= 0 ? firstDestroyed : this.#firstPlace(destroyed);
    if (this.verdict === already) {
      this.first = 0;
      this.last = Math.max(first, 0);
    } else if (this.verdict === still) {
      this.first = last < 0 ? frames : last + 1;
      this.last = frames;
    } else if (this.verdict === destroyedVerdict && last >= 0 && first > last) {
      this.first = last + 1;
      this.last = first;
    }
  }

  #lastPlace(call: number): number {
    for (let s = this.count - 1; s >= 0; s--) if (callOf(this.statements[s] ?? 0) === call) return placeOf(this.statements[s] ?? 0);
    return none;
  }

  #firstPlace(call: number): number {
    for (let s = 0; s < this.count; s++) if (callOf(this.statements[s] ?? 0) === call) return placeOf(this.statements[s] ?? 0);
    return none;
  }
}

/** The earlier of two places; -1 = none. */
function earlier(a: number, b: number): number {
  return a < 0 || b < 0 ? Math.max(a, b) : Math.min(a, b);
}

/** The frame's place in the timeline. */
export function placeOf(statement: number): number {
  return statement >>> 3;
}

/** Index into `calls`. */
export function callOf(statement: number): number {
  return statement & 7;
}
