import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPybossaClient } from "pybossa-client-ts";
import { parseTaskInfo, taskFrames } from "pybossa-client-ts/strike-tracker";
import { apply, publish } from "strike-tracker-setup";
import { finished, hashesBelow, type KillCase, type KillRun } from "./kill-case.ts";
import { writeCampaign } from "./little-campaign.ts";
import { type KillServer, quietEffects } from "./setup-cases.ts";

/** The commands of strike-aggregate that write, on a project with three answers to each of eight buildings. */
export function aggregateCases(server: KillServer): KillCase[] {
  const access = { endpoint: server.endpoint, apiKey: server.keys.owner };
  const run = (args: string[]) => finished({ bin: "strike-aggregate", args, access });
  let shared: Promise<string> | undefined;
  /** One project for all that only read it, so that the same files are right each time. */
  const project = () => {
    shared ??= answered(server, "counted");
    return shared;
  };
  const fetched = async (folder: string, id: string) => {
    withSalt(folder);
    await run(["fetch", "--project", id, "--out", join(folder, "in")]);
    return join(folder, "in");
  };
  const inferred = async (folder: string, id: string) => {
    const from = await fetched(folder, id);
    await run(["infer", from, "--out", join(folder, "out")]);
    return join(folder, "out");
  };
  const hashes = (folder: string, leftOut?: RegExp) => () => Promise.resolve(hashesBelow(folder, leftOut));
  const of = (name: string, begin: (folder: string) => Promise<Omit<KillRun, "bin" | "access">>): KillCase => ({
    name: `aggregate-${name}`,
    begin: async (folder) => ({ bin: "strike-aggregate", access, ...(await begin(folder)) }),
  });
  return [
    of("fetch", async (folder) => {
      withSalt(folder);
      const args = ["fetch", "--project", await project(), "--out", join(folder, "in")];
      // The log tells when each page was asked for.
      return { args, outcome: hashes(join(folder, "in"), /^fetch-log\.ndjson$/) };
    }),
    of("infer", async (folder) => {
      const from = await fetched(folder, await project());
      return { args: ["infer", from, "--out", join(folder, "out")], outcome: hashes(join(folder, "out")) };
    }),
    of("report", async (folder) => {
      const out = await inferred(folder, await project());
      return { args: ["report", out, "--out", join(folder, "report"), "--privacy", "exact"], outcome: hashes(join(folder, "report")) };
    }),
    {
      name: "aggregate-push-results",
      async begin(folder, id) {
        const own = await answered(server, id);
        const out = await inferred(folder, own);
        const client = createPybossaClient({ endpoint: server.endpoint, apiKey: server.keys.owner ?? "" });
        return {
          bin: "strike-aggregate",
          access,
          args: ["push-results", out, "--privacy", "exact"],
          async outcome() {
            const found = await client.projects.byShortName(own);
            const results: string[] = [];
            if (found)
              for await (const page of client.results.pages(found.id))
                for (const { info } of page)
                  results.push(
                    JSON.stringify(info)
                      .replace(/b-[a-z0-9]{13}/g, "b")
                      .replace(/"task_id":\d+/, ""),
                  );
            return results.sort().join("\n").replaceAll(own, "ID");
          },
        };
      },
    },
  ];
}

/** Volunteers' pseudonyms are the same each time. */
function withSalt(folder: string): void {
  writeFileSync(join(folder, "in.salt"), `${"5a".repeat(32)}\n`, { mode: 0o600 });
}

/** Makes a published project with three volunteers' answers. @returns its short_name */
async function answered(server: KillServer, id: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "kills-answered-"));
  const path = writeCampaign(folder, id);
  const access = { endpoint: server.endpoint, apiKey: server.keys.owner };
  const { project_id } = await apply(path, access, quietEffects, { method: "post" });
  await publish(path, access, quietEffects);
  for (const name of ["vol1", "vol2", "vol3"]) {
    const client = createPybossaClient({ endpoint: server.endpoint, apiKey: server.keys[name] ?? "" });
    for (;;) {
      const offered = await client.newTask(project_id, { orderby: "priority_0", desc: true });
      const [task] = offered.kind === "tasks" ? offered.tasks : [];
      const info = parseTaskInfo(task?.info);
      if (!task || !info.ok) break;
      await client.taskRuns.create({ project_id, task_id: task.id, info: answer(info.value, id, `${name}-${task.id}`) });
    }
  }
  return id;
}

function answer(info: Parameters<typeof taskFrames>[0] & { building: string }, campaign: string, key: string): Record<string, unknown> {
  const [first = "", second = "", third = ""] = taskFrames(info).map(({ id }) => id);
  return {
    ...{
      schema: "strike-tracker/answer/1",
      id: `00000000-0000-4000-8000-${Buffer.from(key).toString("hex").padStart(12, "0").slice(-12)}`,
    },
    ...{ campaign, building: info.building, verdict: "destroyed", last_standing: second, first_destroyed: third },
    ...{ frames: { [first]: "standing", [second]: "standing", [third]: "destroyed" }, confidence: 3, note: null, mode: "guided", edits: 0 },
    ...{ practice: false, nudge: null, started_at: "2026-01-02T03:04:05Z", submitted_at: "2026-01-02T03:05:05Z", active_seconds: 20 },
    ...{ frame_seconds: null, manifest: null, chip_check: "not_verified", chips_differ: [], presenter: "1.0.0" },
    ...{ language: null, viewport: null, input: null },
  };
}
