import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { InputError } from "pybossa-client-ts/command";
import type { Campaign } from "pybossa-client-ts/strike-tracker";
import { isRecord, parseJson } from "../json.ts";

/** The task presenter as it was built: one self-contained script. */
export interface BuiltPresenter {
  script: string;
  /** Hex. */
  sha256: string;
  /** For the script element: sha384-… */
  integrity: string;
}

/** Finds the folder of the built presenter in the nearest node_modules. @throws InputError where there is none */
export function presenterFolder(from = dirname(fileURLToPath(import.meta.url))): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", "strike-tracker-presenter", "dist");
    if (existsSync(join(candidate, "presenter.json"))) return candidate;
    if (dirname(folder) === folder) break;
  }
  throw new InputError({ what: "the task presenter is not built", advice: "Run npm run build, then this command again." });
}

/** Reads dist/presenter.json and the script that it names. @throws InputError */
export function readPresenter(folder: string): BuiltPresenter {
  const path = join(folder, "presenter.json");
  const about = parseJson(path, readFileSync(path, "utf8"));
  if (!isRecord(about) || typeof about.file !== "string" || typeof about.sha256 !== "string" || typeof about.integrity !== "string") {
    throw new InputError({ what: "this file does not describe a built presenter", where: path, advice: "Run npm run build again." });
  }
  const script = readFileSync(join(folder, about.file), "utf8");
  if (createHash("sha256").update(script).digest("hex") !== about.sha256) {
    throw new InputError({
      what: "the built presenter does not have the hash that presenter.json names",
      where: folder,
      advice: "Run npm run build again.",
    });
  }
  return { script, sha256: about.sha256, integrity: about.integrity };
}

/** How the page gets its script: from an address, or written into the page. */
export type ScriptPlace = { address: string; integrity: string } | { inline: string };

/** The HTML of a project's task presenter. No text of the campaign can end its script element. */
export function presenterPage(
  campaign: Campaign,
  project: { id: number; shortName: string; stateMaterial: number | null },
  script: ScriptPlace,
): string {
  const record = JSON.stringify(campaign).replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
  const state = project.stateMaterial === null ? "" : ` state-material="${project.stateMaterial}"`;
  const element =
    "inline" in script
      ? `<script>${script.inline.replace(/<\/(script)/gi, "<\\/$1").replaceAll("<!--", "<\\!--")}</script>`
      : `<script src="${attribute(script.address)}" integrity="${attribute(script.integrity)}" crossorigin="anonymous"></script>`;
  return [
    `<script type="application/json" id="strike-tracker-campaign">${record}</script>`,
    `<strike-tracker project-id="${project.id}" short-name="${attribute(project.shortName)}"${state}></strike-tracker>`,
    element,
    "",
  ].join("\n");
}

function attribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
