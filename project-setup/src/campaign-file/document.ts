import { InputError } from "pybossa-client-ts/command";
import { type Document, isNode, isScalar, LineCounter, type ParsedNode, parseDocument, visit } from "yaml";

/** A YAML or JSON file that knows on which line each of its values stands. */
export interface TextDocument {
  path: string;
  value: unknown;
  /** The 1-based line of the value at the path of keys, or of the nearest parent that exists. */
  lineOf(keys: readonly (string | number)[]): number;
}

/** Characters: the parsed text takes up to five hundred times as much memory. */
const largestText = 2_000_000;

/**
 * Parses YAML 1.2 or JSON. Dates stay text.
 * @throws InputError with the line of the first fault
 */
export function parseTextDocument(path: string, text: string): TextDocument {
  if (text.length > largestText) {
    throw new InputError({
      what: `this text holds more than ${largestText / 1e6} MB`,
      where: path,
      expected: "a file that somebody wrote, or a list of frames",
    });
  }
  const lines = new LineCounter();
  // The parser's own search for keys that stand twice compares each key with all others of its map.
  const document = parseDocument(text.replace(/^\uFEFF/, ""), { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const again = document.errors.length === 0 ? repeatedKey(document) : null;
  if (again !== null) {
    const { line, col } = lines.linePos(again.at);
    throw new InputError({
      what: `this is not valid YAML: the key ${again.key.slice(0, 80)} stands here a second time`,
      where: `${path}, line ${line}, column ${col}`,
      advice: "Keep one of the two.",
    });
  }
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault) {
    const { line, col } = lines.linePos(fault.pos[0]);
    throw new InputError({
      what: `this is not valid YAML: ${firstLine(fault.message)}`,
      where: `${path}, line ${line}, column ${col}`,
      advice: "Look at this line and the one before it: indentation, a missing quote, a tab or a missing colon.",
    });
  }
  return { path, value: plainValue(document, path), lineOf: (keys) => lineOf(document, lines, keys) };
}

/** The first key that stands twice in its map. */
function repeatedKey(document: Document<ParsedNode, true>): { key: string; at: number } | null {
  let found: { key: string; at: number } | null = null;
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          found = { key: String(key.value), at: key.range?.[0] ?? 0 };
          return visit.BREAK;
        }
        seen.add(key.value);
      }
      return undefined;
    },
  });
  return found;
}

function plainValue(document: Document<ParsedNode, true>, path: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  } catch (cause) {
    throw new InputError(
      { what: "this YAML file repeats itself by aliases too often", where: path, advice: "Write the values out." },
      { cause },
    );
  }
}

function lineOf(document: Document<ParsedNode, true>, lines: LineCounter, keys: readonly (string | number)[]): number {
  for (let depth = keys.length; depth >= 0; depth--) {
    const node: unknown = depth === 0 ? document.contents : document.getIn(keys.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}
