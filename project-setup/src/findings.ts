import { InputError } from "pybossa-client-ts/command";
import type { Finding } from "./buildings/index.ts";

/** Of those that say the same. */
const mostAlike = 3;
const mostKinds = 10;

/** Findings as lines for a person: of many that say the same the first few and how many there are, kind after kind. */
export function findingLines(findings: readonly Finding[]): string[] {
  const kinds = kindsOf(findings);
  const lines = kinds.slice(0, mostKinds).flatMap((alike) => {
    const shown = alike.slice(0, alike.length > mostAlike + 1 ? mostAlike : alike.length);
    const told = shown.map(({ where, message }) => `${where}: ${message}`);
    return alike.length > shown.length ? [...told, `… and ${alike.length - shown.length} more like these`] : told;
  });
  const rest = kinds.slice(mostKinds).reduce((sum, { length }) => sum + length, 0);
  return rest > 0 ? [...lines, `… and ${rest} others`] : lines;
}

/** The first faults as one error. */
export function errorList(errors: readonly Finding[], advice?: string): InputError {
  return new InputError({ what: findingLines(errors).join("\n"), ...(advice === undefined ? {} : { advice }) });
}

/** Alike are those that begin with the same three words; a word with a digit in it tells one building from another. */
function kindsOf(findings: readonly Finding[]): Finding[][] {
  const kinds = new Map<string, Finding[]>();
  for (const finding of findings) {
    const words = finding.message.split(/\s+/).filter((word) => !/\d/.test(word));
    const kind = words.slice(0, 3).join(" ");
    const alike = kinds.get(kind);
    if (alike) alike.push(finding);
    else kinds.set(kind, [finding]);
  }
  return [...kinds.values()];
}
