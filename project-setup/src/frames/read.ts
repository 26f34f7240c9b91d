import { basename, join } from "node:path";
import { InputError } from "pybossa-client-ts/command";
import { type CampaignFile, namedPath } from "../campaign-file/index.ts";
import type { Remote } from "../remote/index.ts";
import { documentReader } from "./documents.ts";
import { readFrameList, readInlineFrames } from "./list.ts";
import { readStac } from "./stac.ts";
import type { SceneReading } from "./stac-item.ts";
import type { SearchFilters } from "./stac-search.ts";
import { readWayback } from "./wayback.ts";

/** Scenes, and the documents that were read for them. */
export interface ListedScenes extends SceneReading {
  documents: { path: string; sha256: string }[];
}

export interface ReadOptions {
  /** Chips are cut from the pictures, so that their addresses may be signed. */
  chips: boolean;
  /** What a search asks for where the campaign file does not say it. */
  around: SearchFilters;
}

/**
 * Reads the scenes that a campaign file names. Paths start from `folder`.
 * @throws InputError; ServerError where the network does not answer
 */
export async function readScenes(
  campaignPath: string,
  folder: string,
  frames: CampaignFile["frames"],
  remote: Remote,
  { chips, around }: ReadOptions,
): Promise<ListedScenes> {
  const whole = join(folder, basename(campaignPath));
  if (Array.isArray(frames)) return { ...readInlineFrames(whole, frames, chips), documents: [] };
  const { stac, list, inline, wayback, search } = frames;
  if ([stac, list, inline, wayback].filter((way) => way !== undefined).length !== 1) {
    throw new InputError({
      what: "frames names several sources, or none",
      where: whole,
      expected: "one of stac, list, inline and wayback",
    });
  }
  if (search !== undefined && stac === undefined) {
    throw new InputError({ what: "frames.search is without an API to search", where: whole, expected: "the API's address as frames.stac" });
  }
  if (inline !== undefined) return { ...readInlineFrames(whole, inline, chips), documents: [] };
  const { read, documents } = documentReader(remote);
  const place = namedPath(folder, stac ?? list ?? wayback ?? "");
  const reading =
    stac !== undefined
      ? await readStac(place, read, { chips, filters: { ...around, ...search }, search: search !== undefined })
      : list !== undefined
        ? readFrameList(place, await read(place), chips)
        : readWayback(place, await read(place));
  return { ...reading, documents };
}
