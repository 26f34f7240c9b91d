import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { HelpingMaterial, PybossaClient } from "pybossa-client-ts";
import { InputError, type Output, ServerError } from "pybossa-client-ts/command";
import { mostLocalChips } from "../campaign-file/index.ts";
import { type ChipSet, fileName } from "../chips/index.ts";
import { publicPath } from "./materials.ts";

/** The names of all chips to upload. @throws InputError where there are too many for a server's uploads */
export function localChipNames({ records }: ChipSet): string[] {
  const names = [...new Set(records.flatMap(({ name }) => (name === null ? [] : [name])))].sort();
  if (names.length > mostLocalChips) {
    throw new InputError({
      what: `${names.length} chips are too many for the server's uploads (${mostLocalChips} at most: each is a request of its own)`,
      where: "chips.mode",
      advice: "Set chips.mode to hosted and serve the folder from any static host, or try a --pilot first.",
    });
  }
  return names;
}

/** The chips that the server does not hold yet, and their bytes. */
export function chipsToUpload(chips: ChipSet, materials: readonly HelpingMaterial[]): { count: number; bytes: number } {
  const there = addressesOf(materials);
  const sizes = new Map(chips.records.flatMap(({ name, bytes }) => (name === null || there.has(name) ? [] : [[name, bytes]])));
  return { count: sizes.size, bytes: [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0) };
}

function addressesOf(materials: readonly HelpingMaterial[]): Map<string, string> {
  const there = new Map<string, string>();
  for (const { media_url } of materials) {
    const name = /\/([0-9a-f]{24})\.jpg$/.exec(media_url ?? "")?.[1];
    if (name && media_url) there.set(name, media_url);
  }
  return there;
}

/** Uploads the chips that are not on the server yet, and returns the template of their addresses. */
export async function uploadChips(
  client: PybossaClient,
  projectId: number,
  materials: readonly HelpingMaterial[],
  chips: ChipSet,
  endpoint: string,
  output: Output,
): Promise<string> {
  const names = localChipNames(chips);
  const there = addressesOf(materials);
  let done = 0;
  for (const name of names) {
    if (!there.has(name)) {
      const file = fileName(name, "jpeg");
      const body = new Blob([new Uint8Array(readFileSync(join(chips.folder, file)))], { type: "image/jpeg" });
      const made = await client.helpingMaterials.upload(projectId, { name: file, body, type: "image/jpeg" });
      if (!made.media_url)
        throw new ServerError({ what: "the server keeps no uploads", where: endpoint, advice: "Set chips.mode to hosted." });
      there.set(name, made.media_url);
    }
    output.progress("uploading chips", ++done, names.length);
  }
  const [first = ""] = names;
  const address = publicPath(there.get(first) ?? "", endpoint);
  return address.replace(`${first}.jpg`, "{name}.jpg");
}
