import { InputError } from "pybossa-client-ts/command";
import { jsonFaultAt } from "./json-fault.ts";

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Parses JSON, with or without a byte order mark. @throws InputError that names line and column */
export function parseJson(path: string, text: string): unknown {
  const bare = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (bare.trim() === "") throw new InputError({ what: "this file is empty", where: path });
  try {
    return JSON.parse(bare) as unknown;
  } catch (cause) {
    const position = jsonFaultAt(bare);
    const before = bare.slice(0, position).split("\n");
    const place = `${path}, line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
    throw new InputError(
      {
        what: position >= bare.length ? "this JSON file ends too early" : "this is not valid JSON",
        where: place,
        advice: "The file may be cut off, or edited by hand: a missing comma, bracket or quote.",
      },
      { cause },
    );
  }
}

/** JSON with sorted keys: the same text for the same content. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) : part,
  );
}

/** A text of others as a message quotes it: short, and without signs that no terminal should get. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
