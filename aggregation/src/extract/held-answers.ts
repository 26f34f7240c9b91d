import type { Extract } from "./extract.ts";

const bits = 16;
const size = 2 ** bits;
const mask = size - 1;

/** Memory that can be given back at once, rather than when it is collected: see `forget`. */
function room(bytes: number): ArrayBuffer {
  return new ArrayBuffer(bytes, { maxByteLength: bytes });
}

/** Rows of answers, each column a typed array. */
class Rows {
  run = new Float64Array(room(8 * size));
  /** Bytes from the beginning of the file. */
  offset = new Float64Array(room(8 * size));
  /** Row of the timelines. */
  task = new Int32Array(room(4 * size));
  identity = new Int32Array(room(4 * size));
  /** Where the statements begin. */
  start = new Int32Array(room(4 * size));
  verdict = new Uint8Array(room(size));
  first = new Int16Array(room(2 * size));
  last = new Int16Array(room(2 * size));
  seconds = new Uint16Array(room(2 * size));
}

type ColumnName = "run" | "offset" | "task" | "identity" | "start" | "verdict" | "first" | "last" | "seconds";

/** One column of all rows. */
export class HeldColumn {
  readonly #pieces: readonly (Float64Array | Int32Array | Int16Array | Uint16Array | Uint8Array)[];

  constructor(pieces: readonly (Float64Array | Int32Array | Int16Array | Uint16Array | Uint8Array)[]) {
    this.#pieces = pieces;
  }

  at(row: number): number {
    return this.#pieces[row >>> bits]?.[row & mask] ?? 0;
  }
}

/** Accepted answers in the order of reading: some fifty bytes each, in pieces, so that nothing is copied as they grow. */
export class HeldAnswers {
  #count = 0;
  #rows: Rows[] = [];
  #statements: Uint16Array<ArrayBuffer>[] = [];
  #statementCount = 0;
  /** How many judgements were dropped out of a row, where any were. */
  readonly dropped = new Map<number, number>();
  /** Each file, and the first row that was read from it. */
  readonly #files: { name: string; from: number }[] = [];

  get count(): number {
    return this.#count;
  }

  add(extract: Extract, task: number, identity: number, file: string, offset: number): void {
    const row = this.#count;
    if (this.#files.at(-1)?.name !== file) this.#files.push({ name: file, from: row });
    if (extract.dropped > 0) this.dropped.set(row, extract.dropped);
    if ((row & mask) === 0) this.#rows.push(new Rows());
    const rows = this.#rows[row >>> bits];
    if (rows === undefined) return;
    const at = row & mask;
    rows.run[at] = extract.run;
    rows.offset[at] = offset;
    rows.task[at] = task;
    rows.identity[at] = identity;
    rows.start[at] = this.#statementCount;
    rows.verdict[at] = extract.verdict;
    rows.first[at] = extract.first;
    rows.last[at] = extract.last;
    rows.seconds[at] = extract.seconds;
    for (let s = 0; s < extract.count; s++) this.#addStatement(extract.statements[s] ?? 0);
    this.#count += 1;
  }

  /** A column for reading; rows that are added later are not in it. */
  column(name: ColumnName): HeldColumn {
    return new HeldColumn(this.#rows.map((rows) => rows[name]));
  }

  at(name: ColumnName, row: number): number {
    return this.#rows[row >>> bits]?.[name][row & mask] ?? 0;
  }

  /** The statements, as `Extract` packs them; those of a row begin at `start`. */
  statements(): HeldColumn {
    return new HeldColumn(this.#statements);
  }

  get statementCount(): number {
    return this.#statementCount;
  }

  file(row: number): string {
    return this.#files.findLast(({ from }) => from <= row)?.name ?? "";
  }

  /** A column's values of some rows, in their order; the column is emptied. */
  take<A extends Float64Array | Int32Array | Int16Array | Uint16Array | Uint8Array>(column: ColumnName, kept: Int32Array, into: A): A {
    const held = this.column(column);
    for (let row = 0; row < kept.length; row++) into[row] = held.at(kept[row] ?? 0);
    this.forget(column);
    return into;
  }

  /** Gives a column's memory back; it is not to be read again. */
  forget(column: ColumnName): void {
    for (const rows of this.#rows) rows[column].buffer.resize(0);
  }

  forgetStatements(): void {
    for (const piece of this.#statements) piece.buffer.resize(0);
    this.#statements = [];
  }

  #addStatement(packed: number): void {
    const at = this.#statementCount;
    if ((at & mask) === 0) this.#statements.push(new Uint16Array(room(2 * size)));
    const piece = this.#statements[at >>> bits];
    if (piece !== undefined) piece[at & mask] = packed;
    this.#statementCount = at + 1;
  }
}
