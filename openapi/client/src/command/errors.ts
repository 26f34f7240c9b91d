/** What a fault says to the person who reads it. */
export interface FaultText {
  /** What is wrong. */
  what: string;
  /** File, line, feature or field; or the address. */
  where?: string;
  /** What was expected there. */
  expected?: string;
  /** What to do now. */
  advice?: string;
}

/** A fault with an exit status: 1 the input is wrong, 2 usage, 3 server or network. */
export class CommandError extends Error {
  override name = "CommandError";
  readonly status: 1 | 2 | 3;
  readonly text: FaultText;

  constructor(status: 1 | 2 | 3, text: FaultText, options?: { cause?: unknown }) {
    const short = shortened(text);
    super(sentence(short), options);
    this.status = status;
    this.text = short;
  }
}

/** The input or the check is wrong (exit status 1). */
export class InputError extends CommandError {
  override name = "InputError";

  constructor(text: FaultText, options?: { cause?: unknown }) {
    super(1, text, options);
  }
}

/** The command line is wrong (exit status 2). */
export class UsageError extends CommandError {
  override name = "UsageError";

  constructor(text: FaultText, options?: { cause?: unknown }) {
    super(2, text, options);
  }
}

/** Server or network: unreachable, not PYBOSSA, key refused, name taken (exit status 3). */
export class ServerError extends CommandError {
  override name = "ServerError";

  constructor(text: FaultText, options?: { cause?: unknown }) {
    super(3, text, options);
  }
}

/** Characters of a line: what is wrong must not be lost in a cell of a hundred megabytes. */
const longestLine = 600;

function shortened(text: FaultText): FaultText {
  const short: FaultText = { ...text, what: shortLines(text.what) };
  for (const part of ["where", "expected", "advice"] as const) {
    const lines = text[part];
    if (lines !== undefined) short[part] = shortLines(lines);
  }
  return short;
}

function shortLines(text: string): string {
  if (text.length <= longestLine) return text;
  const lines = text.split("\n", 50).map((line) => (line.length <= longestLine ? line : `${line.slice(0, 450)} … ${line.slice(-140)}`));
  return lines.join("\n").replace(/\p{Cs}/gu, "\uFFFD");
}

function sentence({ what, where, expected, advice }: FaultText): string {
  const head = where ? `${where}: ${what}` : what;
  return [head, expected ? `Expected: ${expected}` : "", advice ?? ""].filter((part) => part !== "").join("\n  ");
}
