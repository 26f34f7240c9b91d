/** Where text goes: process.stdout and process.stderr, or a test's own. */
export interface Sink {
  write(text: string): unknown;
  isTTY?: boolean;
}

export interface OutputOptions {
  json: boolean;
  quiet: boolean;
  stdout: Sink;
  stderr: Sink;
}

/** What a command tells: results on stdout, everything else on stderr. */
export interface Output {
  /** A line for the person at the terminal; nothing with --quiet. */
  note(line: string): void;
  /** A warning; shown even with --quiet. */
  warn(line: string): void;
  /** Progress of long work, with what else is to be told of it (a rate): redrawn in place on a terminal, a line at each tenth elsewhere. */
  progress(what: string, done: number, total: number, detail?: string): void;
  /** The result, once: one JSON document with --json, else the text. */
  result(value: unknown, text: string): void;
}

/** Control characters, which could move a terminal's cursor or colour a forged line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Makes foreign text safe to print on a terminal. */
export function printable(text: string): string {
  return text.replace(controls, "\uFFFD");
}

/** Creates the output of one command. */
export function createOutput({ json, quiet, stdout, stderr }: OutputOptions): Output {
  let shown: string | null = null;
  let tenth = -1;
  const say = (line: string) => {
    if (shown !== null && stderr.isTTY) stderr.write("\r\u001b[K");
    shown = null;
    stderr.write(`${printable(line)}\n`);
  };
  return {
    note(line) {
      if (!quiet) say(line);
    },
    warn(line) {
      say(line);
    },
    progress(what, done, total, detail = "") {
      if (quiet) return;
      const share = total > 0 ? done / total : 1;
      const line = `${printable(what)}  ${done} of ${total}  (${Math.floor(share * 100)} %)${detail === "" ? "" : `  ${printable(detail)}`}`;
      if (stderr.isTTY) {
        stderr.write(`\r\u001b[K${line}`);
        shown = what;
        if (done >= total) {
          stderr.write("\n");
          shown = null;
        }
        return;
      }
      const now = Math.floor(share * 10);
      if (shown === what && now === tenth) return;
      shown = what;
      tenth = now;
      stderr.write(`${line}\n`);
    },
    result(value, text) {
      if (shown !== null && stderr.isTTY) stderr.write("\n");
      shown = null;
      stdout.write(json ? `${JSON.stringify(value)}\n` : text === "" ? "" : `${text}\n`);
    },
  };
}
