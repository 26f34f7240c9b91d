import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** What each package may import of ours. */
const allowed: Record<string, (specifier: string, file: string) => boolean> = {
  "openapi/client": () => false,
  "openapi/server": (specifier) => client(specifier),
  "task-presenter": (specifier) => client(specifier),
  "project-setup": (specifier, file) =>
    client(specifier) || (/\/(preview)\//.test(file) && specifier === "strike-tracker-presenter/compare"),
  aggregation: (specifier, file) =>
    client(specifier) || (/\/(report|review)\//.test(file) && specifier === "strike-tracker-presenter/compare"),
};

const ours = ["pybossa-client-ts", "pybossa-embedded", "strike-tracker-presenter", "strike-tracker-setup", "strike-tracker-aggregation"];

function client(specifier: string): boolean {
  return specifier === "pybossa-client-ts" || specifier.startsWith("pybossa-client-ts/");
}

function isOurs(specifier: string): boolean {
  return ours.some((name) => specifier === name || specifier.startsWith(`${name}/`));
}

/** The code files below a folder, generated ones left out. */
function codeFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|js)$/.test(file) && !file.includes(`generated${sep}`))
    .map((file) => join(root, folder, file));
}

interface Import {
  file: string;
  specifier: string;
}

function importsOf(folder: string): Import[] {
  return codeFiles(join(folder, "src")).flatMap((file) => {
    const text = readFileSync(file, "utf8");
    const found = text.matchAll(/(?:^|[\s;])(?:import|export)\b[^;"'`]*?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/g);
    return [...found].map((match) => ({ file: relative(root, file), specifier: match[1] ?? match[2] ?? "" }));
  });
}

describe("imports between the packages", () => {
  for (const [folder, may] of Object.entries(allowed)) {
    const imports = importsOf(folder);

    it(`${folder} is read`, () => {
      expect(imports.length).toBeGreaterThan(0);
    });

    it(`${folder} imports of ours only what it may`, () => {
      const wrong = imports.filter(({ file, specifier }) => isOurs(specifier) && !may(specifier, `/${file}`));
      expect(wrong).toEqual([]);
    });

    it(`${folder} reaches into no other package by a path`, () => {
      const outside = imports.filter(({ file, specifier }) => {
        if (!specifier.startsWith(".")) return false;
        return relative(folder, join(dirname(file), specifier)).startsWith("..");
      });
      expect(outside).toEqual([]);
    });
  }
});

describe("pure modules", () => {
  it("the presenter's session, the extraction and the inference do no I/O", () => {
    const pure = ["task-presenter/src/session/", "aggregation/src/extract/", "aggregation/src/infer/"];
    const all = [...importsOf("task-presenter"), ...importsOf("aggregation")];
    const wrong = all.filter(({ file, specifier }) => pure.some((folder) => file.startsWith(folder)) && specifier.startsWith("node:"));
    expect(wrong).toEqual([]);
  });

  it("take chance and the clock as arguments", () => {
    const files = ["task-presenter/src/session", "aggregation/src/extract", "aggregation/src/infer"].flatMap(codeFiles);
    expect(files.length).toBeGreaterThan(0);
    const wrong = files.filter((file) => /\b(Math\.random|Date\.now)\(|new Date\(\)/.test(readFileSync(file, "utf8")));
    expect(wrong.map((file) => relative(root, file))).toEqual([]);
  });
});
