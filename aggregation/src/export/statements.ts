import { ByteWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";
import { type Answers, calls, verdicts } from "../extract/index.ts";

const rowsOfGroup = 100_000;

/**
 * statements.parquet: one row a judgement of an answer that is used, by task, task run and time of the frame, for tools that
 * take (task, worker, label). Written group by group, so that millions of rows are not held as objects.
 * @param volunteerOf the pseudonym of a volunteer by its number
 * @param heard 1 where the guard lets an answer count
 */
export function statementsParquet(answers: Answers, heard: Uint8Array, volunteerOf: (volunteer: number) => string): Uint8Array {
  const writer = new ByteWriter();
  const group = (from: number, to: number) => columnsOf(answers, heard, volunteerOf, from, to);
  const parquet = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({ columnData: group(0, 0) }),
    createdBy: "strike-aggregate",
  });
  for (let from = 0; from < answers.count; ) {
    let to = from + 1;
    while (to < answers.count && (answers.start[to + 1] ?? 0) - (answers.start[from] ?? 0) <= rowsOfGroup) to += 1;
    // Into memory: it is done when it returns.
    void parquet.write({ columnData: group(from, to), rowGroupSize: Number.MAX_SAFE_INTEGER });
    from = to;
  }
  void parquet.finish();
  return writer.getBytes();
}

/** The statements of the answers `from` to `to`. */
function columnsOf(answers: Answers, heard: Uint8Array, volunteerOf: (volunteer: number) => string, from: number, to: number) {
  const start = answers.start[from] ?? 0;
  const rows = (answers.start[to] ?? start) - start;
  const taskId = new Int32Array(rows);
  const taskRun = new BigInt64Array(rows);
  const [building, volunteer, verdict, frame, judgement]: string[][] = Array.from({ length: 5 }, () => []);
  const counts: boolean[] = [];
  const dates: (Date | null)[] = [];
  let row = 0;
  for (let a = from; a < to; a++) {
    const timeline = answers.timelines[answers.task[a] ?? 0];
    const name = volunteerOf(answers.volunteer[a] ?? 0);
    const said = verdicts[answers.verdict[a] ?? 0] ?? "";
    for (let s = answers.start[a] ?? 0; s < (answers.start[a + 1] ?? 0); s++) {
      const judged = timeline?.frames[answers.frame[s] ?? 0];
      taskId[row] = timeline?.taskId ?? 0;
      taskRun[row] = BigInt(answers.run[a] ?? 0);
      row += 1;
      building?.push(timeline?.building ?? "");
      volunteer?.push(name);
      verdict?.push(said);
      counts.push(heard[a] === 1);
      frame?.push(judged?.id ?? "");
      dates.push(judged === undefined || Number.isNaN(judged.start) ? null : new Date(judged.start));
      judgement?.push(calls[answers.call[s] ?? 0] ?? "");
    }
  }
  return [
    { name: "task_id", type: "INT32" as const, data: taskId },
    { name: "building", type: "STRING" as const, data: building ?? [] },
    { name: "task_run", type: "INT64" as const, data: taskRun },
    { name: "volunteer", type: "STRING" as const, data: volunteer ?? [] },
    { name: "heard", type: "BOOLEAN" as const, data: counts },
    { name: "verdict", type: "STRING" as const, data: verdict ?? [] },
    { name: "frame", type: "STRING" as const, data: frame ?? [] },
    { name: "frame_start", type: "TIMESTAMP" as const, nullable: true, data: dates },
    { name: "judgement", type: "STRING" as const, data: judgement ?? [] },
  ];
}
