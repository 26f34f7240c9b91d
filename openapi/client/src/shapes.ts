import { type Asked, NotPybossaError } from "./errors.ts";

/** What came back, and for which request. */
export interface Received {
  data?: unknown;
  response: Response;
  asked: Asked;
}

/** Fields by a sample of their kind: 0 a whole number, "" text. */
type Fields<T> = { [K in keyof T]?: 0 | "" };

/** Recognises one kind of PYBOSSA object by a few of its fields, enough to tell it from another server's answer. */
export interface Shape<T> {
  is: (value: unknown) => value is T;
  /** @throws NotPybossaError */
  one: (received: Received) => T;
  /** @throws NotPybossaError */
  many: (received: Received) => T[];
}

export function shape<T extends object>(what: string, fields: Fields<T>): Shape<T> {
  const is = (value: unknown): value is T =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(fields).every(([name, sample]) => {
      const field: unknown = Reflect.get(value, name);
      return sample === 0 ? Number.isInteger(field) : typeof field === "string";
    });
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

/** For query parameters and bodies, which leave out what is undefined. */
export function present<T extends object>(values: T): Present<T> {
  return values as Present<T>;
}
