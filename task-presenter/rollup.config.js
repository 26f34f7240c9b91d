import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import resolve from "@rollup/plugin-node-resolve";
import terser from "@rollup/plugin-terser";
import esbuild from "rollup-plugin-esbuild";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));

/** Writes presenter.json beside the script: what strike-setup installs, and its hashes. */
const describe = {
  name: "describe",
  generateBundle(_, bundle) {
    for (const { type, fileName, code } of Object.values(bundle)) {
      if (type !== "chunk") continue;
      const digest = (algorithm, encoding) => createHash(algorithm).update(code).digest(encoding);
      const record = { version, file: fileName, sha256: digest("sha256", "hex"), integrity: `sha384-${digest("sha384", "base64")}` };
      this.emitFile({ type: "asset", fileName: "presenter.json", source: `${JSON.stringify(record, null, 2)}\n` });
    }
  },
};

export default {
  input: "src/index.ts",
  output: { file: "dist/strike-tracker.js", format: "iife", name: "StrikeTrackerPresenter" },
  plugins: [
    resolve({ browser: true, extensions: [".ts", ".js"] }),
    esbuild({ target: "es2021", tsconfig: "tsconfig.json", include: /\.[jt]s$/, exclude: /node_modules\/(?!pybossa-client-ts)/ }),
    terser({ ecma: 2021, format: { comments: false } }),
    describe,
  ],
};
