import Flatbush from "flatbush";
import type { Frame, Scene } from "../frames/index.ts";
import { coversExtent, type Extent, extentOf, padded } from "../geometry/index.ts";

/** A scene that shows the whole building, and the frame that it is part of. */
export interface Cover {
  frame: Frame;
  scene: Scene;
}

/** The building must lie this far inside a scene's outline. */
export const marginMetres = 15;

/**
 * Finds the scenes whose own outline (not its bounding box: tiles are cut by the edge of the scene) covers a
 * building footprint's extent (degrees) with 15 m around it.
 */
export function coverageIndex(frames: readonly Frame[]): (extent: Extent) => Cover[] {
  const everywhere: Cover[] = [];
  const bounded: Cover[] = [];
  for (const frame of frames) for (const scene of frame.scenes) (scene.outline === null ? everywhere : bounded).push({ frame, scene });
  if (bounded.length === 0) return () => everywhere;
  const index = new Flatbush(bounded.length);
  for (const { scene } of bounded) if (scene.outline) index.add(...extentOf(scene.outline));
  index.finish();
  return (extent) => {
    const wanted = padded(extent, marginMetres);
    const near = index.search(...wanted).sort((a, b) => a - b);
    const covering = near.flatMap((at) => {
      const cover = bounded[at];
      return cover?.scene.outline && coversExtent(cover.scene.outline, wanted) ? [cover] : [];
    });
    return [...everywhere, ...covering];
  };
}
