import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

const judgements = ["standing", "destroyed", "obscured", "unclear"] as const;

export interface ExportSize {
  buildings: number;
  frames: number;
  /** Answers a building. */
  answers: number;
}

/** A campaign's files as PYBOSSA exports them: one array each, about 1 kB a task run. Made up, and always the same. */
export function writeExport(folder: string, { buildings, frames, answers }: ExportSize): { tasks: string; runs: string; bytes: number } {
  const ids = Array.from({ length: frames }, (_, k) => `f${String(k + 1).padStart(2, "0")}`);
  const tasks = join(folder, "made_up_task.json");
  const runs = join(folder, "made_up_task_run.json");
  const file = (path: string) => {
    const handle = openSync(path, "w");
    let held = "[";
    let begun = false;
    let bytes = 0;
    const write = (text: string) => {
      bytes += writeSync(handle, text);
    };
    return {
      add(record: unknown) {
        held += `${begun ? ", " : ""}${JSON.stringify(record)}`;
        begun = true;
        if (held.length > 2 ** 22) {
          write(held);
          held = "";
        }
      },
      close() {
        write(`${held}]`);
        closeSync(handle);
        return bytes;
      },
    };
  };
  const taskFile = file(tasks);
  for (let b = 0; b < buildings; b++) {
    taskFile.add({
      id: b + 1,
      project_id: 1,
      created: "2026-01-01T00:00:00.000000",
      state: "ongoing",
      n_answers: answers,
      quorum: 0,
      calibration: 0,
      priority_0: 0,
      fav_user_ids: null,
      info: { schema: "strike-tracker/task/1", campaign: "made-up", building: `b-${b}`, frames: ids },
    });
  }
  taskFile.close();
  const runFile = file(runs);
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const people = Math.ceil((buildings * answers) / 40);
  const begun = Date.UTC(2026, 0, 1);
  for (let n = 0; n < buildings * answers; n++) {
    const building = n % buildings;
    const gap = (building * 7) % (frames + 1);
    const time = new Date(begun + n * 700).toISOString();
    const person = Math.floor(people * random() ** 2);
    const seen = ids.filter((_, k) => k === 0 || k === frames - 1 || Math.abs(k - gap) < 2 || random() < 0.15);
    const judgement = (id: string) =>
      random() < 0.05 ? judgements[Math.floor(random() * 4)] : ids.indexOf(id) < gap ? "standing" : "destroyed";
    const hex = (digits: number) =>
      Array.from({ length: digits / 8 }, () =>
        Math.floor(random() * 2 ** 32)
          .toString(16)
          .padStart(8, "0"),
      ).join("");
    runFile.add({
      id: n + 1,
      created: time.slice(0, 23),
      project_id: 1,
      task_id: building + 1,
      user_id: person % 2 === 0 ? person + 1 : null,
      user_ip: person % 2 === 0 ? null : `10.${person >> 16}.${(person >> 8) & 255}.${person & 255}`,
      finish_time: time.slice(0, 23),
      timeout: null,
      calibration: null,
      external_uid: null,
      media_url: null,
      info: {
        schema: "strike-tracker/answer/1",
        id: `${hex(8)}-${hex(8).slice(0, 4)}-4${hex(8).slice(0, 3)}-8${hex(8).slice(0, 3)}-${hex(16).slice(0, 12)}`,
        campaign: "made-up",
        building: `b-${building}`,
        verdict: gap === 0 ? "already_destroyed" : gap === frames ? "still_standing" : "destroyed",
        last_standing: ids[gap - 1] ?? null,
        first_destroyed: ids[gap] ?? null,
        frames: Object.fromEntries(seen.map((id) => [id, judgement(id)])),
        confidence: 2,
        note: null,
        mode: "guided",
        edits: 1,
        practice: false,
        nudge: null,
        started_at: time,
        submitted_at: time,
        active_seconds: 41.5,
        frame_seconds: Object.fromEntries(seen.map((id, k) => [id, 2 + k])),
        manifest: `sha256:${hex(64)}`,
        chip_check: "ok",
        chips_differ: [],
        presenter: "1.0.0",
        language: "ar",
        viewport: "s",
        input: "touch",
      },
    });
  }
  return { tasks, runs, bytes: runFile.close() };
}
