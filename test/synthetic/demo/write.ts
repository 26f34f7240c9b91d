/** `npm run demo`: writes the demonstration beside the built presenter: dist/demo.html and the chips in dist/demo/. */
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Campaign, TaskInfo } from "pybossa-client-ts/strike-tracker";
import { createWorld } from "../../world.ts";

const dist = fileURLToPath(new URL("../../../task-presenter/dist/", import.meta.url));
const practised = 5;

const json = (value: unknown) => JSON.stringify(value).replaceAll("<", "\\u003c");

/** @param out the folder of the built presenter */
export async function writeDemo(out: string, buildings = 17): Promise<{ tasks: number; chips: number }> {
  const folder = await mkdtemp(join(tmpdir(), "strike-tracker-demo-"));
  const world = await createWorld({ folder, buildings, redundancy: 1, id: "demo" });
  try {
    const answer = await fetch(`${world.server.endpoint}/api/task?all=1&limit=100&project_id=${world.projectId}`);
    const tasks = (await answer.json()) as { id: number; info: TaskInfo }[];
    const known = new Map(world.truth.map((truth) => [truth.taskId, truth.gap]));
    const dated = ({ id, info }: { id: number; info: TaskInfo }) => {
      const frames = info.frames.map((frame) => (typeof frame === "string" ? frame : frame.id));
      const gap = known.get(id) ?? 0;
      return { task: info, last_standing: frames[gap - 1] ?? null, first_destroyed: frames[gap] ?? null };
    };
    // Those that were destroyed in between teach most.
    const inBetween = (task: { id: number; info: TaskInfo }) => {
      const { last_standing, first_destroyed } = dated(task);
      return last_standing !== null && first_destroyed !== null ? 0 : 1;
    };
    const practice = [...tasks].sort((one, other) => inBetween(one) - inBetween(other)).slice(0, practised);
    const campaign: Campaign = { ...world.lock.campaign, languages: ["en", "ar", "es", "fr", "uk"], practice: practice.map(dated) };
    const rest = tasks.filter((task) => !practice.includes(task)).map(({ id, info }) => ({ id, info }));
    const source = fileURLToPath(new URL("device-server.ts", import.meta.url));
    const built = await build({ entryPoints: [source], bundle: true, write: false, minify: true, format: "iife" });
    const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Strike Tracker: demonstration</title>
<script type="application/json" id="demo-tasks">${json(rest)}</script>
<script type="application/json" id="strike-tracker-campaign">${json(campaign)}</script>
<script>${(built.outputFiles[0]?.text ?? "").replaceAll("</script", "<\\/script")}</script>
<strike-tracker project-id="1" short-name="demo" dialect="scifabric"></strike-tracker>
<script src="strike-tracker.js"></script>
</html>
`;
    const names = new Set(tasks.flatMap(({ info }) => info.chips?.names ?? []));
    const chips = (await readdir(join(folder, "town", "chips"))).filter((file) => names.has(file.replace(/\.\w+$/, "")));
    await rm(join(out, "demo"), { recursive: true, force: true });
    await mkdir(join(out, "demo"), { recursive: true });
    for (const file of chips) await copyFile(join(folder, "town", "chips", file), join(out, "demo", file));
    await writeFile(join(out, "demo.html"), page);
    return { tasks: rest.length, chips: chips.length };
  } finally {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { tasks, chips } = await writeDemo(dist);
  process.stdout.write(`${join(dist, "demo.html")}: ${tasks} buildings and ${practised} to practise on, ${chips} chips\n`);
}
