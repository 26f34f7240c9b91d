/** `npm run bench [-- <area>…]`: measures every figure, or those of some areas, prints them and renews docs/figures.md. */
import { benchAccuracy } from "./accuracy/index.ts";
import { benchApply } from "./apply.ts";
import { benchCapacity } from "./capacity.ts";
import { benchClient } from "./client.ts";
import { type Figure, table } from "./figure.ts";
import { benchInference } from "./inference.ts";
import { benchLaunch } from "./launch/index.ts";
import { writeSection } from "./page.ts";
import { benchPlan } from "./plan.ts";
import { benchPlatform } from "./platform.ts";
import { benchPresenter } from "./presenter.ts";
import { benchReading } from "./reading.ts";
import { benchServer } from "./server.ts";
import { benchSetup } from "./setup.ts";
import { benchSpeed } from "./speed.ts";
import { benchStart } from "./start.ts";

interface Area {
  title: string;
  /** The figures, with or without remarks that hold what was measured besides. */
  bench: () => Promise<Figure[] | { figures: Figure[]; remarks: string }>;
  remarks?: string;
}

const areas: Record<string, Area> = {
  start: { title: "The whole loop", bench: benchStart },
  server: { title: "The embedded server", bench: benchServer },
  capacity: { title: "What a volunteer costs", bench: benchCapacity },
  launch: { title: "Launch day", bench: benchLaunch },
  client: { title: "The client", bench: benchClient },
  presenter: { title: "The task presenter", bench: benchPresenter },
  setup: { title: "Project set-up", bench: benchSetup },
  apply: {
    title: "Project set-up: apply",
    bench: benchApply,
    remarks:
      "Requests are counted where they leave the command, polls of an import and the reading back included. On a server whose import takes longer than the simulated one, a poll comes every 15 s at most. pbs is installed from the Python package index into an environment that the bench makes.",
  },
  reading: { title: "Reading answers", bench: benchReading },
  speed: { title: "Inference: speed and memory", bench: benchSpeed },
  platform: { title: "The results as a web site", bench: benchPlatform },
  inference: { title: "Inference", bench: benchInference },
  accuracy: { title: "Inference: accuracy and calibration", bench: benchAccuracy },
  plan: { title: "Planning more answers", bench: benchPlan },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in areas));
if (unknown.length > 0) {
  process.stderr.write(`There is no area ${unknown.join(", ")}. There are: ${Object.keys(areas).join(", ")}.\n`);
  process.exit(2);
}

for (const [area, { title, bench, ...rest }] of Object.entries(areas)) {
  if (wanted.length > 0 && !wanted.includes(area)) continue;
  process.stderr.write(`${area}…\n`);
  const measured = await bench();
  const { figures, ...found } = Array.isArray(measured) ? { figures: measured } : measured;
  process.stdout.write(`${table(figures)}\n`);
  writeSection({ area, title, figures, ...rest, ...found }, Object.keys(areas));
}
