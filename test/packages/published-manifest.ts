export interface SourceManifest {
  name: string;
  version: string;
  description: string;
  license: string;
  private?: boolean;
  sideEffects?: boolean | string[];
  exports: Record<string, string>;
  bin?: Record<string, string>;
  dependencies?: Record<string, string>;
}

export interface PublishedManifest extends Omit<SourceManifest, "private" | "exports"> {
  type: "module";
  engines: { node: string };
  files: string[];
  exports: Record<string, { types: string; default: string }>;
}

/**
 * A package's package.json as it is published: its exports are the compiled files, and tsx, which runs the sources, is not needed.
 * @param held names of the files and folders of the package
 */
export function publishedManifest(source: SourceManifest, engines: { node: string }, held: readonly string[]): PublishedManifest {
  const { private: _, exports, dependencies = {}, ...told } = source;
  const compiled = (path: string) => path.replace(/^\.\/src\//, "./lib/");
  return {
    ...told,
    type: "module",
    engines,
    files: ["bin", "browser", "dist", "docs", "lib"].filter((name) => held.includes(name)),
    exports: Object.fromEntries(
      Object.entries(exports).map(([name, path]) => [
        name,
        { types: compiled(path).replace(/\.ts$/, ".d.ts"), default: compiled(path).replace(/\.ts$/, ".js") },
      ]),
    ),
    dependencies: Object.fromEntries(Object.entries(dependencies).filter(([name]) => name !== "tsx")),
  };
}
