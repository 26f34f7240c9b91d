import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import commonjs from "@rollup/plugin-commonjs";
import resolve from "@rollup/plugin-node-resolve";
import terser from "@rollup/plugin-terser";
import esbuild from "rollup-plugin-esbuild";

const platform = fileURLToPath(new URL("src/report/platform/", import.meta.url));
const translations = readdirSync(`${platform}texts`).filter((name) => name !== "en.ts");

const plugins = [
  resolve({ browser: true, extensions: [".ts", ".js"] }),
  commonjs({ include: /interval-tree-1d|binary-search-bounds/ }),
  esbuild({
    target: "es2022",
    tsconfig: "tsconfig.json",
    include: /\.[jt]s$/,
    exclude: /node_modules\/(?!strike-tracker-presenter|pybossa-client-ts)/,
  }),
  terser({ ecma: 2020, format: { comments: false } }),
];

/** A catalogue as a classic script that hands itself over, loaded only for its language. */
function translation(name) {
  const language = name.replace(/\.ts$/, "");
  const entry = `\0texts-${language}`;
  return {
    input: entry,
    output: { file: `dist/report/texts/${language}.js`, format: "iife" },
    plugins: [
      {
        name: "translation",
        resolveId: (id) => (id === entry ? id : null),
        load: (id) =>
          id === entry
            ? `import { ${language} } from ${JSON.stringify(`${platform}texts/${name}`)}; strikeTrackerReport("texts-${language}", ${language});`
            : null,
      },
      ...plugins,
    ],
  };
}

export default [
  { input: `${platform}main.ts`, output: { file: "dist/report/platform.js", format: "iife" }, plugins },
  ...translations.map(translation),
  {
    input: fileURLToPath(new URL("src/review/desk/main.ts", import.meta.url)),
    output: { file: "dist/review/desk.js", format: "iife" },
    plugins,
  },
];
