import { readFileSync } from "node:fs";
import { InputError } from "pybossa-client-ts/command";

/**
 * Reads a text file that the caller named.
 * @param expected what the file should be, for the message
 * @throws InputError where there is none, or it cannot be read
 */
export function readInputText(path: string, expected: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    const what = code === "ENOENT" ? "no such file" : code === "EISDIR" ? "is a folder" : `cannot be read (${String(code)})`;
    throw new InputError({ what, where: path, expected, advice: "Check the path and its spelling." }, { cause });
  }
}
