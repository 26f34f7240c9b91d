import resolve from "@rollup/plugin-node-resolve";
import terser from "@rollup/plugin-terser";
import esbuild from "rollup-plugin-esbuild";

/** The preview page's script: a plain one, since pages opened from the disk load no modules. */
export default {
  input: "src/preview/browser.ts",
  output: { file: "dist/preview.js", format: "iife" },
  plugins: [
    resolve({ browser: true, extensions: [".ts", ".js"] }),
    esbuild({
      target: "es2021",
      tsconfig: "tsconfig.json",
      include: /\.[jt]s$/,
      exclude: /node_modules\/(?!(pybossa-client-ts|strike-tracker-presenter))/,
    }),
    terser({ ecma: 2021, format: { comments: false } }),
  ],
};
