/** Milliseconds since 1970-01-01 UTC. */
export type Now = () => number;

/** How many instants of each of the latest milliseconds were written. */
const written = new Map<number, number>();

/**
 * An instant as PYBOSSA writes it: UTC without a zone, with microseconds. The clock has milliseconds only; the last
 * three digits count, so that instants of one millisecond keep their order.
 */
export function timestamp(milliseconds: number): string {
  const count = written.get(milliseconds) ?? 0;
  if (written.size > 1000) written.clear();
  written.set(milliseconds, count + 1);
  return new Date(milliseconds).toISOString().replace("Z", String(Math.min(count, 999)).padStart(3, "0"));
}
