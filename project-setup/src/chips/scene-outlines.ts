import { existsSync } from "node:fs";
import { InputError } from "pybossa-client-ts/command";
import type { Finding } from "../buildings/index.ts";
import type { Scene } from "../frames/index.ts";
import { type Outline, type Position, projectionBetween } from "../geometry/index.ts";
import { openRaster } from "./raster.ts";

/**
 * Gives an outline to the scenes that have a local picture and no outline of their own: the picture's edge. Where
 * chips are wanted, every scene must have a local picture that exists.
 */
export async function completeScenes(scenes: readonly Scene[], chipsWanted: boolean): Promise<{ scenes: Scene[]; errors: Finding[] }> {
  const errors: Finding[] = [];
  const complete: Scene[] = [];
  for (const scene of scenes) {
    try {
      const fault = chipsWanted ? pictureFault(scene) : null;
      if (fault !== null) errors.push({ where: scene.where, message: fault });
      else if (scene.outline === null && scene.raster?.path) complete.push({ ...scene, outline: await pictureOutline(scene) });
      else complete.push(scene);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      errors.push({ where: scene.where, message: error.text.what + (error.text.expected ? `; expected ${error.text.expected}` : "") });
    }
  }
  return { scenes: complete, errors };
}

function pictureFault({ raster, source }: Scene): string | null {
  if (raster === null) return `has no file to cut chips from (its source is ${source.type})`;
  if (raster.path === null) return `its picture is not a local file (${raster.href}); download it, or set chips.mode to none`;
  return existsSync(raster.path) ? null : `its picture ${raster.path} does not exist`;
}

async function pictureOutline({ raster, where }: Scene): Promise<Outline | null> {
  if (raster === null) return null;
  const picture = await openRaster(raster, where);
  try {
    const toDegrees = projectionBetween(picture.crs, "EPSG:4326");
    if (!toDegrees)
      throw new InputError({ what: `its CRS ${picture.crs} is not known here`, expected: "WGS 84, Web Mercator or a UTM zone" });
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
