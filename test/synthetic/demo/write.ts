/** `npm run demo`: writes the demonstration beside the built presenter: dist/demo.html and the chips in dist/demo/. */
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Campaign, TaskInfo } from "pybossa-client-ts/strike-tracker";
import { createWorld } from "../../world.ts";

const dist = fileURLToPath(new URL("../../../task-presenter/dist/", import.meta.url));

const json = (value: unknown) => JSON.stringify(value).replaceAll("<", "\\u003c");

/** @param out the folder of the built presenter */
export async function writeDemo(out: string, buildings = 12): Promise<{ tasks: number; practice: number; chips: number }> {
  const folder = await mkdtemp(join(tmpdir(), "strike-tracker-demo-"));
  const world = await createWorld({ folder, buildings, redundancy: 1, id: "demo" });
  try {
    const answer = await fetch(`${world.server.endpoint}/api/task?all=1&limit=100&project_id=${world.projectId}`);
    const tasks = (await answer.json()) as { id: number; info: TaskInfo }[];
    // The examples lie beside the chips; where the page lies is known when it is opened.
    const { chips_base, definition, practice, ...campaign } = world.lock.campaign;
    const own = (address: string) => `https://demo.invalid/${address.split("/").at(-1)}`;
    const examples = definition.examples.map((pair) => ({ ...pair, before: own(pair.before), after: own(pair.after) }));
    const shown: Campaign = { ...campaign, chips_base, definition: { ...definition, examples }, practice };
    const rest = tasks.map(({ id, info }) => ({ id, info }));
    const source = fileURLToPath(new URL("device-server.ts", import.meta.url));
    const built = await build({ entryPoints: [source], bundle: true, write: false, minify: true, format: "iife" });
    const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Strike Tracker: demonstration</title>
<script type="application/json" id="demo-tasks">${json(rest)}</script>
<script type="application/json" id="strike-tracker-campaign">${json(shown)}</script>
<script>${(built.outputFiles[0]?.text ?? "").replaceAll("</script", "<\\/script")}</script>
<strike-tracker project-id="1" short-name="demo" dialect="scifabric"></strike-tracker>
<script src="strike-tracker.js"></script>
</html>
`;
    const names = new Set(
      [...rest.map(({ info }) => info), ...practice.map(({ task }) => task)].flatMap(({ chips }) => chips?.names ?? []),
    );
    const chips = (await readdir(join(folder, "town", "chips"))).filter(
      (file) => file.startsWith("example-") || names.has(file.replace(/\.\w+$/, "")),
    );
    await rm(join(out, "demo"), { recursive: true, force: true });
    await mkdir(join(out, "demo"), { recursive: true });
    for (const file of chips) await copyFile(join(folder, "town", "chips", file), join(out, "demo", file));
    await writeFile(join(out, "demo.html"), page);
    return { tasks: rest.length, practice: practice.length, chips: chips.length };
  } finally {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { tasks, practice, chips } = await writeDemo(dist);
  process.stdout.write(`${join(dist, "demo.html")}: ${tasks} buildings and ${practice} to practise on, ${chips} chips\n`);
}
