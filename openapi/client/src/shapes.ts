import { NotPybossaError } from "./errors.ts";
import { requestOf } from "./transport.ts";

/** What openapi-fetch gives back. */
export interface Received {
  data?: unknown;
  response: Response;
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

export function foreign({ response }: Received, expected: string): NotPybossaError {
  return new NotPybossaError(`the server answers, but not with ${expected}`, requestOf(response), response.status);
}

/** @throws RangeError unless it is a positive whole number: a server ignores another project_id and lists everything */
export function checkId(value: number, name: string): number {
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new RangeError(`${name} must be a positive whole number, not ${JSON.stringify(value)}`);
}

/** The parameters of an address with an id. @throws RangeError as checkId */
export function byId(id: number, name: string) {
  return { params: { path: { id: checkId(id, name) } } };
}

/** The parameters of an address that takes both. @throws RangeError as checkId */
export function byIdOrShortName(given: number | string) {
  return { params: { path: { id_or_short_name: typeof given === "number" ? checkId(given, "project id") : given } } };
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** For query parameters and bodies, which leave out what is undefined. */
export function present<T extends object>(values: T): Present<T> {
  return values as Present<T>;
}
