import { InputError } from "pybossa-client-ts/command";
import {
  centreOf,
  type Extent,
  extentOf,
  type Outline,
  type Position,
  type Projection,
  polygonsOf,
  projectionBetween,
  utmCode,
} from "../geometry/index.ts";

/** The one grid on which all chips of a campaign are cut: a CRS in metres. */
export interface Grid {
  crs: string;
  /** Degrees (WGS 84) to metres. */
  project: Projection;
}

/** The square that all chips of one building show, in the grid's metres. */
export interface ChipSquare {
  extent: Extent;
  /** The building footprint in fractions of the chip, from its top left corner. */
  outline: Position[];
}

/** Corners of an outline at most. */
const mostCorners = 16;

/** The grid of a campaign: `auto-utm` is the UTM zone of the buildings' middle. @throws InputError on an unknown CRS */
export function campaignGrid(setting: string, footprints: readonly Outline[]): Grid {
  const crs = setting === "auto-utm" ? utmCode(middle(footprints)) : setting;
  const project = projectionBetween("EPSG:4326", crs);
  if (!project || crs === "EPSG:4326") {
    throw new InputError({ what: `chips.grid_crs is ${crs}`, expected: "auto-utm, EPSG:3857 or a UTM zone such as EPSG:32637" });
  }
  return { crs, project };
}

/** The square of side `ground` metres around the middle of a building's extent. */
export function chipSquare(grid: Grid, footprint: Outline, ground: number): ChipSquare {
  const projected = polygonsOf(footprint).map((rings) => (rings[0] ?? []).map(grid.project));
  const [x, y] = centreOf(extentOf({ type: "MultiPolygon", coordinates: projected.map((ring) => [ring]) }));
  const extent: Extent = [x - ground / 2, y - ground / 2, x + ground / 2, y + ground / 2];
  const ring = projected.sort((a, b) => Math.abs(signedArea(b)) - Math.abs(signedArea(a)))[0] ?? [];
  // A thousandth of a chip of 96 m is 0.1 m: a third of a pixel.
  const share = (value: number) => Math.round(value * 1e3) / 1e3;
  const outline = fewerCorners(ring.slice(0, -1), mostCorners).map(
    ([px, py]): Position => [share((px - extent[0]) / ground), share((extent[3] - py) / ground)],
  );
  return { extent, outline };
}

function middle(footprints: readonly Outline[]): Position {
  const whole: Extent = [Infinity, Infinity, -Infinity, -Infinity];
  for (const footprint of footprints) {
    const [minX, minY, maxX, maxY] = extentOf(footprint);
    whole[0] = Math.min(whole[0], minX);
    whole[1] = Math.min(whole[1], minY);
    whole[2] = Math.max(whole[2], maxX);
    whole[3] = Math.max(whole[3], maxY);
  }
  return centreOf(whole);
}

function signedArea(ring: readonly Position[]): number {
  return ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [x, y];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}

/** Takes out the corner that matters least to the area until few enough are left (Visvalingam). */
export function fewerCorners(ring: readonly Position[], most: number): Position[] {
  const corners = [...ring];
  while (corners.length > most) {
    let least = 0;
    let leastArea = Infinity;
    corners.forEach((corner, at) => {
      const before = corners[(at + corners.length - 1) % corners.length] ?? corner;
      const after = corners[(at + 1) % corners.length] ?? corner;
      const size = Math.abs(signedArea([before, corner, after]));
      if (size < leastArea) {
        leastArea = size;
        least = at;
      }
    });
    corners.splice(least, 1);
  }
  return corners;
}
