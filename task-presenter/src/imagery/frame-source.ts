import Projection from "ol/proj/Projection.js";
import ImageSource from "ol/source/Image.js";
import type { Picture } from "./picture.ts";

/** The only file that makes OpenLayers sources. Coordinates are metres in the chip's square, from its lower left corner. */

/** The plane in which a building's pictures lie: a square of `ground` metres. */
export function chipPlane(ground: number): Projection {
  return new Projection({ code: "strike-tracker-chip", units: "m", extent: [0, 0, ground, ground] });
}

/**
 * A source that shows a decoded picture over the whole square. Resolves when it can be drawn without a blank frame.
 * @param shift metres east and north by which the picture is moved
 */
export async function pictureSource(picture: Picture, plane: Projection, shift: readonly [number, number]): Promise<ImageSource> {
  const [west = 0, south = 0, east = 1, north = 1] = plane.getExtent();
  const ground = east - west;
  const extent = [west + shift[0], south + shift[1], east + shift[0], north + shift[1]];
  const resolution = [ground / picture.width, ground / picture.height];
  // A loader without parameters marks the source as static: it is asked once.
  const source = new ImageSource({
    projection: plane,
    loader: () => ({ image: picture.image, extent, resolution, pixelRatio: 1 }),
  });
  const wrapper = source.getImage(extent, ground, 1, plane);
  if (wrapper === null) return source;
  await new Promise<void>((resolve) => {
    source.once(["imageloadend", "imageloaderror"], () => resolve());
    wrapper.load();
  });
  return source;
}
