import { InputError } from "pybossa-client-ts/command";
import { readSavedParameters, type SavedParameters } from "../infer/index.ts";
import { readInputText } from "./input-text.ts";

/**
 * Reads parameters.json, as an earlier inference wrote it.
 * @throws InputError where it is something else
 */
export function loadParameters(path: string): SavedParameters {
  const expected = "parameters.json as infer --volunteers writes it";
  const advice = "Leave --warm-start out: the inference then starts from the beginning.";
  const text = readInputText(path, expected);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new InputError({ what: "is not JSON", where: path, expected, advice }, { cause });
  }
  const saved = readSavedParameters(value);
  if (saved === null) {
    throw new InputError({
      what: "holds no parameters of an inference",
      where: path,
      expected,
      advice,
    });
  }
  return saved;
}
