/** `npm run bench`: measures every figure in one run, prints them and writes docs/figures.md. */
import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeFileAtomic } from "pybossa-client-ts/command";
import { benchCheck } from "./check.ts";
import { type Figure, table } from "./figure.ts";
import { benchInference } from "./inference.ts";
import { benchPresenter } from "./presenter.ts";
import { benchServer } from "./server.ts";
import { benchStart } from "./start.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

const benches: Record<string, () => Promise<Figure[]>> = {
  presenter: benchPresenter,
  server: benchServer,
  check: benchCheck,
  inference: benchInference,
  start: benchStart,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(", ")}. There are: ${Object.keys(benches).join(", ")}.\n`);
  process.exit(2);
}

const figures: Figure[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stderr.write(`${name}…\n`);
  figures.push(...(await bench()));
}
process.stdout.write(`${table(figures)}\n`);

if (wanted.length === 0) {
  const processor = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const machine = `${processor.length} cores (${processor[0]?.model.trim() ?? "unknown"}), ${memory} GiB, Node ${process.versions.node}, ${operatingSystem()}`;
  const page = `# Figures

Each figure is measured by \`npm run bench\`, which writes this page: all of it in one run. A ratio of 1 is at the limit, below is better.

- Date: ${new Date().toISOString().slice(0, 10)}
- Machine: ${machine}

${table(figures)}
`;
  writeFileAtomic(join(root, "docs", "figures.md"), page);
}

function operatingSystem(): string {
  try {
    return /PRETTY_NAME="([^"]+)"/.exec(readFileSync("/etc/os-release", "utf8"))?.[1] ?? process.platform;
  } catch {
    return process.platform;
  }
}
