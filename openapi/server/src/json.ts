/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

export interface JsonObject {
  [key: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The value as PostgreSQL's jsonb column gives it back: the keys of an object by length, then by bytes. A client
 * that compares JSON texts must meet the same trap here as on a real server.
 */
export function storedJson(value: Json): Json {
  if (Array.isArray(value)) return value.map(storedJson);
  if (!isObject(value)) return value;
  const keys = Object.keys(value).sort((a, b) => {
    const shorter = Buffer.byteLength(a) - Buffer.byteLength(b);
    return shorter !== 0 ? shorter : Buffer.compare(Buffer.from(a), Buffer.from(b));
  });
  return Object.fromEntries(keys.map((key) => [key, storedJson(value[key] ?? null)]));
}

/** Whether a jsonb value contains a fragment (PostgreSQL's `@>`). */
export function contains(value: Json, fragment: Json): boolean {
  if (Array.isArray(fragment)) {
    return Array.isArray(value) && fragment.every((part) => value.some((element) => contains(element, part)));
  }
  if (isObject(fragment)) {
    return isObject(value) && Object.entries(fragment).every(([key, part]) => key in value && contains(value[key] ?? null, part));
  }
  if (Array.isArray(value)) return value.includes(fragment);
  return value === fragment;
}

/** A top-level key's value as text (PostgreSQL's `->>`); null where there is none. */
export function textOf(value: Json, key: string): string | null {
  if (!isObject(value)) return null;
  const found = Object.hasOwn(value, key) ? value[key] : null;
  if (found === null || found === undefined) return null;
  return typeof found === "string" ? found : JSON.stringify(found);
}

/** Whether a NUL character stands anywhere in the value; PostgreSQL refuses it. */
export function hasNul(value: Json): boolean {
  if (typeof value === "string") return value.includes("\0");
  if (Array.isArray(value)) return value.some(hasNul);
  return isObject(value) && Object.entries(value).some(([key, part]) => key.includes("\0") || hasNul(part));
}
