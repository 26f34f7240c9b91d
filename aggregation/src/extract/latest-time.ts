const length = "2017-06-10T08:20:31".length;
const pattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/** The latest of the times that PYBOSSA writes (UTC, without a zone); the second is enough. */
export class LatestTime {
  #latest = new Uint8Array(length);

  /** RFC 3339 in UTC; null where no time was seen. */
  get text(): string | null {
    return this.#latest[0] === 0 ? null : `${Buffer.from(this.#latest).toString("latin1")}Z`;
  }

  see(time: string): void {
    const bytes = Buffer.from(time.slice(0, length), "utf8");
    this.seeBytes(bytes, 0, bytes.length);
  }

  seeBytes(bytes: Uint8Array, from: number, to: number): void {
    if (to - from < length) return;
    let at = 0;
    while (at < length && bytes[from + at] === this.#latest[at]) at += 1;
    if (at === length || (bytes[from + at] ?? 0) < (this.#latest[at] ?? 0)) return;
    const time = bytes.subarray(from, from + length);
    if (pattern.test(Buffer.from(time).toString("latin1"))) this.#latest.set(time);
  }
}
