/** Something that reads what others wrote. */
export interface Parser {
  name: string;
  /** Sound and hostile inputs to start from. */
  seeds: () => Uint8Array[];
  /**
   * Reads one input. A right result and a typed error are both well.
   * @param folder for its files; its own, and empty at first
   * @throws whatever the product throws
   */
  read: (input: Uint8Array, folder: string) => unknown;
  /** Whether a person would be told clearly what is wrong; else it is a crash. */
  isClear: (error: unknown) => boolean;
  /** Pieces that mean something to this parser. */
  words?: readonly string[];
}

export const bytesOf = (value: unknown): Uint8Array =>
  value instanceof Uint8Array ? value : Buffer.from(typeof value === "string" ? value : JSON.stringify(value));

export const textOf = (input: Uint8Array): string => new TextDecoder().decode(input);

/** JSON as its value; what is no JSON is a text. */
export function jsonOf(input: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(input)) as unknown;
  } catch {
    return textOf(input);
  }
}
