import { readFileSync } from "node:fs";
import { InputError } from "pybossa-client-ts/command";
import { readSavedParameters, type SavedParameters } from "../infer/index.ts";

/**
 * Reads parameters.json, as an earlier inference wrote it.
 * @throws InputError where it is something else
 */
export function loadParameters(path: string): SavedParameters {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new InputError({ what: cause instanceof Error ? cause.message : "cannot be read", where: path }, { cause });
  }
  const saved = readSavedParameters(value);
  if (saved === null) {
    throw new InputError({
      what: "holds no parameters of an inference",
      where: path,
      expected: "parameters.json as infer --volunteers writes it",
      advice: "Leave --warm-start out: the inference then starts from the beginning.",
    });
  }
  return saved;
}
