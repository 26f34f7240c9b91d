import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import resolve from "@rollup/plugin-node-resolve";
import terser from "@rollup/plugin-terser";
import { buildSync } from "esbuild";
import esbuild from "rollup-plugin-esbuild";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
const catalogues = await readCatalogues();
const cogScript = buildCogScript();

/** The second script, which reads GeoTIFFs: most campaigns never load it. */
function buildCogScript() {
  const entryPoints = [new URL("src/cog/index.ts", import.meta.url).pathname];
  const { outputFiles } = buildSync({ entryPoints, bundle: true, write: false, format: "iife", target: "es2021", minify: true });
  return outputFiles[0].text;
}

/** The text of each catalogue's file. */
async function readCatalogues() {
  const source = new URL("src/i18n/catalogues.ts", import.meta.url).pathname;
  const { outputFiles } = buildSync({ entryPoints: [source], bundle: true, write: false, format: "esm" });
  const built = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
  return Object.fromEntries(Object.entries(built.catalogues).map(([language, texts]) => [language, JSON.stringify(built.textsOf(texts))]));
}

const digest = (text, algorithm, encoding) => createHash(algorithm).update(text).digest(encoding);
const mapped = (values, change) => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value, key)]));
const sha384 = (text) => `sha384-${digest(text, "sha384", "base64")}`;
const integrity = mapped(catalogues, (text) => `sha256-${digest(text, "sha256", "base64")}`);

/** Writes the catalogues, the second script and presenter.json beside the script: what strike-setup installs, and the hashes. */
const describe = {
  name: "describe",
  generateBundle(_, bundle) {
    const emit = (fileName, source) => this.emitFile({ type: "asset", fileName, source });
    const files = mapped(catalogues, (text, language) => ({
      file: `strike-tracker.${language}.json`,
      sha256: digest(text, "sha256", "hex"),
    }));
    for (const [language, { file }] of Object.entries(files)) emit(file, catalogues[language]);
    const cog = { file: "strike-tracker-cog.js", sha256: digest(cogScript, "sha256", "hex") };
    emit(cog.file, cogScript);
    for (const { type, fileName, code } of Object.values(bundle)) {
      if (type !== "chunk") continue;
      const hashes = { sha256: digest(code, "sha256", "hex"), integrity: sha384(code) };
      emit("presenter.json", `${JSON.stringify({ version, file: fileName, ...hashes, catalogues: files, cog }, null, 2)}\n`);
    }
  },
};

/**
 * Parts of OpenLayers that its map imports and this page never uses: drawing of vectors (the outline is an SVG), the
 * usual controls and interactions (the page names its own), drawing from one projection into another (a picture lies in its map's
 * plane) and fitting a view to a shape. They would be a quarter of the script.
 */
const left = {
  "../layer/BaseVector.js": "export default class {}",
  "../reproj/Image.js": 'export default function () { throw new Error("a picture lies in the plane of its map"); }',
  "./geom/Polygon.js": 'export function fromExtent() { throw new Error("name the view\'s centre and resolution"); }',
  "./control/defaults.js": 'export function defaults() { throw new Error("name the map\'s controls"); }',
  "./interaction/defaults.js": 'export function defaults() { throw new Error("name the map\'s interactions"); }',
};
const leaveOut = {
  name: "leave-out",
  resolveId: (source, importer) =>
    source in left && /\/ol\/(Map|View|renderer\/Composite|source\/Image)\.js$/.test(importer) ? `\0${source}` : null,
  load: (id) => left[id.slice(1)] ?? null,
};

export default {
  input: "src/index.ts",
  output: { file: "dist/strike-tracker.js", format: "iife", name: "StrikeTrackerPresenter" },
  plugins: [
    leaveOut,
    resolve({ browser: true, extensions: [".ts", ".js"] }),
    esbuild({
      target: "es2021",
      tsconfig: "tsconfig.json",
      include: /\.[jt]s$/,
      exclude: /node_modules\/(?!pybossa-client-ts)/,
      define: { CATALOGUE_INTEGRITY: JSON.stringify(integrity), COG_INTEGRITY: JSON.stringify(sha384(cogScript)) },
    }),
    terser({ ecma: 2021, format: { comments: false } }),
    describe,
  ],
};
