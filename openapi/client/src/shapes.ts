import { type Asked, NotPybossaError } from "./errors.ts";

/** What came back, and for which request. */
export interface Received {
  data?: unknown;
  response: Response;
  asked: Asked;
}

type Kind = "id" | "string" | "count";
type Fields<T> = { [K in keyof T]?: Kind };

const checks: Record<Kind, (value: unknown) => boolean> = {
  id: (value) => Number.isInteger(value),
  count: (value) => Number.isInteger(value) && Number(value) >= 0,
  string: (value) => typeof value === "string",
};

/** Recognises one kind of PYBOSSA object by a few of its fields, enough to tell it from another server's answer. */
export interface Shape<T> {
  is: (value: unknown) => value is T;
  /** @throws NotPybossaError */
  one: (received: Received) => T;
  /** @throws NotPybossaError */
  many: (received: Received) => T[];
}

export function shape<T extends object>(what: string, fields: Fields<T>): Shape<T> {
  const wanted = Object.entries<Kind | undefined>(fields);
  const is = (value: unknown): value is T =>
    typeof value === "object" && value !== null && wanted.every(([name, kind]) => kind && checks[kind](Reflect.get(value, name)));
  return {
    is,
    one: (received) => {
      if (is(received.data)) return received.data;
      throw foreign(received, what);
    },
    many: (received) => {
      const { data } = received;
      if (Array.isArray(data) && data.every(is)) return data;
      throw foreign(received, `a list, each ${what}`);
    },
  };
}

export function foreign({ asked, response }: Received, expected: string): NotPybossaError {
  return new NotPybossaError(`the server answers, but not with ${expected}`, asked, response.status);
}

/** @throws RangeError unless it is a positive whole number: a server ignores another project_id and lists everything */
export function checkId(value: number, name: string): number {
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new RangeError(`${name} must be a positive whole number, not ${JSON.stringify(value)}`);
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The same without the keys whose value is undefined. */
export function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
}
