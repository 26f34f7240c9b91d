import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Dialect } from "pybossa-client-ts";
import { InputError } from "pybossa-client-ts/command";
import type { Campaign } from "pybossa-client-ts/strike-tracker";
import { isRecord, parseJson } from "../json.ts";

/** The task presenter as it was built: one self-contained script, and the words of each language other than English. */
export interface BuiltPresenter {
  script: string;
  /** By language. Each fits this script alone, which holds its hash. */
  catalogues: Readonly<Record<string, { text: string; sha256: string }>>;
  /** The second script, which reads GeoTIFFs. It fits this script alone, too. */
  cog: { text: string; sha256: string };
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

/** Reads dist/presenter.json, the script and the catalogues that it names. @throws InputError */
export function readPresenter(folder: string): BuiltPresenter {
  const path = join(folder, "presenter.json");
  const about = parseJson(path, readFileSync(path, "utf8"));
  if (!isRecord(about) || typeof about.integrity !== "string" || !isRecord(about.catalogues)) {
    throw new InputError({ what: "this file does not describe a built presenter", where: path, advice: "Run npm run build again." });
  }
  const script = readBuilt(folder, about);
  const catalogues = Object.entries(about.catalogues).map(([language, entry]) => [language, readBuilt(folder, entry)] as const);
  return {
    script: script.text,
    sha256: script.sha256,
    integrity: about.integrity,
    catalogues: Object.fromEntries(catalogues),
    cog: readBuilt(folder, about.cog),
  };
}

function readBuilt(folder: string, entry: unknown): { text: string; sha256: string } {
  if (isRecord(entry) && typeof entry.file === "string" && typeof entry.sha256 === "string") {
    const { file, sha256 } = entry;
    const text = readFileSync(join(folder, file), "utf8");
    if (createHash("sha256").update(text).digest("hex") === sha256) return { text, sha256 };
  }
  throw new InputError({
    what: "a file of the built presenter does not have the hash that presenter.json names",
    where: folder,
    advice: "Run npm run build again.",
  });
}

/** How the page gets its script and catalogues: from addresses, or written into the page. */
export interface PresenterPlace {
  script: { address: string; integrity: string } | { inline: string };
  /** An address with `{language}` in place of the language; or the texts by language. */
  catalogues: { address: string } | { inline: Readonly<Record<string, string>> };
  /** Address of the script that reads GeoTIFFs; absent where no frame needs it, or the server does not serve it. */
  cog?: string;
}

/** The HTML of a project's task presenter. No text of the campaign can end a script element. */
export function presenterPage(
  campaign: Campaign,
  project: { id: number; shortName: string; stateMaterial: number | null; dialect?: Dialect; allowEdits?: boolean },
  { script, catalogues, cog }: PresenterPlace,
): string {
  const record = safeJson(JSON.stringify(campaign));
  const state = project.stateMaterial === null ? "" : ` state-material="${project.stateMaterial}"`;
  // What the page cannot find out: bloomberg shows volunteers nothing of its projects.
  const bloomberg = project.dialect === "bloomberg" ? ` dialect="bloomberg"${project.allowEdits ? " allow-edits" : ""}` : "";
  const words = "address" in catalogues ? ` catalogues="${attribute(catalogues.address)}"` : "";
  const tiffs = cog === undefined ? "" : ` cog-script="${attribute(cog)}"`;
  const inlineWords = "inline" in catalogues ? Object.entries(catalogues.inline) : [];
  const element =
    "inline" in script
      ? `<script>${script.inline.replace(/<\/(script)/gi, "<\\/$1").replaceAll("<!--", "<\\!--")}</script>`
      : `<script src="${attribute(script.address)}" integrity="${attribute(script.integrity)}" crossorigin="anonymous"></script>`;
  return [
    `<script type="application/json" id="strike-tracker-campaign">${record}</script>`,
    `<strike-tracker project-id="${project.id}" short-name="${attribute(project.shortName)}"${state}${bloomberg}${words}${tiffs}></strike-tracker>`,
    ...inlineWords.map(
      ([language, text]) => `<script type="application/json" id="strike-tracker-catalogue-${language}">${safeJson(text)}</script>`,
    ),
    element,
    "",
  ].join("\n");
}

/** JSON that cannot end the script element around it. */
function safeJson(json: string): string {
  return json.replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

function attribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
