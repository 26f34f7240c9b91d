/** Milliseconds since 1970-01-01 UTC. */
export type Now = () => number;

let sequence = 0;

/**
 * An instant as PYBOSSA writes it: UTC without a zone, with microseconds. The clock has milliseconds only; the last
 * three digits count, so that instants of one millisecond keep their order.
 */
export function timestamp(milliseconds: number): string {
  sequence = (sequence + 1) % 1000;
  return new Date(milliseconds).toISOString().replace("Z", String(sequence).padStart(3, "0"));
}
