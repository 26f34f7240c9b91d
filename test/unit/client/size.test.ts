import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import terser from "@rollup/plugin-terser";
import { rollup } from "rollup";
import esbuild from "rollup-plugin-esbuild";
import { describe, expect, it } from "vitest";

/** Bytes, compressed, of what a bundler makes of an entry: what a page loads with it, and the parts loaded on demand too. */
async function weigh(entry: string): Promise<{ first: number; all: number }> {
  const input = fileURLToPath(new URL(`../../../openapi/client/src/${entry}.ts`, import.meta.url));
  const bundle = await rollup({ input, plugins: [nodeResolve(), esbuild({ target: "es2022" }), terser({ module: true })] });
  const { output } = await bundle.generate({ format: "es" });
  await bundle.close();
  const chunks = output.filter((part) => part.type === "chunk");
  const needed = new Set<string>();
  const need = (name: string): void => {
    if (needed.has(name)) return;
    needed.add(name);
    for (const next of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) need(next);
  };
  need(chunks.find(({ isEntry }) => isEntry)?.fileName ?? "");
  const sum = (names: string[]) =>
    chunks.reduce((total, { fileName, code }) => total + (names.includes(fileName) ? gzipSync(code, { level: 9 }).length : 0), 0);
  return { first: sum([...needed]), all: sum(chunks.map(({ fileName }) => fileName)) };
}

describe("openapi-fetch included, compressed, at most 8 kB are loaded with", () => {
  it.each([["index"], ["page"]])("%s", async (entry) => {
    const { first, all } = await weigh(entry);
    expect(first).toBeGreaterThan(4000);
    expect(first).toBeLessThanOrEqual(8000);
    // What is loaded on demand (form pages, uploads) is no hiding place.
    expect(all).toBeLessThanOrEqual(11_000);
  });
});
