import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeFileAtomic } from "pybossa-client-ts/command";
import { type Figure, table } from "./figure.ts";

const page = join(fileURLToPath(new URL("../..", import.meta.url)), "docs", "figures.md");

const introduction = `# Figures

\`npm run bench\` measures every figure and writes this page; \`npm run bench -- <area>\` measures one area and renews its part.
A ratio of 1 is at the limit, below is better.
`;

/** One area's part of the page: how, when and where it was measured. */
export interface Section {
  area: string;
  title: string;
  figures: readonly Figure[];
  /** Markdown below the table: why a figure is not met, what else a reader must know. */
  remarks?: string;
}

/** Renews one area's part of docs/figures.md, and keeps the others; parts stand in the order of `areas`. */
export function writeSection(section: Section, areas: readonly string[]): void {
  const parts = new Map(sectionsOf(readFileSync(page, "utf8")));
  parts.set(section.area, sectionText(section));
  const kept = areas.flatMap((area) => parts.get(area) ?? []);
  writeFileAtomic(page, `${[introduction.trim(), ...kept].join("\n\n")}\n`);
}

function sectionText({ area, title, figures, remarks }: Section): string {
  const measured = `\`npm run bench -- ${area}\`, ${new Date().toISOString().slice(0, 10)}, ${machine()}`;
  return [`## ${title}`, measured, table(figures), ...(remarks ? [remarks.trim()] : [])].join("\n\n");
}

/** The page's parts by area, which each part names in its command. */
function sectionsOf(text: string): [string, string][] {
  return text
    .split(/^(?=## )/m)
    .slice(1)
    .flatMap((part) => {
      const area = /`npm run bench -- (\S+)`/.exec(part)?.[1];
      return area === undefined ? [] : [[area, part.trim()] as [string, string]];
    });
}

function machine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${processors.length} cores (${processors[0]?.model.trim() ?? "unknown"}), ${memory} GiB, Node ${process.versions.node}, ${operatingSystem()}`;
}

function operatingSystem(): string {
  try {
    return /PRETTY_NAME="([^"]+)"/.exec(readFileSync("/etc/os-release", "utf8"))?.[1] ?? process.platform;
  } catch {
    return process.platform;
  }
}
