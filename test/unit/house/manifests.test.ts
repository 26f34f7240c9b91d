import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { publishedManifest, type SourceManifest } from "../../packages/published-manifest.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

interface Manifest {
  name: string;
  version: string;
  private?: boolean;
  workspaces?: string[];
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  exports?: Record<string, string>;
  bin?: Record<string, string>;
}

interface LockEntry {
  resolved?: string;
  integrity?: string;
  link?: boolean;
  optionalDependencies?: Record<string, string>;
}

const read = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8")) as unknown;
const main = read("package.json") as Manifest;
const folders = main.workspaces ?? [];
const manifests = folders.map((folder) => ({ folder, manifest: read(`${folder}/package.json`) as Manifest }));

describe("package.json files", () => {
  it("are five packages", () => {
    expect(manifests.map(({ manifest }) => manifest.name)).toEqual([
      "pybossa-client-ts",
      "pybossa-embedded",
      "strike-tracker-presenter",
      "strike-tracker-setup",
      "strike-tracker-aggregation",
    ]);
  });

  it.each([{ folder: ".", manifest: main }, ...manifests])("$folder pins exact versions", ({ manifest }) => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies };
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it.each(manifests)("$folder exports and runs files that exist", ({ folder, manifest }) => {
    const paths = [...Object.values(manifest.exports ?? {}), ...Object.values(manifest.bin ?? {})];
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !existsSync(join(root, folder, path)))).toEqual([]);
  });

  it("bear one version, which the changes and the citation name", () => {
    expect(new Set([main, ...manifests.map(({ manifest }) => manifest)].map(({ version }) => version))).toEqual(new Set([main.version]));
    const own = new Set(manifests.map(({ manifest }) => manifest.name));
    for (const { manifest } of manifests) {
      const among = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(([name]) => own.has(name));
      expect(among.filter(([, version]) => version !== main.version)).toEqual([]);
    }
    expect(readFileSync(join(root, "docs/CITATION.cff"), "utf8")).toContain(`\nversion: ${main.version}\n`);
    expect(readFileSync(join(root, "docs/changelog.md"), "utf8")).toContain(`\n## ${main.version}`);
  });

  it.each(manifests)("$folder is published compiled, with a licence and a description, and never from here", ({ folder, manifest }) => {
    expect(manifest.private).toBe(true);
    const published = publishedManifest(manifest as SourceManifest, { node: ">=20.19" }, ["bin", "dist", "lib", "package.json"]);
    expect(published).toMatchObject({ license: "Apache-2.0", type: "module", version: main.version });
    expect(published).not.toHaveProperty("private");
    expect(Object.keys(published.dependencies ?? {})).not.toContain("tsx");
    expect(JSON.stringify(published.exports)).not.toMatch(/src|[^d]\.ts"/);
    expect(Object.values(published.exports).every(({ types, default: file }) => types.startsWith("./lib/") && file.endsWith(".js"))).toBe(
      true,
    );
    expect(existsSync(join(root, folder, "README.md"))).toBe(true);
  });

  it("the client depends on openapi-fetch alone", () => {
    expect(Object.keys(manifests[0]?.manifest.dependencies ?? {})).toEqual(["openapi-fetch"]);
  });
});

describe("the lock file", () => {
  const lock = read("package-lock.json") as { packages: Record<string, LockEntry> };

  it("names no registry", () => {
    const addressed = Object.entries(lock.packages).filter(([, entry]) => entry.resolved && /^https?:/.test(entry.resolved));
    expect(addressed.map(([path]) => path)).toEqual([]);
  });

  it("holds each platform's build of every package, without which npm ci stops", () => {
    const held = new Set(Object.keys(lock.packages).map((path) => path.split("node_modules/").at(-1)));
    const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {})
        .filter((name) => !held.has(name))
        .map((name) => `${path}: ${name}`),
    );
    expect(missing).toEqual([]);
  });
});
