import { join, resolve } from "node:path";
import { type CampaignFile, readText } from "../campaign-file/index.ts";
import { readFrameList, readInlineFrames } from "./list.ts";
import { readStac, type SceneReading } from "./stac.ts";

/** Reads the scenes that a campaign file names. Paths start from `folder`. @throws InputError */
export function readScenes(campaignPath: string, folder: string, frames: CampaignFile["frames"]): SceneReading {
  if (Array.isArray(frames)) return readInlineFrames(join(folder, campaignPath), frames);
  if ("inline" in frames) return readInlineFrames(join(folder, campaignPath), frames.inline);
  const named = "stac" in frames ? frames.stac : frames.list;
  const path = resolve(folder, named);
  const read = (file: string) => readText(file, "this document of frames", "Look at frames in the campaign file.");
  return "stac" in frames ? readStac(path, read) : readFrameList(path, read(path));
}
