import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findExports, readValues } from "../../../aggregation/src/read/exports.ts";
import { BrokenJsonError, visitRecords } from "../../../aggregation/src/read/json-records.ts";
import { zipOf } from "./zip.ts";

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function valuesIn(text: string, size: number, longest?: number): Promise<unknown[]> {
  const values: unknown[] = [];
  await visitRecords(
    inPieces(text, size),
    {
      text(value, offset) {
        expect(Buffer.from(text).subarray(offset).toString().startsWith(value)).toBe(true);
        values.push(JSON.parse(value));
      },
      tooLong: (offset) => values.push(`too long at ${offset}`),
    },
    longest,
  );
  return values;
}

describe("a stream of JSON", () => {
  it("gives the values of an array and of lines, however it is cut", async () => {
    const value = fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.constant(null), fc.integer(), fc.string());
    await fc.assert(
      fc.asyncProperty(fc.array(value, { maxLength: 6 }), fc.integer({ min: 1, max: 40 }), fc.boolean(), async (values, size, indented) => {
        const wanted: unknown = JSON.parse(JSON.stringify(values));
        expect(await valuesIn(JSON.stringify(values, null, indented ? 2 : 0), size)).toEqual(wanted);
        expect(await valuesIn(values.map((one) => `${JSON.stringify(one)}\n`).join(""), size)).toEqual(wanted);
      }),
      { numRuns: 150 },
    );
  });

  it.each(["", "  \n", "[]", " [ ] \n"])("may be empty: %j", async (text) => {
    expect(await valuesIn(text, 1)).toEqual([]);
  });

  it.each([
    ["cut off within a record", '[{"id":1},{"id":', 10],
    ["cut off between records", '[{"id":1},', 10],
    ["with more after the array", '[{"id":1}] {"id":2}', 11],
  ])("%s is refused", async (_, text, offset) => {
    await expect(valuesIn(text, 4)).rejects.toMatchObject({ name: "BrokenJsonError", offset });
    await expect(valuesIn(text, 4)).rejects.toBeInstanceOf(BrokenJsonError);
  });
});

describe("a record that is too long", () => {
  const long = { id: 2, note: "x".repeat(200_000) };

  it.each([1000, 70_000, 1_000_000])("is passed over, in pieces of %i bytes", async (size) => {
    const text = JSON.stringify([{ id: 1 }, long, { id: 3 }]);
    expect(await valuesIn(text, size, 100_000)).toEqual([{ id: 1 }, "too long at 10", { id: 3 }]);
    expect(await valuesIn(text, size, 300_000)).toEqual([{ id: 1 }, long, { id: 3 }]);
  });
});

describe("a folder of exports", () => {
  const folder = () => mkdtempSync(join(tmpdir(), "exports-"));
  const read = async (dir: string) => {
    const { files, skipped } = await findExports(dir);
    const found: [string, string, unknown[]][] = [];
    for (const file of files) {
      const values: unknown[] = [];
      await readValues(file, (value) => values.push(value));
      found.push([file.name, file.kind, values]);
    }
    return { found, skipped };
  };

  it("is read loose and in ZIPs, as arrays and as lines", async () => {
    const dir = folder();
    writeFileSync(join(dir, "a_task.json"), '[{"id":1}]');
    writeFileSync(join(dir, "b_task_run.json"), '{"id":2}\n{"id":3}\n');
    writeFileSync(join(dir, "7_c_task_run_json.zip"), zipOf("c_task_run.json", '[{"id":4}]'));
    writeFileSync(join(dir, "notes.json"), "not looked at");
    expect((await read(dir)).found).toEqual([
      ["a_task.json", "task", [{ id: 1 }]],
      ["b_task_run.json", "task_run", [{ id: 2 }, { id: 3 }]],
      ["7_c_task_run_json.zip/c_task_run.json", "task_run", [{ id: 4 }]],
    ]);
  });

  it("leaves out a ZIP's file that lies unpacked beside it", async () => {
    const dir = folder();
    writeFileSync(join(dir, "c_task_run.json"), '[{"id":4}]');
    writeFileSync(join(dir, "7_c_task_run_json.zip"), zipOf("c_task_run.json", '[{"id":4}]'));
    expect(await read(dir)).toEqual({
      found: [["c_task_run.json", "task_run", [{ id: 4 }]]],
      skipped: ["7_c_task_run_json.zip/c_task_run.json"],
    });
  });

  it("tells file and byte of what is broken", async () => {
    const dir = folder();
    writeFileSync(join(dir, "a_task.json"), '[{"id":1},{id:2}]');
    await expect(read(dir)).rejects.toThrow(/a_task\.json, byte 10: this is not JSON/);
    writeFileSync(join(dir, "b.zip"), "no zip");
    await expect(read(dir)).rejects.toMatchObject({ name: "InputError", status: 1 });
  });
});
