import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { type CampaignFile, namedPath, readText } from "../campaign-file/index.ts";
import { readFrameList, readInlineFrames } from "./list.ts";
import { readStac, type SceneReading } from "./stac.ts";

/** Scenes, and the documents that were read for them. */
export interface ListedScenes extends SceneReading {
  documents: { path: string; sha256: string }[];
}

/** Reads the scenes that a campaign file names. Paths start from `folder`. @throws InputError */
export function readScenes(campaignPath: string, folder: string, frames: CampaignFile["frames"]): ListedScenes {
  const inline = Array.isArray(frames) ? frames : "inline" in frames ? frames.inline : null;
  if (inline !== null || Array.isArray(frames) || "inline" in frames) {
    return { ...readInlineFrames(join(folder, basename(campaignPath)), inline ?? []), documents: [] };
  }
  const named = "stac" in frames ? frames.stac : frames.list;
  const path = namedPath(folder, named);
  const documents: ListedScenes["documents"] = [];
  const read = (file: string) => {
    const text = readText(file, "this document of frames", "Look at frames in the campaign file.");
    documents.push({ path: file, sha256: createHash("sha256").update(text).digest("hex") });
    return text;
  };
  const reading = "stac" in frames ? readStac(path, read) : readFrameList(path, read(path));
  return { ...reading, documents };
}
