import { type Extract, verdicts } from "./answer.ts";
import { Column } from "./column.ts";

function emptyColumns() {
  return {
    run: new Column(Float64Array),
    task: new Column(Int32Array),
    identity: new Column(Int32Array),
    verdict: new Column(Uint8Array),
    first: new Column(Int32Array),
    last: new Column(Int32Array),
    start: new Column(Float64Array),
    dropped: new Column(Uint16Array),
    file: new Column(Uint16Array),
    offset: new Column(Float64Array),
    frame: new Column(Uint16Array),
    call: new Column(Uint8Array),
  };
}

/** Accepted answers in the order of reading, a few dozen bytes each. */
export interface HeldAnswers {
  readonly count: number;
  value(column: keyof ReturnType<typeof emptyColumns>, row: number): number;
  /** Where the statements of a row end in the columns `frame` and `call`; they begin at `start`. */
  end(row: number): number;
  file(row: number): string;
  identity(row: number): string;
  add(extract: Extract, task: number, file: string, offset: number): void;
}

export function holdAnswers(): HeldAnswers {
  const columns = emptyColumns();
  const identities = new Map<string, number>();
  const names: string[] = [];
  const files: string[] = [];
  const value: HeldAnswers["value"] = (column, row) => columns[column].at(row);
  return {
    get count() {
      return columns.run.length;
    },
    value,
    end: (row) => (row + 1 < columns.start.length ? columns.start.at(row + 1) : columns.frame.length),
    identity: (row) => names[value("identity", row)] ?? "",
    file: (row) => files[value("file", row)] ?? "",
    add(extract, task, file, offset) {
      let identity = identities.get(extract.identity);
      if (identity === undefined) {
        identity = identities.size;
        identities.set(extract.identity, identity);
        names.push(extract.identity);
      }
      let fileAt = files.lastIndexOf(file);
      if (fileAt < 0) fileAt = files.push(file) - 1;
      columns.run.push(extract.run);
      columns.task.push(task);
      columns.identity.push(identity);
      columns.verdict.push(verdicts.indexOf(extract.verdict));
      columns.first.push(extract.interval?.first ?? -1);
      columns.last.push(extract.interval?.last ?? -1);
      columns.start.push(columns.frame.length);
      columns.dropped.push(extract.dropped);
      columns.file.push(fileAt);
      columns.offset.push(offset);
      for (const frame of extract.frames) columns.frame.push(frame);
      for (const call of extract.calls) columns.call.push(call);
    },
  };
}
