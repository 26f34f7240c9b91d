/** The first and last moment that a date may mean, RFC 3339 UTC; equal for a moment. */
export interface Range {
  start: string;
  end: string;
}

const moment = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
const day = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Reads a time. A date alone is the whole UTC day, 00:00:00 to 23:59:59, so that its end
 * still bears its date. A time without a zone is UTC, as in STAC.
 * null = this is no time.
 */
export function timeFrom(value: unknown): Range | null {
  if (typeof value !== "string") return null;
  const text = value.trim();
  const date = day.exec(text);
  if (date) {
    const start = utc(Number(date[1]), Number(date[2]), Number(date[3]), 0, 0, 0);
    return start === null ? null : { start: written(start), end: written(start + 86_399_000) };
  }
  const parts = moment.exec(text);
  if (!parts) return null;
  const seconds = Number(parts[6] ?? 0);
  const at = utc(Number(parts[1]), Number(parts[2]), Number(parts[3]), Number(parts[4]), Number(parts[5]), seconds);
  if (at === null) return null;
  const exact = at + Math.round(Number(parts[7] ?? 0) * 1000) - offset(parts[8]);
  return { start: written(exact), end: written(exact) };
}

/** Milliseconds since 1970 as RFC 3339 UTC; fractions of a second only where there are any. */
export function written(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(".000Z", "Z");
}

function utc(year: number, month: number, dayOfMonth: number, hour: number, minute: number, second: number): number | null {
  if (month < 1 || month > 12 || dayOfMonth < 1 || hour > 24 || minute > 59 || second > 60) return null;
  const at = Date.UTC(year, month - 1, dayOfMonth, hour, minute, second);
  return new Date(Date.UTC(year, month - 1, dayOfMonth)).getUTCDate() === dayOfMonth ? at : null;
}

function offset(zone: string | undefined): number {
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? "");
  if (!parts) return 0;
  const minutes = Number(parts[2]) * 60 + Number(parts[3]);
  return (parts[1] === "-" ? -minutes : minutes) * 60_000;
}
