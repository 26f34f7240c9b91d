import { existsSync } from "node:fs";
import { InputError } from "pybossa-client-ts/command";
import type { Finding } from "../buildings/index.ts";
import type { Scene } from "../frames/index.ts";
import { type Outline, type Position, projectionBetween } from "../geometry/index.ts";
import type { Remote } from "../remote/index.ts";
import { openRaster } from "./raster.ts";

/** Pictures that are opened at one time. */
const together = 8;

/**
 * Gives an outline to the scenes that have a picture and no outline of their own: the picture's edge. Where chips are
 * wanted, every scene must have a picture; those on this disk are opened, so that what is wrong with one is told
 * before the work begins.
 */
export async function completeScenes(
  scenes: readonly Scene[],
  chipsWanted: boolean,
  remote: Remote,
): Promise<{ scenes: Scene[]; errors: Finding[] }> {
  const errors: Finding[] = [];
  const complete: Scene[] = [];
  for (let from = 0; from < scenes.length; from += together) {
    const results = await Promise.all(scenes.slice(from, from + together).map((scene) => completed(scene, chipsWanted, remote)));
    for (const result of results) {
      if ("message" in result) errors.push(result);
      else complete.push(result);
    }
  }
  return { scenes: complete, errors };
}

async function completed(scene: Scene, chipsWanted: boolean, remote: Remote): Promise<Scene | Finding> {
  const { raster, where, source } = scene;
  if (chipsWanted && raster === null) return { where, message: `has no picture to cut chips from (its source is ${source.type})` };
  if (raster === null || (!chipsWanted && scene.outline !== null)) return scene;
  if (raster.path !== null && !existsSync(raster.path)) return { where, message: `its picture ${raster.path} does not exist` };
  if (raster.path === null && scene.outline !== null) return scene;
  try {
    const outline = await pictureOutline(scene, remote);
    return scene.outline === null ? { ...scene, outline } : scene;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { what, expected, advice } = error.text;
    return { where, message: `${what}${expected ? `; expected ${expected}` : ""}${advice ? `. ${advice}` : ""}` };
  }
}

async function pictureOutline({ raster, where }: Scene, remote: Remote): Promise<Outline | null> {
  if (raster === null) return null;
  const picture = await openRaster(raster, where, remote);
  try {
    const toDegrees = projectionBetween(picture.crs, "EPSG:4326");
    if (!toDegrees)
      throw new InputError({
        what: `its CRS ${picture.crs} is not known here`,
        expected: "WGS 84, Web Mercator or a UTM zone",
        advice: "Reproject the picture: gdalwarp -t_srs EPSG:4326 in.tif out.tif",
      });
    const { width, height } = picture;
    const corners: Position[] = [
      [0, height],
      [width, height],
      [width, 0],
      [0, 0],
      [0, height],
    ];
    return { type: "Polygon", coordinates: [corners.map((corner) => toDegrees(picture.toGround(corner)))] };
  } finally {
    await picture.close();
  }
}
