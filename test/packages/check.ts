/** `npm run check:packages`: stages the packages and has publint look at each as it would be published. Ends with 1 where it finds something. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { stagePackages } from "./stage.ts";

const target = mkdtempSync(join(tmpdir(), "strike-tracker-packages-"));
try {
  for (const folder of stagePackages(target)) {
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { name: string; version: string };
    const { messages } = await publint({ pkgDir: folder, strict: true, pack: "npm" });
    const found = messages.map((message) => formatMessage(message, manifest, { color: false }) ?? message.code);
    process.stdout.write(
      `${manifest.name} ${manifest.version}: ${found.length === 0 ? "publint finds nothing" : `\n  ${found.join("\n  ")}`}\n`,
    );
    if (found.length > 0) process.exitCode = 1;
  }
} finally {
  rmSync(target, { recursive: true, force: true });
}
