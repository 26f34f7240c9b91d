import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { InputError } from "pybossa-client-ts/command";
import { parseTextDocument } from "./document.ts";
import { type CampaignFault, campaignFaults } from "./faults.ts";
import type { CampaignFile } from "./settings.ts";

/** A campaign file that holds to its schema, and where it lies. */
export interface OpenedCampaign {
  path: string;
  /** The folder from which the file's relative paths start. */
  folder: string;
  file: CampaignFile;
  sha256: string;
}

/**
 * Reads campaign.yaml (YAML or JSON).
 * @throws InputError that lists every fault, each with its line
 */
export function readCampaign(path: string): OpenedCampaign {
  const text = readText(path, "the campaign file", "Name the campaign.yaml; `strike-setup init <dir>` writes one.");
  const document = parseTextDocument(path, text);
  const faults = campaignFaults(document.value);
  if (faults.length > 0) {
    const placed = faults.map((fault) => ({ fault, line: document.lineOf(fault.keys) })).sort((a, b) => a.line - b.line);
    const lines = placed.slice(0, mostFaults).map(({ fault, line }) => describe(path, line, fault));
    if (placed.length > mostFaults) lines.push(`… and ${placed.length - mostFaults} more`);
    throw new InputError({ what: lines.join("\n") });
  }
  return {
    path,
    folder: dirname(resolve(path)),
    file: document.value as CampaignFile,
    sha256: createHash("sha256").update(text).digest("hex"),
  };
}

/** Of those that are told at once. */
const mostFaults = 20;

/** In bytes. */
const largestText = 100_000_000;

/** Reads a text file. @throws InputError where it is missing, a folder, too large to be one, or not UTF-8 */
export function readText(path: string, what: string, advice: string): string {
  if (/^https?:\/\//i.test(path)) {
    throw new InputError({ what: `${what} is not on this disk`, where: path, advice: "Only local files are read: download it first." });
  }
  try {
    const found = statSync(path);
    if (!found.isFile() && !found.isDirectory()) throw new InputError({ what: `${what} is no ordinary file`, where: path, advice });
    if (found.size > largestText) throw new InputError({ what: `${what} holds more than ${largestText / 1e6} MB`, where: path, advice });
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") {
      throw new InputError({ what: `${what} is no text in UTF-8`, where: path, advice: "Save it again as UTF-8." }, { cause });
    }
    const reason =
      code === "ENOENT" ? "does not exist" : code === "EISDIR" ? "is a folder" : code === "EACCES" ? "may not be read" : "cannot be read";
    throw new InputError({ what: `${what} ${reason}`, where: path, advice }, { cause });
  }
}

function describe(path: string, line: number, { field, message, advice }: CampaignFault): string {
  return `${path}, line ${line}: ${field === "" ? "" : `${field}: `}${message}${advice === "" ? "" : ` ${advice}`}`;
}

/** A path of the campaign file, from its folder; an address stays one, to be refused by name. */
export function namedPath(folder: string, named: string): string {
  return /^https?:\/\//i.test(named) ? named : resolve(folder, named);
}
